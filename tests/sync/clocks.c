/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * clocks.c - time-outs use the monotonic clock, and setting the wall clock does not move them.
 *
 *   clocks            no block reads the wall clock, neither here nor in the kernel, where a filter kills
 *                     for it. Control: the time-out of a condition variable, which must be killed.
 *   clocks namespace  the same in time namespaces, whose monotonic clocks are far ahead or behind
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include <membarrier/eventcount.h>
#include <membarrier/rwlock.h>

#include "child.h"
#include "seccomp.h"
#include "test.h"

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;

/* Replaces the C library's function, also for libmembarrier-sync. */
int clock_gettime(clockid_t clock, struct timespec *time)
{
	CHECK(clock == CLOCK_MONOTONIC, "clock %d was read", (int)clock);
	return (int)syscall(SYS_clock_gettime, clock, time);
}

static struct timespec soon(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_nsec += 30 * 1000 * 1000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

static void check_passed(const struct timespec *deadline, int error, const char *what)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	CHECK(error == -ETIMEDOUT, "%s: %d", what, error);
	CHECK(now.tv_sec > deadline->tv_sec || (now.tv_sec == deadline->tv_sec && now.tv_nsec >= deadline->tv_nsec),
	      "%s: too early", what);
}

/* The other thread holds the lock for reading, or for writing. */
static void *time_out_on_lock(void *reading)
{
	struct timespec deadline = soon();

	check_passed(&deadline, membarrier_rwlock_timedwrlock(&lock, &deadline), "timedwrlock");
	if (reading)
		return NULL;
	deadline = soon();
	check_passed(&deadline, membarrier_rwlock_timedrdlock(&lock, &deadline), "timedrdlock");
	return NULL;
}

static void elsewhere(void *reading)
{
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, time_out_on_lock, reading) == 0, "no thread");
	pthread_join(thread, NULL);
}

static void all_time_outs(const void *unused)
{
	struct timespec deadline = soon();

	(void)unused;
	check_passed(&deadline, membarrier_eventcount_wait(&ec, membarrier_eventcount_prepare(&ec), &deadline), "wait");
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	elsewhere(&lock);
	membarrier_rwlock_rdunlock(&lock);
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	elsewhere(NULL);
	membarrier_rwlock_wrunlock(&lock);
}

/* FUTEX_WAIT_BITSET with the wall clock, private. */
static const struct filter by_wall_clock = { "futex-realtime-kill",   SYS_futex, FILTER_IF_EQUAL, 1, 9 | 128 | 256,
	                                         SECCOMP_RET_KILL_PROCESS };

static void wait_by_wall_clock(const void *unused)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_cond_t never = PTHREAD_COND_INITIALIZER;
	struct timespec time;

	(void)unused;
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &time);
	time.tv_sec++;
	pthread_mutex_lock(&mutex);
	pthread_cond_timedwait(&never, &mutex, &time);
}

static void under_filter(void)
{
	int error = filter_install(&by_wall_clock, SECCOMP_FILTER_FLAG_TSYNC), status;

	if (error)
		SKIP("seccomp: %s", strerror(-error));
	status = status_of(wait_by_wall_clock, NULL);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
		SKIP("INCONCLUSIVE: a wait by the wall clock was not seen: wait status %#x", (unsigned)status);
	all_time_outs(NULL);
}

/* Puts the next child into a namespace whose monotonic clock is `ahead` seconds ahead. False: not possible here. */
static bool enter_namespace(long ahead)
{
	char line[64];
	int file, length = snprintf(line, sizeof line, "monotonic %ld 0\n", ahead);
	bool written;

	if (unshare(CLONE_NEWUSER | CLONE_NEWTIME))
		return false;
	file = open("/proc/self/timens_offsets", O_WRONLY | O_CLOEXEC);
	written = file >= 0 && write(file, line, (size_t)length) == length;
	if (file >= 0)
		close(file);
	return written;
}

static void in_namespace(const void *ahead)
{
	if (!enter_namespace(*(const long *)ahead))
		_exit(77);
	/* If the namespace had not been entered, this would test nothing. */
	_exit(status_of(all_time_outs, NULL) ? 1 : 0);
}

int main(int argc, char **argv)
{
	static const long far_ahead = 100L * 365 * 24 * 3600;
	struct timespec now;
	int status;

	if (argc < 2) {
		under_filter();
		return 0;
	}
	CHECK(strcmp(argv[1], "namespace") == 0, "no such mode: %s", argv[1]);
	clock_gettime(CLOCK_MONOTONIC, &now);
	/* Once the clock begins again, as after a boot; once it is a hundred years ahead. */
	for (int i = 0; i < 2; i++) {
		long ahead_by = i ? far_ahead : -(long)now.tv_sec;

		status = status_of(in_namespace, &ahead_by);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
			SKIP("no time namespace %ld seconds ahead", ahead_by);
		CHECK(status == 0, "%ld seconds ahead: wait status %#x", ahead_by, (unsigned)status);
	}
	return 0;
}
