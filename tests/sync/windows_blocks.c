/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows_blocks.c - the blocks on Windows: threads that end give their records back, locks protect data,
 * sleepers are woken, time-outs end, and the last error does not change.
 */
#include <errno.h>
#include <windows.h>

#include <membarrier/eventcount.h>
#include <membarrier/pair.h>
#include <membarrier/rwlock.h>

#include "test.h"

enum { THREADS = 4, TIMES = 3000, MAGIC = 12345 };

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;
static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static unsigned long first, second;
static volatile LONG items, in_section, section, hot_in, rare_in;

static void run_all(LPTHREAD_START_ROUTINE run, int count)
{
	HANDLE threads[THREADS];

	for (int i = 0; i < count; i++) {
		threads[i] = CreateThread(NULL, 0, run, (void *)(uintptr_t)i, 0, NULL);
		CHECK(threads[i], "error %lu", GetLastError());
	}
	for (int i = 0; i < count; i++) {
		CHECK(WaitForSingleObject(threads[i], INFINITE) == WAIT_OBJECT_0, "error %lu", GetLastError());
		CloseHandle(threads[i]);
	}
}

/* ---- records ----------------------------------------------------------------------- */

static struct membarrier_thread_ *record;

static DWORD WINAPI attach(void *unused)
{
	(void)unused;
	CHECK(membarrier_attach() == 0, "no record");
	record = membarrier_self_;
	return 0;
}

static void records_are_given_back(void)
{
	struct membarrier_thread_ *mine, *others;

	CHECK(membarrier_attach() == 0, "no record");
	mine = membarrier_self_;
	run_all(attach, 1);
	others = record;
	CHECK(others != mine && (uintptr_t)others % 64 == 0, "two threads with one record");
	for (int i = 0; i < 100; i++) {
		run_all(attach, 1);
		CHECK(record == others, "a thread that ended has not given back its record");
	}
	CHECK(membarrier_self_ == mine, "another thread's record");
}

/* ---- the lock -------------------------------------------------------------------------- */

static DWORD WINAPI read_or_write(void *index)
{
	for (int i = 0; i < TIMES; i++)
		if ((uintptr_t)index % 2) {
			membarrier_rwlock_token_t token;

			CHECK(membarrier_rwlock_rdlock_token(&lock, &token) == 0, "not locked");
			CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not nested");
			CHECK(first == second, "%lu, %lu", first, second);
			membarrier_rwlock_rdunlock(&lock);
			membarrier_rwlock_rdunlock_token(&lock, token);
		} else {
			CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
			first++;
			second++;
			membarrier_rwlock_wrunlock(&lock);
		}
	return 0;
}

/* ---- the pair: each side enters if the other is not inside -------------------------------- */

static void enter_if_alone(volatile LONG *other)
{
	if (__atomic_load_n(other, __ATOMIC_ACQUIRE))
		return;
	CHECK(InterlockedIncrement(&in_section) == 1, "two in the section");
	section++;
	InterlockedDecrement(&in_section);
}

static DWORD WINAPI pair_sides(void *index)
{
	for (int i = 0; i < TIMES; i++)
		if (index) {
			__atomic_store_n(&rare_in, 1, __ATOMIC_RELAXED);
			membarrier_pair_rare(&pair);
			enter_if_alone(&hot_in);
			__atomic_store_n(&rare_in, 0, __ATOMIC_RELEASE);
		} else {
			__atomic_store_n(&hot_in, 1, __ATOMIC_RELAXED);
			membarrier_pair_hot(&pair);
			enter_if_alone(&rare_in);
			__atomic_store_n(&hot_in, 0, __ATOMIC_RELEASE);
		}
	return 0;
}

/* ---- the event count ----------------------------------------------------------------------- */

static int take(void)
{
	LONG left = items;

	return left > 0 && InterlockedCompareExchange(&items, left - 1, left) == left;
}

static DWORD WINAPI produce_or_consume(void *index)
{
	for (int i = 0; i < TIMES; i++) {
		if (!index) {
			InterlockedIncrement(&items);
			membarrier_eventcount_notify_one(&ec);
			continue;
		}
		while (!take()) {
			uint32_t key = membarrier_eventcount_prepare(&ec);

			if (items > 0)
				membarrier_eventcount_cancel(&ec);
			else
				CHECK(membarrier_eventcount_wait(&ec, key, NULL) == 0, "wait fails");
		}
	}
	return 0;
}

/* ---- time-outs -------------------------------------------------------------------------------- */

static struct timespec soon(void)
{
	LARGE_INTEGER count, frequency;
	struct timespec time;

	QueryPerformanceCounter(&count);
	QueryPerformanceFrequency(&frequency);
	time.tv_sec = (time_t)(count.QuadPart / frequency.QuadPart);
	time.tv_nsec = (long)(count.QuadPart % frequency.QuadPart * 1000000000 / frequency.QuadPart) + 30 * 1000 * 1000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

static DWORD WINAPI write_in_time(void *unused)
{
	struct timespec deadline = soon();

	(void)unused;
	CHECK(membarrier_rwlock_timedwrlock(&lock, &deadline) == -ETIMEDOUT, "a writer beside a reader");
	return 0;
}

static void time_outs_end(void)
{
	struct timespec deadline = soon();

	CHECK(membarrier_eventcount_wait(&ec, membarrier_eventcount_prepare(&ec), &deadline) == -ETIMEDOUT,
	      "woken by nothing");
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	run_all(write_in_time, 1);
	membarrier_rwlock_rdunlock(&lock);
}

int main(void)
{
	records_are_given_back();
	SetLastError(MAGIC);
	run_all(read_or_write, THREADS);
	CHECK(first == second && first == TIMES * THREADS / 2, "%lu, %lu", first, second);
	run_all(pair_sides, 2);
	CHECK(section > 0, "nothing was in the section");
	run_all(produce_or_consume, 2);
	CHECK(items == 0 && ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "%ld items", (long)items);
	SetLastError(MAGIC);
	time_outs_end();
	CHECK(membarrier_rwlock_close(&lock) == 0 && membarrier_rwlock_rdlock(&lock) == -ECANCELED, "not closed");
	CHECK(GetLastError() == MAGIC, "the last error is %lu", GetLastError());
	return 0;
}
