/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* unistd.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_UNISTD_H
#define MEMBARRIER_STUB_UNISTD_H

#include <sys/types.h>

#define STDERR_FILENO 2

int execvp(const char *file, char *const *arguments);
int isatty(int file);
long sysconf(int name);
ssize_t write(int file, const void *data, size_t size);

/* No part of POSIX when these systems' headers were made: they hide it from programs that ask for POSIX. */
#ifndef _POSIX_C_SOURCE
#define _SC_NPROCESSORS_ONLN 58
#endif

#endif
