/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * refused.c - the system refuses barriers from some moment on, while threads read and write under a lock. They
 * go on in order, or the core stops the process by abort(); a reader is never inside beside a writer. Also: a
 * program that calls exec() meanwhile, and the next program must work.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <signal.h>
#include <sys/wait.h>

#include <membarrier/eventcount.h>
#include <membarrier/rwlock.h>

#include "seccomp.h"
#include "test.h"

enum { WRITES = 10 };

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static volatile unsigned long first, second;
static atomic_bool stop;
static atomic_ulong reads;

static void *read_on(void *unused)
{
	(void)unused;
	while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
		unsigned long one;

		CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
		one = first;
		CHECK(one == second, "a reader beside a writer");
		membarrier_rwlock_rdunlock(&lock);
		atomic_fetch_add_explicit(&reads, 1, memory_order_relaxed);
	}
	return NULL;
}

static void write_once(void)
{
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	first++;
	second++;
	membarrier_rwlock_wrunlock(&lock);
}

/* Waits until the lock is free, so that the next writer needs a barrier, or until that takes too long. */
static bool await_free(void)
{
	unsigned long most = atomic_load(&reads) + 100000;

	while (__atomic_load_n(&lock.word_, __ATOMIC_RELAXED) & MEMBARRIER_RWLOCK_FENCED_)
		if (atomic_load(&reads) > most)
			return false;
	return true;
}

/* Returns how many writes found the lock free. */
static unsigned write_on(void)
{
	unsigned unfenced = 0;

	for (int i = 0; i < WRITES; i++) {
		unfenced += await_free();
		write_once();
		write_once();
	}
	return unfenced;
}

static void refuse_in_the_middle(const char *filter)
{
	pthread_t reader;

	CHECK(pthread_create(&reader, NULL, read_on, NULL) == 0, "no thread");
	CHECK(write_on() > 0, "no write needed a barrier");
	CHECK(filter_process(filter) == 0, "no filter");
	if (write_on() == 0) /* The lock stays fenced: the core's barriers are slow now, or plain fences. */
		printf("%s: fenced from then on\n", filter);
	atomic_store(&stop, true);
	pthread_join(reader, NULL);
}

static void *sleep_on(void *unused)
{
	(void)unused;
	membarrier_eventcount_wait(&ec, membarrier_eventcount_prepare(&ec), NULL);
	return NULL;
}

static void exec_among_threads(const char *self)
{
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, read_on, NULL) == 0, "no thread");
	CHECK(pthread_create(&thread, NULL, sleep_on, NULL) == 0, "no thread");
	write_on();
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	execl(self, self, "after-exec", (char *)NULL);
	CHECK(0, "exec() fails");
}

int main(int argc, char **argv)
{
	static const char *const filters[] = { "no-barrier-eperm", "no-barrier-enomem", "membarrier-enosys" };
	int status;

	if (argc > 1) { /* This is the program that exec() started. */
		write_once();
		return 0;
	}
	for (unsigned i = 0; i <= sizeof filters / sizeof *filters; i++) {
		pid_t pid;

		fflush(stdout);
		pid = fork();
		CHECK(pid >= 0, "fork() fails");
		if (pid == 0) {
			if (i < sizeof filters / sizeof *filters)
				refuse_in_the_middle(filters[i]);
			else
				exec_among_threads(argv[0]);
			exit(0);
		}
		CHECK(waitpid(pid, &status, 0) == pid, "no child");
		printf("%s: wait status %#x\n", i < sizeof filters / sizeof *filters ? filters[i] : "exec", (unsigned)status);
		CHECK(status == 0 || (i < 3 && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT), "wait status %#x",
		      (unsigned)status);
	}
	return 0;
}
