/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* quiescence.c - sections and grace periods: which wait for which, retire, threads that end, fork(), handlers. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include <membarrier/quiescence.h>

#include "child.h"
#include "test.h"

enum { LIVE = 0x5afe };

struct object {
	unsigned live;
	struct membarrier_retired retired; /* It may be anywhere in the object. */
};

static atomic_uint made, freed;
static _Atomic(struct object *) shared_object;
static atomic_bool stop;
static atomic_int step;

static struct object *make(void)
{
	struct object *object = malloc(sizeof *object);

	CHECK(object, "no memory");
	object->live = LIVE;
	atomic_fetch_add(&made, 1);
	return object;
}

static void reclaim(struct membarrier_retired *retired)
{
	struct object *object = (struct object *)((char *)retired - offsetof(struct object, retired));

	CHECK(object->live == LIVE, "reclaimed twice");
	object->live = 0;
	free(object);
	atomic_fetch_add(&freed, 1);
}

static void start(pthread_t *thread, void *(*run)(void *), void *argument)
{
	CHECK(pthread_create(thread, NULL, run, argument) == 0, "no thread");
}

static void await_step(int n)
{
	while (atomic_load(&step) < n)
		usleep(50);
}

/* Nested sections; then a section that begins after the grace period. */
static void *be_in_sections(void *unused)
{
	(void)unused;
	membarrier_quiescence_enter();
	membarrier_quiescence_enter();
	membarrier_quiescence_leave();
	atomic_store(&step, 1);
	await_step(2);
	membarrier_quiescence_leave();
	membarrier_quiescence_enter();
	atomic_store(&step, 3);
	await_step(4);
	membarrier_quiescence_leave();
	return NULL;
}

static void a_grace_period_waits_for_what_was_there(void)
{
	membarrier_grace_t grace;
	pthread_t thread;

	atomic_store(&step, 0);
	start(&thread, be_in_sections, NULL);
	await_step(1);
	membarrier_quiescence_start(&grace);
	membarrier_slow_path();
	for (int i = 0; i < 100; i++)
		CHECK(!membarrier_quiescence_poll(&grace), "over, while a section goes on");
	atomic_store(&step, 2);
	await_step(3);
	CHECK(membarrier_quiescence_poll(&grace), "not over, while only a newer section goes on");
	CHECK(membarrier_quiescence_wait(&grace) == 0, "waits for what is over");
	atomic_store(&step, 4);
	pthread_join(thread, NULL);
	CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
	membarrier_quiescence_enter();
	CHECK(membarrier_quiescence_synchronize() == -EDEADLK && membarrier_quiescence_drain() == -EDEADLK,
	      "waits for its own section");
	CHECK(membarrier_detach() == -EBUSY, "gives back the record of a section");
	membarrier_quiescence_leave();
}

/* Each grace period needs one barrier. */
static void one_barrier_each(void)
{
	struct membarrier_stats before = { .size = sizeof before }, after = { .size = sizeof after };

	CHECK(membarrier_get_stats(&before) == 0, "no statistics");
	for (int i = 0; i < 100; i++)
		CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
	CHECK(membarrier_get_stats(&after) == 0, "no statistics");
	CHECK(after.barriers - before.barriers <= 100, "%u barriers for 100 grace periods",
	      (unsigned)(after.barriers - before.barriers));
}

static void *read_objects(void *unused)
{
	(void)unused;
	while (!atomic_load(&stop)) {
		struct object *object;

		membarrier_quiescence_enter();
		object = atomic_load_explicit(&shared_object, memory_order_acquire);
		CHECK(object->live == LIVE, "reclaimed in a section");
		membarrier_quiescence_leave();
	}
	return NULL;
}

static void read_in_handler(int signal)
{
	(void)signal;
	membarrier_quiescence_enter();
	CHECK(atomic_load(&shared_object)->live == LIVE, "reclaimed in a handler's section");
	membarrier_quiescence_leave();
}

