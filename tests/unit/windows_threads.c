/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows_threads - slow paths while another thread is stopped, or killed, anywhere in its
 * own: Windows has no signals, but SuspendThread() and TerminateThread() find a thread at
 * any instruction. No slow path may wait for that thread; the test's time limit finds one
 * that does. A slow path leaves errno and the last error as they were.
 */
#include <errno.h>
#include <windows.h>

#include "strategy.h"

enum { STOPS = 500, KILLS = 50, CALLS = 3, MAGIC = 12345 };

static volatile LONG made;   /* by the victim */
static volatile LONG served; /* by all others */

static DWORD WINAPI victim(void *unused)
{
	(void)unused;
	for (;;) {
		membarrier_slow_path();
		InterlockedIncrement(&made);
	}
	return 0;
}

static HANDLE start_victim(void)
{
	LONG before = made;
	HANDLE thread = CreateThread(NULL, 0, victim, NULL, 0, NULL);

	CHECK(thread, "error %lu", GetLastError());
	while (made == before)
		SwitchToThread();
	return thread;
}

/* A try may decline while a thread is stopped that was making a barrier. */
static DWORD WINAPI call(void *unused)
{
	(void)unused;
	for (int i = 0; i < CALLS; i++) {
		membarrier_slow_path();
		InterlockedIncrement(&served);
		if (membarrier_try_slow_path())
			InterlockedIncrement(&served);
	}
	return 0;
}

/* Calls from this thread, and from one that has never called before. */
static void call_from_two(void)
{
	HANDLE other = CreateThread(NULL, 0, call, NULL, 0, NULL);

	CHECK(other, "error %lu", GetLastError());
	call(NULL);
	CHECK(WaitForSingleObject(other, INFINITE) == WAIT_OBJECT_0, "error %lu", GetLastError());
	CloseHandle(other);
}

/* After SuspendThread() the thread may run on for a while: reading its registers waits until it has stopped. */
static void stop(HANDLE thread)
{
	CONTEXT context = { .ContextFlags = CONTEXT_CONTROL };

	CHECK(SuspendThread(thread) != (DWORD)-1, "error %lu", GetLastError());
	CHECK(GetThreadContext(thread, &context), "error %lu", GetLastError());
}

static void while_stopped(void)
{
	HANDLE thread = start_victim();

	for (int i = 0; i < STOPS; i++) {
		LONG before;

		stop(thread);
		before = made;
		if (i % 10)
			call(NULL);
		else
			call_from_two();
		CHECK(made == before, "it was not stopped");
		CHECK(ResumeThread(thread) == 1, "error %lu", GetLastError());
		while (made == before) /* Without this, the thread would stay where it was stopped first. */
			SwitchToThread();
	}
	stop(thread);
}

static void after_kills(void)
{
	for (int i = 0; i < KILLS; i++) {
		HANDLE thread = start_victim();

		stop(thread);
		CHECK(TerminateThread(thread, 0), "error %lu", GetLastError());
		CHECK(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "error %lu", GetLastError());
		CloseHandle(thread);
		call_from_two();
	}
}

static void check_errors(void)
{
	struct membarrier_candidate candidate = { .size = sizeof candidate };

	SetLastError(MAGIC);
	errno = MAGIC;
	membarrier_slow_path();
	CHECK(membarrier_try_slow_path(), "there is no other thread");
	for (unsigned i = 0; membarrier_get_candidate(i, &candidate) == 0; i++)
		;
	CHECK(GetLastError() == MAGIC, "the last error is %lu", GetLastError());
	CHECK(errno == MAGIC, "errno %d", errno);
}

int main(void)
{
	struct membarrier_info info;
	struct membarrier_stats before, after;
	uint64_t called, counted;

	check_errors(); /* First, so that candidates that were not needed are tried now. */
	info = strategy_info();
	before = strategy_stats();
	while_stopped();
	/* The victim is stopped anywhere: one of its slow paths may be in one count and not in the other. */
	after = strategy_stats();
	called = (uint64_t)made + (uint64_t)served;
	counted = after.slow_paths - before.slow_paths;
	CHECK(counted == called || counted == called + 1, "%lu slow paths, %lu counted", (unsigned long)called,
	      (unsigned long)counted);
	counted = after.barriers + after.joined - before.barriers - before.joined;
	CHECK(!info.asymmetric || counted == called || counted == called + 1, "%lu slow paths, %lu barriers",
	      (unsigned long)called, (unsigned long)counted);
	CHECK(after.recovered == 0, "nothing was refused");
	after_kills();
	printf("%d stops, %d kills, %lu slow paths beside them, %lu declined\n", STOPS, KILLS, (unsigned long)served,
	       (unsigned long)strategy_stats().declined);
	return 0;
}
