/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * program - a program for MSVC with the library in it. Its exit status is 42, or says what is wrong. Two threads call
 * slow paths, so that callers meet, share barriers and wait for each other.
 *
 * It is linked without Microsoft's C library, and does what that does before main(): it calls the pointers
 * between .CRT$XCA and .CRT$XCZ.
 */
#include <membarrier.h>
#include <stdlib.h>
#include <windows.h>

enum { CALLS = 100000 };

#pragma section(".CRT$XCA", long, read)
#pragma section(".CRT$XCZ", long, read)
__declspec(allocate(".CRT$XCA")) void(__cdecl *const first)(void) = 0;
__declspec(allocate(".CRT$XCZ")) void(__cdecl *const end)(void) = 0;

int start(void);
int _fltused = 0; /* Microsoft's C library has it; a program with floating point refers to it. */

static DWORD WINAPI call_slow_paths(void *unused)
{
	(void)unused;
	for (int i = 0; i < CALLS; i++)
		membarrier_slow_path();
	return 0;
}

static int check(void)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };
	HANDLE thread;
	membarrier_ticket_t ticket;

	if (membarrier_strategy_.id == 0)
		return 1; /* The library's constructor did not run. */
	if (membarrier_version() != MEMBARRIER_VERSION || membarrier_get_info(&info))
		return 2;
	if ((membarrier_strategy_.id > 0) != info.asymmetric || (getenv("MEMBARRIER_STRATEGY") != 0) != info.asymmetric)
		return 3;
	thread = CreateThread(0, 0, call_slow_paths, 0, 0, 0);
	if (!thread)
		return 4;
	call_slow_paths(0);
	WaitForSingleObject(thread, INFINITE);
	CloseHandle(thread);
	if (membarrier_get_stats(&stats) || stats.slow_paths != 2 * CALLS)
		return 5;
	membarrier_fast_path();
	membarrier_normal_path();
	ticket = membarrier_ticket();
	membarrier_slow_path();
	if (!membarrier_ticket_passed(ticket))
		return 6;
	return 42;
}

int start(void)
{
	for (void(__cdecl *const volatile *at)(void) = &first; at < &end; at++)
		if (*at)
			(*at)();
	return check();
}
