/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/restart.h - restarts the critical sections of rseq(2) that threads of this process are in.
 *
 * For programs that have such sections, from librseq or their own; this library has none. A thread that
 * changes the data of another CPU (for example takes that CPU's list away) writes the change and then
 * restarts the sections on that CPU. After that, no section goes on that began before the change.
 *
 * A memory barrier such as membarrier_slow_path() interrupts a section but does not restart it. Only Linux
 * has a call that does, and the library has no other way to do it.
 */
#ifndef MEMBARRIER_RESTART_H
#define MEMBARRIER_RESTART_H

#ifndef MEMBARRIER_H /* In the two-file copy it is in no include path. */
#include <membarrier.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * membarrier_restart_cpu - restarts the sections that threads of this process are in on one CPU.
 *
 * Ordering:   the caller executes a full fence on entry and one before the return. Each section of this
 *             process that was running on the CPU when the call began has been restarted, aborted or
 *             committed before the return. What it did is visible to the caller. A section that begins
 *             later sees what the caller did before the call.
 * Pairs with: the sections' loads and their committing stores.
 * Context:    any thread; async-signal-safe; not a cancellation point; a child of fork().
 * Cost:       a system call; an interrupt of that CPU if a thread of the process runs there. The first
 *             call registers the process: microseconds, or an RCU grace period (12 ms) if it has threads.
 * Returns:    0; -ENOTSUP if the system has no such call: not Linux 5.10 or later, a kernel without
 *             rseq, or a sandbox that denies it; -EINVAL if cpu is negative, or a CPU that this machine
 *             cannot have (a CPU that is offline gives 0: no section runs there); -EPERM if a sandbox
 *             has begun to deny it since: nothing was restarted.
 * Source:     membarrier(2), private expedited rseq, with its flag for one CPU.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_restart_cpu(int cpu);

/*
 * membarrier_restart_all - restarts the sections that threads of this process are in, on every CPU.
 *
 * Ordering:   as membarrier_restart_cpu(), for all CPUs.
 * Pairs with: as membarrier_restart_cpu().
 * Context:    as membarrier_restart_cpu().
 * Cost:       a system call and an interrupt of each CPU that runs a thread of the process. Registers as
 *             membarrier_restart_cpu().
 * Returns:    0; -ENOTSUP and -EPERM as membarrier_restart_cpu(); -ENOMEM if the kernel has no memory:
 *             nothing was restarted.
 * Source:     membarrier(2), private expedited rseq.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_restart_all(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_RESTART_H */
