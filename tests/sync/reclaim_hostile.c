/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_hostile.c - hazard pointers and quiescence in threads that are cancelled, end or jump inside; a reader that
 * is stopped for seconds; exec() beside readers.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include <membarrier/quiescence.h>

#include "child.h"
#include "retired_objects.h"

static void sleep_ms(long milliseconds)
{
	nanosleep(&(struct timespec){ milliseconds / 1000, milliseconds % 1000 * 1000000 }, NULL);
}

static void await_ready(void)
{
	while (!atomic_load(&ready))
		usleep(50);
	atomic_store(&ready, 0);
}

static void *cancelled(pthread_t thread)
{
	void *result;

	pthread_cancel(thread);
	pthread_join(thread, &result);
	return result;
}

/* ---- cancellation inside ----------------------------------------------------------- */

static void *pause_in_a_section(void *unused)
{
	(void)unused;
	membarrier_quiescence_enter();
	membarrier_quiescence_enter();
	atomic_store(&ready, 1);
	while (pause())
		;
	return NULL;
}

static void *pause_with_a_slot(void *slot)
{
	*(membarrier_hazard_slot_t **)slot = membarrier_hazard_get();
	membarrier_hazard_protect(*(membarrier_hazard_slot_t **)slot, &shared_object);
	atomic_store(&ready, 1);
	while (pause())
		;
	return NULL;
}

/* Its sections end with it, since it can look at nothing any more. What its slots show is kept. */
static void a_thread_that_is_cancelled_inside(void)
{
	struct object *object = make();
	membarrier_hazard_slot_t *slot;
	membarrier_grace_t grace;
	pthread_t thread;

	start(&thread, pause_in_a_section, NULL);
	await_ready();
	membarrier_quiescence_start(&grace);
	membarrier_slow_path();
	CHECK(!membarrier_quiescence_poll(&grace), "over, while a section goes on");
	CHECK(cancelled(thread) == PTHREAD_CANCELED, "not cancelled");
	CHECK(membarrier_quiescence_wait(&grace) == 0, "no grace period");

	atomic_store(&shared_object, object);
	start(&thread, pause_with_a_slot, &slot);
	await_ready();
	CHECK(cancelled(thread) == PTHREAD_CANCELED, "not cancelled");
	atomic_store(&shared_object, NULL);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	CHECK(membarrier_hazard_reclaim(NULL, SIZE_MAX) == 0 && object->live == LIVE, "reclaimed under a slot");
	membarrier_hazard_put(slot);
	drain(NULL);
}

/* ---- cancellation of threads that wait ------------------------------------------------ */

static void *synchronize(void *unused)
{
	atomic_store(&ready, 1);
	CHECK(membarrier_quiescence_synchronize() == 0, "no grace period");
	atomic_store(&ready, 2);
	pthread_testcancel();
	return unused;
}

static void *drain_sections(void *unused)
{
	membarrier_quiescence_retire(&make()->retired, reclaim);
	atomic_store(&ready, 1);
	CHECK(membarrier_quiescence_drain() == 0, "cannot drain");
	atomic_store(&ready, 2);
	pthread_testcancel();
	return unused;
}

static void *drain_hazards(void *unused)
{
	atomic_store(&ready, 1);
	CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
	atomic_store(&ready, 2);
	pthread_testcancel();
	return unused;
}

/* No function is a cancellation point: the thread comes as far as it says. */
static void waiting_is_no_cancellation_point(void)
{
	static void *(*const wait[])(void *) = { synchronize, drain_sections, drain_hazards };
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	struct object *object = make();
	pthread_t thread;

	membarrier_hazard_set(slot, object);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	for (unsigned i = 0; i < sizeof wait / sizeof *wait; i++) {
		void *result;

		membarrier_quiescence_enter();
		start(&thread, wait[i], NULL);
		await_ready();
		sleep_ms(20); /* It sleeps by now. If not, the check has less to see. */
		pthread_cancel(thread);
		sleep_ms(20);
		CHECK(!atomic_load(&ready), "%u: did not wait", i);
		if (wait[i] == drain_hazards)
			membarrier_hazard_clear(slot);
		membarrier_quiescence_leave();
		pthread_join(thread, &result);
		CHECK(atomic_load(&ready) == 2 && result == PTHREAD_CANCELED, "%u: cancelled while it waited", i);
		atomic_store(&ready, 0);
	}
	membarrier_hazard_put(slot);
	drain(NULL);
}

/* ---- longjmp() ---------------------------------------------------------------------------- */

static sigjmp_buf back;

static void jump(int signal)
{
	siglongjmp(back, signal);
}

/* What the code that was left has begun goes on after the jump, as after any goto. */
static void jumping_out_of_sections(void)
{
	static membarrier_hazard_slot_t *slot;
	struct object *object = make();
	volatile int round;

	signal(SIGUSR1, jump);
	atomic_store(&shared_object, object);
	for (round = 0; round < 20; round++) {
		membarrier_grace_t grace;

		if (sigsetjmp(back, 1) == 0) {
			membarrier_quiescence_enter();
			slot = membarrier_hazard_get();
			membarrier_hazard_protect(slot, &shared_object);
			raise(SIGUSR1);
		}
		CHECK(membarrier_quiescence_synchronize() == -EDEADLK, "a jump has left the section");
		CHECK(*membarrier_hazard_at_(slot) == object, "a jump has cleared a slot");
		membarrier_hazard_put(slot);
		membarrier_quiescence_leave();
		membarrier_quiescence_start(&grace);
		CHECK(membarrier_quiescence_wait(&grace) == 0, "no grace period");
	}
	atomic_store(&shared_object, NULL);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	drain(NULL);
}

/* ---- a reader that is stopped; exec() ------------------------------------------------------ */

static void *leave_after_seconds(void *unused)
{
	membarrier_quiescence_enter();
	atomic_store(&ready, 1);
	sleep_ms(1500);
	atomic_store(&stop, true);
	membarrier_quiescence_leave();
	return unused;
}

static void a_reader_that_is_stopped_is_waited_for(void)
{
	pthread_t thread;

	atomic_store(&stop, false);
	start(&thread, leave_after_seconds, NULL);
	await_ready();
	CHECK(membarrier_quiescence_synchronize() == 0 && atomic_load(&stop), "a grace period is over beside a section");
	pthread_join(thread, NULL);
}

static void exec_beside_readers(const void *program)
{
	membarrier_hazard_slot_t *slot;
	pthread_t thread;

	start(&thread, pause_in_a_section, NULL);
	await_ready();
	atomic_store(&shared_object, make());
	start(&thread, pause_with_a_slot, &slot);
	await_ready();
	membarrier_quiescence_retire(&make()->retired, reclaim);
	execl(program, program, "after exec", (char *)NULL);
	_exit(1);
}

int main(int argc, char **argv)
{
	int status;

	if (argc > 1 && strcmp(argv[1], "after exec") == 0) {
		CHECK(membarrier_quiescence_synchronize() == 0 && stats().waiting == 0, "what the last program left");
		return 0;
	}
	a_thread_that_is_cancelled_inside();
	waiting_is_no_cancellation_point();
	jumping_out_of_sections();
	a_reader_that_is_stopped_is_waited_for();
	status = status_of(exec_beside_readers, argv[0]);
	CHECK(status == 0, "after exec(): wait status %#x", (unsigned)status);
	return 0;
}
