/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows.c - the Windows system file, and FlushProcessWriteBuffers(): "Flushes the write
 * queue of each processor that is running a thread of the current process. [...] generates
 * an interprocessor interrupt (IPI) to all processors that are part of the current process
 * affinity" (Microsoft's reference; Windows Vista). It cannot fail.
 *
 * This promises something about writes only. A thread's later loads see what the caller stored
 * before because of the interrupt: on x86 it is a full fence, and on ARM64 .NET's runtime
 * relies on it for the same purpose.
 *
 * Under Wine it may be a stub that does nothing and returns: seen in Debian's Wine
 * 8.0, where store buffering shows its forbidden outcome within a second. Later versions
 * were not examined. So Wine gets plain fences.
 */
#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0600
#endif
#define MEMBARRIER_BUILDING_ 1
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "../instructions.h"
#include "../port.h"

static int issue(void)
{
	FlushProcessWriteBuffers();
	return 0;
}

static int renew(void)
{
	return 0;
}

static const struct verdict works = { MEMBARRIER_OFFERED, 0, "Windows Vista or later has it, and it cannot fail" };
static const struct verdict wine = { MEMBARRIER_UNSOUND, 0,
	                                 "this is Wine, whose FlushProcessWriteBuffers may be an empty stub" };

/* Wine can hide its exports (wine-staging's HideWineExports), but not the text behind its modules' DOS headers. */
static bool is_wine(HMODULE ntdll)
{
	static const char signature[] = "Wine builtin DLL";

	return GetProcAddress(ntdll, "wine_get_version") ||
	       memcmp((const char *)ntdll + sizeof(IMAGE_DOS_HEADER), signature, sizeof signature) == 0;
}

static const struct verdict *probe(void)
{
	DWORD error = GetLastError(); /* The system's errno: looking for an export that is missing sets it. */
	HMODULE ntdll = GetModuleHandleA("ntdll.dll");
	bool found = ntdll && is_wine(ntdll);

	SetLastError(error);
	return found ? &wine : &works;
}

static const struct strategy flush = {
	.id = 3,
	.name = "flush-process-write-buffers",
	.basis = "documented: FlushProcessWriteBuffers(), Windows >= Vista",
	.documented = true,
	.probe = probe,
	.issue = issue,
	.renew = renew,
};

MB_INTERNAL const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = { &flush, NULL };

/*
 * Documented for code that was changed; it says nothing of other CPUs, and FlushProcessWriteBuffers() is not
 * documented to serialise. So each thread serialises itself.
 */
static void clean(const void *where, size_t bytes)
{
	DWORD error = GetLastError();

	FlushInstructionCache(GetCurrentProcess(), where, bytes);
	SetLastError(error);
}

static const struct code_barrier code = { .clean = clean, .serialise = INSTRUCTIONS_SERIALISE };
MB_INTERNAL const struct kinds mb_port_kinds = { .code = &code };

/*
 * Windows has no setuid, and the variables can request little: plain fences, or under Wine, with
 * consent, its stub. getenv() takes a lock of the C library. That does no harm: only the
 * constructor calls it, which is no signal handler.
 */
const char *mb_port_environment(const char *name)
{
	return getenv(name);
}

void mb_port_pause(unsigned attempt)
{
	Sleep(attempt < 10 ? 0 : 10);
}

uint64_t mb_port_now(void)
{
	LARGE_INTEGER count, frequency;

	/* Neither fails on Windows XP or later (Microsoft's reference). */
	QueryPerformanceCounter(&count);
	QueryPerformanceFrequency(&frequency);
	return (uint64_t)count.QuadPart / (uint64_t)frequency.QuadPart * 1000000000u +
	       (uint64_t)count.QuadPart % (uint64_t)frequency.QuadPart * 1000000000u / (uint64_t)frequency.QuadPart;
}

/* Its number in the processor group; two groups may both have it, and that costs a barrier. */
int mb_port_cpu(void)
{
	return (int)GetCurrentProcessorNumber();
}

/* There is no fork(). */
void mb_port_at_fork(void (*child)(void))
{
	(void)child;
}

void mb_port_abort(const char *line)
{
	DWORD written;

	WriteFile(GetStdHandle(STD_ERROR_HANDLE), line, (DWORD)strlen(line), &written, NULL);
	abort();
}

#else
typedef int mb_windows_is_elsewhere;
#endif
