/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys/mman.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_SYS_MMAN_H
#define MEMBARRIER_STUB_SYS_MMAN_H

#include <stddef.h>

#define PROT_READ 1
#define PROT_WRITE 2
#define MAP_PRIVATE 2
#define MAP_ANONYMOUS 0x1000
#define MAP_FAILED ((void *)-1)

void *mmap(void *at, size_t size, int protection, int flags, int file, long long offset);

#endif
