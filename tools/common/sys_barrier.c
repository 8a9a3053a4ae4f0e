/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_barrier.c - the system call with which slow paths are compared. */
#if defined(__linux__)
#define _GNU_SOURCE
#include "sys.h"

#include <sys/syscall.h>
#include <unistd.h>

#define PRIVATE_EXPEDITED (1 << 3)

bool sys_raw_barrier(void)
{
#ifdef SYS_membarrier
	return syscall(SYS_membarrier, PRIVATE_EXPEDITED, 0, 0) == 0;
#else
	return false; /* The headers are older than the system call. */
#endif
}

#elif defined(_WIN32)
#include "sys.h"

#include <windows.h>

bool sys_raw_barrier(void)
{
	FlushProcessWriteBuffers();
	return true;
}

#else
#include "sys.h"

bool sys_raw_barrier(void)
{
	return false;
}

#endif
