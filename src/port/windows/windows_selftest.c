/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows_selftest.c - the selftest's second thread, and CPUs: those of the process's
 * own processor group. Windows tells no counts of interrupts.
 */
#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0600
#endif
#define MEMBARRIER_BUILDING_ 1
#include <stdlib.h>
#include <windows.h>

#include "../port_selftest.h"

struct peer {
	void (*run)(void *);
	void *argument;
	HANDLE handle;
	DWORD_PTR before; /* the caller's CPUs; 0 unless pinned */
};

static DWORD_PTR allowed_cpus(void)
{
	DWORD_PTR mine, machine;

	return GetProcessAffinityMask(GetCurrentProcess(), &mine, &machine) ? mine : 0;
}

static DWORD_PTR lowest(DWORD_PTR cpus)
{
	return cpus & (~cpus + 1);
}

unsigned mb_port_cpus(void)
{
	DWORD_PTR cpus = allowed_cpus();

	return !cpus ? 0 : cpus == lowest(cpus) ? 1 : 2;
}

static DWORD WINAPI begin(void *argument)
{
	struct peer *peer = argument;

	peer->run(peer->argument);
	return 0;
}

static void pin_both(struct peer *peer)
{
	DWORD_PTR cpus = allowed_cpus(), mine = lowest(cpus), other = lowest(cpus & ~mine);

	if (!other || !SetThreadAffinityMask(peer->handle, other))
		return;
	peer->before = SetThreadAffinityMask(GetCurrentThread(), mine);
	if (!peer->before)
		SetThreadAffinityMask(peer->handle, cpus);
}

struct peer *mb_port_peer_start(void (*run)(void *), void *argument)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (!peer)
		return NULL;
	peer->run = run;
	peer->argument = argument;
	peer->handle = CreateThread(NULL, 0, begin, peer, 0, NULL);
	if (!peer->handle) {
		free(peer);
		return NULL;
	}
	pin_both(peer);
	return peer;
}

bool mb_port_peer_pinned(const struct peer *peer)
{
	return peer->before != 0;
}

void mb_port_peer_join(struct peer *peer)
{
	if (peer->before) {
		SetThreadAffinityMask(peer->handle, peer->before);
		SetThreadAffinityMask(GetCurrentThread(), peer->before);
	}
	WaitForSingleObject(peer->handle, INFINITE);
	CloseHandle(peer->handle);
	free(peer);
}

#else
typedef int mb_windows_selftest_is_elsewhere;
#endif