static void objects_live_while_sections_do(void)
{
	struct sigaction action = { .sa_handler = read_in_handler };
	pthread_t thread[2];

	sigaction(SIGUSR1, &action, NULL);
	atomic_store(&stop, false);
	atomic_store(&shared_object, make());
	for (int i = 0; i < 2; i++)
		start(&thread[i], read_objects, NULL);
	for (int i = 0; i < 40000; i++) {
		struct object *old = atomic_exchange(&shared_object, make());

		if (i % 100 == 0) {
			CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
			reclaim(&old->retired);
		} else {
			membarrier_quiescence_enter(); /* A thread may retire in a section. */
			membarrier_quiescence_retire(&old->retired, reclaim);
			membarrier_quiescence_leave();
		}
		if (i % 16 == 0)
			pthread_kill(thread[i / 16 % 2], SIGUSR1);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	membarrier_quiescence_retire(&atomic_exchange(&shared_object, NULL)->retired, reclaim);
	CHECK(membarrier_quiescence_drain() == 0, "cannot drain");
	CHECK(atomic_load(&freed) == atomic_load(&made), "drained: %u of %u", atomic_load(&freed), atomic_load(&made));
}

static void *enter_and_end(void *unused)
{
	membarrier_quiescence_enter();
	return unused;
}

static void *retire_and_end(void *unused)
{
	membarrier_quiescence_retire(&make()->retired, reclaim);
	return unused;
}

static void threads_end(void)
{
	pthread_t thread;

	start(&thread, enter_and_end, NULL);
	pthread_join(thread, NULL);
	CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
	start(&thread, retire_and_end, NULL);
	pthread_join(thread, NULL);
	CHECK(membarrier_quiescence_drain() == 0 && atomic_load(&freed) == atomic_load(&made), "orphans remain");
}

/* More threads than one poll looks at. */
static void *stay_in_a_section(void *unused)
{
	membarrier_quiescence_enter();
	atomic_fetch_add(&step, 1);
	while (!atomic_load(&stop))
		usleep(1000);
	membarrier_quiescence_leave();
	atomic_fetch_add(&step, 1);
	return unused;
}

static void many_threads(void)
{
	enum { THREADS = 3 * MEMBARRIER_GRACE_WINDOW_ };
	pthread_t thread[THREADS];
	membarrier_grace_t grace;

	atomic_store(&step, 0);
	atomic_store(&stop, false);
	for (int i = 0; i < THREADS; i++)
		start(&thread[i], stay_in_a_section, NULL);
	await_step(THREADS);
	membarrier_quiescence_start(&grace);
	membarrier_slow_path();
	CHECK(!membarrier_quiescence_poll(&grace), "over, while sections go on");
	atomic_store(&stop, true);
	CHECK(membarrier_quiescence_wait(&grace) == 0 && atomic_load(&step) >= THREADS, "cannot wait");
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
}

/* A reader that sleeps in a section keeps all objects from being reclaimed; a hazard slot keeps one (hazard.c). */
static void a_sleeper_keeps_all_back(void)
{
	unsigned before = atomic_load(&freed);
	pthread_t thread;

	atomic_store(&step, 0);
	atomic_store(&stop, false);
	start(&thread, stay_in_a_section, NULL);
	await_step(1);
	for (int i = 0; i < 20000; i++)
		membarrier_quiescence_retire(&make()->retired, reclaim);
	CHECK(atomic_load(&freed) == before, "%u reclaimed in a section", atomic_load(&freed) - before);
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
	CHECK(membarrier_quiescence_drain() == 0 && atomic_load(&freed) == before + 20000,
	      "not all are reclaimed afterwards");
}

static atomic_bool handler_enters;

static void stay_in_handler(int signal)
{
	bool enters = atomic_load(&handler_enters);

	(void)signal;
	if (enters)
		membarrier_quiescence_enter();
	atomic_store(&step, 1);
	await_step(2);
	if (enters)
		membarrier_quiescence_leave();
	atomic_store(&step, 3);
}

static void *be_interrupted(void *unused)
{
	while (!atomic_load(&stop))
		;
	return unused;
}

/* The thread of the handler is in no section, and has no record yet. Control: a handler that enters no section. */
static void a_handler_is_waited_for(void)
{
	struct sigaction action = { .sa_handler = stay_in_handler };
	membarrier_grace_t grace;

	sigaction(SIGUSR2, &action, NULL);
	for (int enters = 0; enters < 2; enters++) {
		pthread_t thread;

		atomic_store(&step, 0);
		atomic_store(&stop, false);
		atomic_store(&handler_enters, enters != 0);
		start(&thread, be_interrupted, NULL);
		pthread_kill(thread, SIGUSR2);
		await_step(1);
		membarrier_quiescence_start(&grace);
		membarrier_slow_path();
		for (int i = 0; i < 100; i++)
			CHECK(membarrier_quiescence_poll(&grace) == !enters, "over: %d, in a section: %d", !enters, enters);
		atomic_store(&step, 2);
		CHECK(membarrier_quiescence_wait(&grace) == 0, "cannot wait");
		await_step(3);
		atomic_store(&stop, true);
		pthread_join(thread, NULL);
	}
}

static void wait_for_sections(const void *unused)
{
	(void)unused;
	CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
}

static void a_child_has_no_other_sections(void)
{
	pthread_t thread;
	int status;

	atomic_store(&step, 0);
	atomic_store(&stop, false);
	start(&thread, stay_in_a_section, NULL);
	await_step(1);
	status = status_of(wait_for_sections, NULL);
	CHECK(status == 0, "child: wait status %#x", (unsigned)status);
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
}

int main(void)
{
	a_grace_period_waits_for_what_was_there();
	one_barrier_each();
	objects_live_while_sections_do();
	threads_end();
	many_threads();
	a_sleeper_keeps_all_back();
	a_handler_is_waited_for();
	a_child_has_no_other_sections();
	return 0;
}
