/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * unknown.c - functions that the simulator does not know: a program that calls one gets a message
 * and no verdict. Also the system calls that programs make for threads by syscall(2).
 */
#define _GNU_SOURCE
#include "sync.h"

#include <errno.h>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static void refuse(const char *what)
{
	if (sim && sim->running)
		mb_sim_stop("it calls %s, which the simulator does not know", what);
}

pid_t fork(void)
{
	refuse("fork()");
	NOT_RUNNING(fork);
	return -1;
}

pid_t vfork(void)
{
	refuse("vfork()");
	NOT_RUNNING(fork);
	return -1;
}

int pthread_cancel(pthread_t thread)
{
	refuse("pthread_cancel()");
	NOT_RUNNING(pthread_cancel, thread);
	return ENOSYS;
}

int pthread_kill(pthread_t thread, int signal)
{
	refuse("pthread_kill()");
	NOT_RUNNING(pthread_kill, thread, signal);
	return ENOSYS;
}

int raise(int signal)
{
	refuse("raise()");
	NOT_RUNNING(raise, signal);
	return -1;
}

int kill(pid_t process, int signal)
{
	refuse("kill()");
	NOT_RUNNING(kill, process, signal);
	return -1;
}

unsigned alarm(unsigned seconds)
{
	refuse("alarm()");
	NOT_RUNNING(alarm, seconds);
	return 0;
}

int pthread_tryjoin_np(pthread_t thread, void **result)
{
	refuse("pthread_tryjoin_np()");
	NOT_RUNNING(pthread_tryjoin_np, thread, result);
	return ENOSYS;
}

int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until)
{
	refuse("pthread_timedjoin_np()");
	NOT_RUNNING(pthread_timedjoin_np, thread, result, until);
	return ENOSYS;
}

/* Names, CPUs and priorities change nothing that is simulated. */
int pthread_setname_np(pthread_t thread, const char *name)
{
	NOT_RUNNING(pthread_setname_np, thread, name);
	return 0;
}

int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *cpus)
{
	NOT_RUNNING(pthread_setaffinity_np, thread, size, cpus);
	return 0;
}

/* ---- system calls ---- */

static long futex_wait(const uint32_t *word, uint32_t expected, const struct timespec *limit, bool absolute)
{
	struct sync *sync = mb_sim_sync(word, FUTEX);
	struct timespec until;

	mb_sim_wait(LEAVE, sync);
	/* The kernel looks at the word itself: the newest value. */
	if (__atomic_load_n(word, __ATOMIC_RELAXED) != expected) {
		errno = EAGAIN;
		return -1;
	}
	if (limit && !absolute) {
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += limit->tv_sec;
		until.tv_nsec += limit->tv_nsec;
		limit = &until;
	}
	me()->signalled = false;
	mb_sim_until(limit);
	mb_sim_note(DID_WAIT, (uintptr_t)word, 0, CALLER());
	mb_sim_wait(WAIT, sync);
	mb_sim_note(DID_WAKE, (uintptr_t)word, me()->expired, CALLER());
	if (me()->expired) {
		me()->expired = false;
		errno = ETIMEDOUT;
		return -1;
	}
	return 0;
}

static long futex_wake(const uint32_t *word, int most)
{
	struct sync *sync = mb_sim_sync(word, FUTEX);
	int woken = 0;

	mb_sim_wait(LEAVE, sync);
	while (woken < most && mb_sim_wake_one(sync))
		woken++;
	mb_sim_note(DID_SIGNAL, (uintptr_t)word, (uint64_t)woken, CALLER());
	sync->wasted += !woken;
	return woken;
}

static long futex(uint32_t *word, int operation, uint32_t value, const struct timespec *limit)
{
	switch (operation & FUTEX_CMD_MASK) {
	case FUTEX_WAIT:
		return futex_wait(word, value, limit, false);
	case FUTEX_WAIT_BITSET:
		return futex_wait(word, value, limit, true);
	case FUTEX_WAKE:
	case FUTEX_WAKE_BITSET:
		return futex_wake(word, (int)value);
	default:
		mb_sim_stop("it calls futex() with operation %d, which the simulator does not know", operation & FUTEX_CMD_MASK);
	}
}

static long system_barrier(int command)
{
	switch (command) {
	case MEMBARRIER_CMD_QUERY:
		return MEMBARRIER_CMD_GLOBAL | MEMBARRIER_CMD_PRIVATE_EXPEDITED | MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED;
	case MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED:
		return 0;
	case MEMBARRIER_CMD_GLOBAL:
	case MEMBARRIER_CMD_PRIVATE_EXPEDITED:
		/* The kernel has a full fence on entry and on return, where there is another thread. */
		mb_sim_fence(__ATOMIC_SEQ_CST, CALLER());
		mb_sim_barrier(CALLER());
		mb_sim_fence(__ATOMIC_SEQ_CST, CALLER());
		return 0;
	default:
		errno = EINVAL;
		return -1;
	}
}

long syscall(long number, ...)
{
	va_list list;
	long argument[6];

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		argument[i] = va_arg(list, long);
	va_end(list);
	if (sim && sim->running && number == SYS_futex)
		return futex((uint32_t *)argument[0], (int)argument[1], (uint32_t)argument[2],
		             (const struct timespec *)argument[3]);
	if (sim && sim->running && number == SYS_membarrier)
		return system_barrier((int)argument[0]);
	if (sim && sim->running && number == SYS_gettid)
		return sim->me + 1000;
	if (sim && sim->running && number == SYS_sched_yield) {
		mb_sim_spin(CALLER());
		return 0;
	}
	NOT_RUNNING(syscall, number, argument[0], argument[1], argument[2], argument[3], argument[4], argument[5]);
	mb_sim_stop("it makes system call %ld itself, which the simulator does not know", number);
}
