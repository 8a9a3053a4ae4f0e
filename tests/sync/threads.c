/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* threads.c - thread records: one for each thread, reused, kept by a child of fork(), and taken in signal handlers. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <membarrier/thread.h>

#include "test.h"

enum { AT_ONCE = 500, ONE_AFTER_ANOTHER = 2000, STORMED = 300 };

static struct membarrier_thread_ *records[AT_ONCE];
static pthread_barrier_t all_attached;

static void *attach_with_others(void *index)
{
	CHECK(membarrier_attach() == 0, "no record");
	records[(size_t)(uintptr_t)index] = membarrier_self_;
	pthread_barrier_wait(&all_attached);
	return NULL;
}

static void start(pthread_t *thread, void *(*run)(void *), void *argument)
{
	pthread_attr_t small;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 256 * 1024);
	CHECK(pthread_create(thread, &small, run, argument) == 0, "no thread");
	pthread_attr_destroy(&small);
}

static int by_address(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t) * (struct membarrier_thread_ *const *)a;
	uintptr_t right = (uintptr_t) * (struct membarrier_thread_ *const *)b;

	return (left > right) - (left < right);
}

static void each_thread_has_its_own(void)
{
	pthread_t threads[AT_ONCE];

	pthread_barrier_init(&all_attached, NULL, AT_ONCE);
	for (size_t i = 0; i < AT_ONCE; i++)
		start(&threads[i], attach_with_others, (void *)(uintptr_t)i);
	for (size_t i = 0; i < AT_ONCE; i++)
		pthread_join(threads[i], NULL);
	qsort(records, AT_ONCE, sizeof *records, by_address);
	for (size_t i = 0; i < AT_ONCE; i++) {
		CHECK((uintptr_t)records[i] % 64 == 0, "a record that begins inside a cache line");
		CHECK(i == 0 || records[i] != records[i - 1], "two threads with one record");
	}
}

/* Stores the address of its record. Every later thread must get a record that an earlier one had. */
static void *attach_alone(void *unused)
{
	(void)unused;
	CHECK(membarrier_attach() == 0, "no record");
	CHECK(bsearch(&(struct membarrier_thread_ *){ membarrier_self_ }, records, AT_ONCE, sizeof *records, by_address),
	      "a new record, while hundreds are free");
	return NULL;
}

static void records_are_reused(void)
{
	for (int i = 0; i < ONE_AFTER_ANOTHER; i++) {
		pthread_t thread;

		start(&thread, attach_alone, NULL);
		pthread_join(thread, NULL);
	}
}

static void detach_is_refused_to_holders(void)
{
	struct membarrier_thread_ *mine;

	CHECK(membarrier_attach() == 0 && membarrier_attach() == 0, "attaching twice fails");
	mine = membarrier_self_;
	mine->held[3] = mine;
	CHECK(membarrier_detach() == -EBUSY && membarrier_self_ == mine, "gave back a record that holds a lock");
	mine->held[3] = NULL;
	CHECK(membarrier_detach() == 0 && membarrier_self_ != mine, "did not give back a record");
	CHECK(membarrier_detach() == 0, "no record to give back is no error");
	CHECK(membarrier_attach() == 0, "does not attach again");
}

static void *hold_and_end(void *unused)
{
	(void)unused;
	CHECK(membarrier_attach() == 0, "no record");
	membarrier_self_->held[0] = &records;
	return membarrier_self_;
}

static void a_holder_that_ends_keeps_its_lock(void)
{
	struct membarrier_thread_ *left;
	pthread_t thread;

	start(&thread, hold_and_end, NULL);
	pthread_join(thread, (void **)&left);
	CHECK(left->held[0] == &records, "a lock was let go that its holder did not unlock");
	for (int i = 0; i < 50; i++) {
		start(&thread, attach_alone, NULL);
		pthread_join(thread, NULL);
	}
	CHECK(left->held[0] == &records, "its record was reused");
}

/* In the child the records of the other threads are free, and hold nothing. */
static void a_child_keeps_its_own(void)
{
	struct membarrier_thread_ *mine = membarrier_self_, *left;
	pthread_t thread;
	int status;
	pid_t pid;

	start(&thread, hold_and_end, NULL);
	pthread_join(thread, (void **)&left);
	mine->held[1] = &records;
	fflush(stdout);
	pid = fork();
	CHECK(pid >= 0, "fork() fails");
	if (pid == 0) {
		CHECK(membarrier_self_ == mine && mine->held[1] == &records, "the child lost its own record");
		CHECK(left->held[0] == NULL, "a thread that the child does not have still holds a lock");
		start(&thread, attach_alone, NULL);
		pthread_join(thread, NULL);
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0, "child: wait status %#x", (unsigned)status);
	mine->held[1] = NULL;
	CHECK(left->held[0] == &records, "the parent's records changed");
}

static atomic_int in_handler;

static void attach_in_handler(int signal)
{
	int saved = errno;

	(void)signal;
	CHECK(membarrier_attach() == 0, "no record in a handler");
	CHECK(errno == saved, "errno changed");
	atomic_fetch_add(&in_handler, 1);
}

static atomic_bool ready, sent;

static void *attach_in_a_storm(void *unused)
{
	struct membarrier_thread_ *mine;

	(void)unused;
	atomic_store(&ready, true);
	for (int i = 0; i < 200 || !atomic_load(&sent); i++) {
		CHECK(membarrier_attach() == 0, "no record");
		mine = membarrier_self_;
		CHECK(membarrier_attach() == 0 && membarrier_self_ == mine, "a second record for one thread");
		CHECK(membarrier_detach() == 0, "cannot be given back");
	}
	return NULL;
}

static void handlers_may_attach(void)
{
	struct sigaction action = { .sa_handler = attach_in_handler };

	sigaction(SIGUSR1, &action, NULL);
	for (int i = 0; i < STORMED; i++) {
		pthread_t thread;

		atomic_store(&ready, false);
		atomic_store(&sent, false);
		start(&thread, attach_in_a_storm, NULL);
		while (!atomic_load(&ready))
			;
		for (int n = 0; n < 20; n++)
			pthread_kill(thread, SIGUSR1);
		atomic_store(&sent, true);
		pthread_join(thread, NULL);
	}
	CHECK(atomic_load(&in_handler) > STORMED / 10, "only %d handlers ran", atomic_load(&in_handler));
}

int main(void)
{
	each_thread_has_its_own();
	records_are_reused();
	detach_is_refused_to_holders();
	a_holder_that_ends_keeps_its_lock();
	a_child_keeps_its_own();
	handlers_may_attach();
	return 0;
}
