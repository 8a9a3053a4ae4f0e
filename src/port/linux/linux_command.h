/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_command.h - membarrier(2): its number and its commands. Ours, because the headers are often older than the kernel. */
#ifndef MEMBARRIER_PORT_LINUX_COMMAND_H
#define MEMBARRIER_PORT_LINUX_COMMAND_H

#include "linux.h"

enum {
	CMD_QUERY = 0,
	CMD_GLOBAL_EXPEDITED = 1 << 1,
	CMD_REGISTER_GLOBAL_EXPEDITED = 1 << 2,
	CMD_PRIVATE_EXPEDITED = 1 << 3,
	CMD_REGISTER_PRIVATE_EXPEDITED = 1 << 4,
	CMD_SYNC_CORE = 1 << 5,
	CMD_REGISTER_SYNC_CORE = 1 << 6,
	CMD_PRIVATE_EXPEDITED_RSEQ = 1 << 7,
	CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ = 1 << 8,
	CMD_GET_REGISTRATIONS = 1 << 9,
	CMD_FLAG_CPU = 1
};

/* No command's flag, in any version. */
#define UNKNOWN_FLAG (1 << 30)

#if defined(SYS_membarrier)
#define NR_MEMBARRIER SYS_membarrier
#elif defined(__x86_64__)
#define NR_MEMBARRIER 324
#elif defined(__i386__)
#define NR_MEMBARRIER 375
#elif defined(__aarch64__) || defined(__riscv) || defined(__loongarch__)
#define NR_MEMBARRIER 283
#elif defined(__arm__)
#define NR_MEMBARRIER 389
#else
#define NR_MEMBARRIER (-1)
#endif

/* Before 5.10 the kernel takes two arguments and ignores the third. */
static inline int linux_membarrier(int command, int flags, int cpu)
{
	return (int)linux_call(NR_MEMBARRIER, command, flags, cpu, 0);
}

#endif
