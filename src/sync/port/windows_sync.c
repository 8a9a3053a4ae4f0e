/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows_sync.c - the blocks' port to Windows 8 and later, with WaitOnAddress() and a callback of the loader
 * for threads that end. Windows has no fork(), and no signals that interrupt a thread.
 */
#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0602
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "../port.h"

/* The core uses the same clock, and so does CLOCK_MONOTONIC of mingw-w64. */
uint64_t mb_sync_port_now(void)
{
	LARGE_INTEGER count, frequency;

	/* Both always succeed on Windows XP and later (Microsoft's reference). */
	QueryPerformanceCounter(&count);
	QueryPerformanceFrequency(&frequency);
	return (uint64_t)count.QuadPart / (uint64_t)frequency.QuadPart * 1000000000u +
	       (uint64_t)count.QuadPart % (uint64_t)frequency.QuadPart * 1000000000u / (uint64_t)frequency.QuadPart;
}

void *mb_sync_port_memory(size_t size)
{
	DWORD error = GetLastError(); /* The system's errno. */
	void *at = VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

	SetLastError(error);
	return at;
}

void mb_sync_port_hold_signals(struct mb_sync_port_signals *signals)
{
	memset(signals, 0, sizeof *signals);
}

void mb_sync_port_release_signals(const struct mb_sync_port_signals *signals)
{
	(void)signals;
}

static void (*thread_ended)(void);

void mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void))
{
	(void)forked;
	thread_ended = ended;
}

/*
 * The loader calls it for each thread of the process that ends. It calls the pointers in these sections in the order
 * of the sections' names: this one before the compiler's own, which frees thread-local data.
 */
static void NTAPI thread_event(PVOID module, DWORD reason, PVOID reserved)
{
	(void)module;
	(void)reserved;
	if (reason == DLL_THREAD_DETACH && thread_ended)
		thread_ended();
}
__attribute__((section(".CRT$XLB"), used)) static const PIMAGE_TLS_CALLBACK watch = thread_event;

int mb_sync_port_watch_thread(void)
{
	return thread_ended ? 0 : -ENOMEM;
}

bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline)
{
	DWORD error = GetLastError(), milliseconds = INFINITE;

	if (deadline) {
		uint64_t now = mb_sync_port_now(), left = now < deadline ? (deadline - now + 999999) / 1000000 : 0;

		if (!left)
			return false;
		milliseconds = left < INFINITE ? (DWORD)left : INFINITE - 1;
	}
	/* WaitOnAddress() takes a pointer without const, but only reads. */
	WaitOnAddress((volatile VOID *)(uintptr_t)word, &expected, sizeof expected, milliseconds);
	SetLastError(error);
	return !deadline || mb_sync_port_now() < deadline;
}

/* Wakes all threads, because it is not known which thread has which expected value. */
void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask)
{
	(void)all;
	(void)mask;
	WakeByAddressAll((PVOID)(uintptr_t)word);
}

void mb_sync_port_abort(const char *line)
{
	DWORD written;

	WriteFile(GetStdHandle(STD_ERROR_HANDLE), line, (DWORD)strlen(line), &written, NULL);
	abort();
}

#else
typedef int membarrier_sync_windows_is_elsewhere_;
#endif
