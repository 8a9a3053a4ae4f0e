/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys/types.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_SYS_TYPES_H
#define MEMBARRIER_STUB_SYS_TYPES_H

#include <stddef.h>

typedef long ssize_t;
typedef int pid_t;
typedef long long time_t;
typedef int clockid_t;

#endif
