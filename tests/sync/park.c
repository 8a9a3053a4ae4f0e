/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * park.c - sleeping on a word by other systems' ways, whose files this test compiles here: by condition variables, as on
 * systems without a call for it; and as on FreeBSD (FREEBSD), whose call is made up of this kernel's.
 *
 * The wall clock that the program reads is an hour ahead of the kernel's, as if the clock were set back after
 * the thread had read it. No time-out may depend on it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <membarrier.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "test.h"

#undef __linux__
#ifdef FREEBSD
#define __FreeBSD__ 14
#include "../../src/sync/port/freebsd_park.c"

/* Of <linux/futex.h>: FUTEX_WAIT_BITSET and FUTEX_WAKE, both private; a time of the first is absolute. */
enum { WAIT_BITSET = 9 | 128, WAKE = 1 | 128 };

int _umtx_op(void *object, int operation, unsigned long value, void *size, void *time)
{
	const struct _umtx_time *until = time;

	if (operation == UMTX_OP_WAKE_PRIVATE)
		return syscall(SYS_futex, object, WAKE, value, NULL, NULL, 0) < 0 ? -1 : 0;
	CHECK(operation == UMTX_OP_WAIT_UINT_PRIVATE, "operation %d", operation);
	CHECK((uintptr_t)size == (until ? sizeof *until : 0), "a time of %zu bytes", (size_t)(uintptr_t)size);
	CHECK(!until || (until->_flags == UMTX_ABSTIME && until->_clockid == CLOCK_MONOTONIC), "a time of another clock");
	if (syscall(SYS_futex, object, WAIT_BITSET, (uint32_t)value, until ? &until->_timeout : NULL, NULL, UINT32_MAX) == 0)
		return 0;
	/* FreeBSD does not say that the word was different. */
	return errno == EAGAIN ? 0 : -1;
}
#else
#include "../../src/sync/port/posix_park.c"
#endif

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int result = (int)syscall(SYS_clock_gettime, clock, time);

	if (clock == CLOCK_REALTIME)
		time->tv_sec += 3600;
	return result;
}

uint64_t mb_sync_port_now(void)
{
	struct timespec now;

	CHECK(clock_gettime(CLOCK_MONOTONIC, &now) == 0, "no clock");
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static uint32_t word;
static atomic_bool waits;

static void time_outs_are_monotonic(void)
{
	uint64_t deadline = mb_sync_port_now() + 50 * 1000 * 1000;

	while (mb_sync_port_park(&word, 0, deadline))
		;
	CHECK(mb_sync_port_now() >= deadline, "too early");
	CHECK(mb_sync_port_park(&word, 1, 0), "slept on a word that is not what was expected");
}

static void *sleep_until_changed(void *unused)
{
	(void)unused;
	atomic_store(&waits, true);
	while (__atomic_load_n(&word, __ATOMIC_ACQUIRE) == 0)
		mb_sync_port_park(&word, 0, 0);
	pthread_testcancel();
	return &word;
}

static pthread_t start_sleeper(void)
{
	pthread_t thread;

	__atomic_store_n(&word, 0, __ATOMIC_RELAXED);
	atomic_store(&waits, false);
	CHECK(pthread_create(&thread, NULL, sleep_until_changed, NULL) == 0, "no thread");
	while (!atomic_load(&waits))
		sched_yield();
	/* By now the thread sleeps. If it does not, the check is still right. */
	nanosleep(&(struct timespec){ 0, 20 * 1000 * 1000 }, NULL);
	return thread;
}

static void *wake(pthread_t thread)
{
	void *result;

	__atomic_store_n(&word, 1, __ATOMIC_RELEASE);
	mb_sync_port_unpark(&word, true, UINT32_MAX);
	pthread_join(thread, &result);
	return result;
}

static void sleepers_are_woken(void)
{
	CHECK(wake(start_sleeper()) == &word, "not woken");
}

static void sleeping_is_no_cancellation_point(void)
{
	pthread_t thread = start_sleeper();

	pthread_cancel(thread);
	nanosleep(&(struct timespec){ 0, 20 * 1000 * 1000 }, NULL);
	/* If the thread had ended in its sleep, it would have kept the mutex. */
	CHECK(wake(thread) == PTHREAD_CANCELED, "not cancelled at its cancellation point");
	CHECK(wake(start_sleeper()) == &word, "not woken after another thread was cancelled");
}

#ifndef FREEBSD /* There the system has no lock that a child could find taken. */
static void *hold_place(void *both)
{
	pthread_mutex_lock(&place_of(&word)->mutex);
	pthread_barrier_wait(both);
	pthread_barrier_wait(both);
	pthread_mutex_unlock(&place_of(&word)->mutex);
	return NULL;
}

static void wake_one(const void *unused)
{
	(void)unused;
	CHECK(wake(start_sleeper()) == &word, "not woken in the child");
}

static void a_child_finds_no_mutex_locked(void)
{
	pthread_barrier_t both;
	pthread_t thread;
	int status;

	pthread_barrier_init(&both, NULL, 2);
	CHECK(pthread_create(&thread, NULL, hold_place, &both) == 0, "no thread");
	pthread_barrier_wait(&both);
	status = status_with_threads_of(wake_one, NULL);
	CHECK(status == 0, "child: wait status %#x", (unsigned)status);
	pthread_barrier_wait(&both);
	pthread_join(thread, NULL);
}

#endif

int main(void)
{
	time_outs_are_monotonic();
	sleepers_are_woken();
	sleeping_is_no_cancellation_point();
#ifndef FREEBSD
	a_child_finds_no_mutex_locked();
#endif
	return 0;
}
