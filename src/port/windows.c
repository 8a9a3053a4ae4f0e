/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows.c - the Windows system file, and FlushProcessWriteBuffers: "generates an
 * interprocessor interrupt (IPI) to all processors that are part of the current
 * process affinity" (Microsoft's reference; Windows Vista). It cannot fail.
 *
 * Under Wine it may be a stub that does nothing and returns: seen in Debian's Wine
 * 8.0, where store buffering shows its forbidden outcome within a second. Wine says
 * that it is Wine, so it gets plain fences.
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

static const struct verdict_ works = { MEMBARRIER_OFFERED, 0, "Windows Vista or later has it, and it cannot fail" };
static const struct verdict_ wine = { MEMBARRIER_UNSOUND, 0,
	"this is Wine, whose FlushProcessWriteBuffers may be an empty stub" };

static const struct verdict_ *probe(void)
{
	HMODULE ntdll = GetModuleHandleA("ntdll.dll");

	return ntdll && GetProcAddress(ntdll, "wine_get_version") ? &wine : &works;
}

static const struct strategy_ flush = {
	3, "flush-process-write-buffers", "documented: FlushProcessWriteBuffers(), Windows >= Vista", true, probe, issue, renew
};

const struct strategy_ *const membarrier_port_strategies_[] = { &flush, NULL };

/* Windows has no setuid, and there is little to ask for: plain fences, or under Wine, with consent, its stub. */
const char *membarrier_port_environment_(const char *name)
{
	return getenv(name);
}

void membarrier_port_pause_(unsigned attempt)
{
	Sleep(attempt < 10 ? 0 : 10);
}

void membarrier_port_abort_(const char *line)
{
	DWORD written;

	WriteFile(GetStdHandle(STD_ERROR_HANDLE), line, (DWORD)strlen(line), &written, NULL);
	abort();
}

#else
typedef int membarrier_windows_is_elsewhere_;
#endif
