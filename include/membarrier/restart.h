/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/restart.h - restarts the critical sections of rseq(2) that threads of this process are in.
 *
 * For programs that have such sections, by librseq or of their own; this library has none. A thread that changes
 * per-CPU data from outside (freezes a CPU's slot, takes a CPU's list away) writes the change, restarts the
 * sections on that CPU, and may then rely on it: no section goes on that began before.
 *
 * Barriers for memory (membarrier_slow_path() too) interrupt a section and do not restart it. Only Linux has such a
 * call, and nothing can take its place.
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
 * Ordering:   a full fence before and after. Each section of this process that was running on the CPU when
 *             the call began has been restarted, aborted or committed at the return. What it did is visible to
 *             the caller; a section that begins later sees what the caller did before the call.
 * Pairs with: the sections' loads and their committing stores.
 * Context:    any thread; async-signal-safe; a child of fork().
 * Cost:       a system call and the interrupt of that CPU, if a thread of the process runs there. The
 *             first call registers the process: microseconds, or an RCU grace period (12 ms) if it has threads.
 * Returns:    0; -ENOTSUP where it is not offered: not Linux 5.10 or later, a kernel without rseq, a sandbox;
 *             -EINVAL for a negative number, or a CPU that this machine cannot have (for one that is
 *             offline 0: no section runs there); -EPERM if a sandbox denies it after it was
 *             offered: nothing was restarted.
 * Source:     membarrier(2), private expedited rseq, with its flag for one CPU.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_restart_cpu(int cpu);

/*
 * membarrier_restart_all - the same on every CPU.
 *
 * Ordering:   as membarrier_restart_cpu(), for all CPUs.
 * Pairs with: as membarrier_restart_cpu().
 * Context:    as membarrier_restart_cpu().
 * Cost:       a system call and the interrupt of each CPU that runs a thread of the process.
 * Returns:    0; -ENOTSUP; -EPERM as membarrier_restart_cpu(); -ENOMEM if the kernel had no memory: nothing
 *             was restarted.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_restart_all(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_RESTART_H */
