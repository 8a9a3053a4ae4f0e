/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/code.h - barriers for programs that write code while they run (JIT compilers).
 *
 * One thread writes instructions, another learns where they are and jumps there. Acquire and release
 * are not enough: a CPU may have fetched what was there before. Each CPU must serialise itself (forget
 * what it has fetched) after the code was written and before it executes it.
 *
 *     writer                                    other threads
 *     write the instructions
 *     membarrier_code_ready(where, bytes);      code = load of the pointer, acquire;
 *     pointer = where, release;                 membarrier_code_enter();
 *                                               jump to code
 *
 * Where the system can make all threads of the process serialise themselves, code_ready() does that, and
 * code_enter() is a load and a branch. Elsewhere each code_enter() serialises its thread.
 * membarrier_get_code_info() says which of the two it is, and why. A program that calls no function of this
 * header is never registered for such barriers.
 *
 * The pair does not allow a program
 *
 *   - to change bytes that another thread may be executing at that moment, beyond what the CPU's manual
 *     allows (membarrier_code_sync() is the barrier that such protocols need);
 *   - to use memory again that had code in it while a thread may still be inside: a hazard pointer or
 *     quiescence tells when none is.
 *
 * The proof is at the head of src/code.c.
 */
#ifndef MEMBARRIER_CODE_H
#define MEMBARRIER_CODE_H

#ifndef MEMBARRIER_H /* In the two-file copy it is in no include path. */
#include <membarrier.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * ABI: 0: not chosen yet; > 0: the number of the barrier that makes all threads serialise themselves; < 0: each thread
 * does it for itself. Written once. Passed to the functions for the reason given at membarrier_flag_.
 */
extern MEMBARRIER_API int membarrier_code_mode_;

/* ABI: serialises the calling thread. */
MEMBARRIER_API void membarrier_code_serialise_(void);

/*
 * membarrier_code_enter - comes between learning of code and the jump to it.
 *
 * Ordering:   the instructions that the thread executes after the return are not older than those of
 *             any membarrier_code_ready() that returned before the thread learned of the code by an
 *             acquire load. A compiler barrier. No other order.
 * Pairs with: membarrier_code_ready(), membarrier_code_sync().
 * Context:    any thread; signal handlers; children of fork() and vfork().
 * Cost:       a load and a branch where code_ready() reaches all threads. Elsewhere a serialising
 *             instruction: tens of nanoseconds, but on x86 without SERIALIZE it is CPUID, for which
 *             a hypervisor takes a microsecond or many.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_code_enter(void)
{
#ifdef MEMBARRIER_FENCE_ONLY
	membarrier_code_serialise_();
#else
	MEMBARRIER_COMPILER_BARRIER_();
	if (!MEMBARRIER_LIKELY_(MEMBARRIER_LOAD_(membarrier_code_mode_) > 0))
		membarrier_code_serialise_();
#endif
	MEMBARRIER_COMPILER_BARRIER_();
}

/*
 * membarrier_code_ready - lets every thread execute code that was written.
 *
 * where is the address at which the code will be executed, not that of a second mapping through which it
 * was written. All of the code must have been written by the caller, or by threads whose writes
 * happen before the call.
 *
 * Ordering:   a full fence. Each thread that learns of the code from what the caller does after the return,
 *             and then passes membarrier_code_enter(), executes the new instructions. Promises nothing to a
 *             thread that executes these bytes meanwhile. Does not replace membarrier_slow_path().
 * Pairs with: membarrier_code_enter().
 * Context:    any thread; async-signal-safe; children of fork() and vfork(). Not a cancellation point.
 * Cost:       the CPU's cache maintenance for the bytes; then, where the system reaches all threads, a system
 *             call and an interrupt for each CPU that runs one, the caller's own included in the work. The first
 *             call of the process registers it: microseconds, or an RCU grace period (12 ms) if the process
 *             has threads. A program calls membarrier_get_code_info() at its start to have that done.
 * Errors:     returns none. If the system refuses the barrier after it was chosen, the call registers
 *             again and retries, for a second if memory is short. If that fails, or if no barrier for
 *             code is known here ("none"), the call must not return: it calls the last resorts and abort().
 * Since:      0.1
 */
MEMBARRIER_API void membarrier_code_ready_for_(int *mode, const void *where, size_t bytes);
MEMBARRIER_WRAPPER_ void membarrier_code_ready(const void *where, size_t bytes)
{
	MEMBARRIER_TSAN_ORDER_();
	membarrier_code_ready_for_(&membarrier_code_mode_, where, bytes);
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_code_sync - makes every thread serialise itself.
 *
 * For protocols that change code which may be executed meanwhile, in steps that the CPU's manual allows: on
 * x86 a breakpoint (int3) over the first byte, sync, the rest, sync, the first byte, sync. The
 * caller does the cache maintenance, where the CPU needs any, before the call.
 *
 * Ordering:   a full fence before and after. In between every other thread of the process serialises itself, or
 *             does so before it runs again.
 * Pairs with: what other threads execute.
 * Context:    as membarrier_code_ready().
 * Cost:       as membarrier_code_ready(), without the cache maintenance.
 * Returns:    0; -ENOTSUP if the system cannot make threads serialise themselves
 *             (membarrier_get_code_info() says why); -EPERM or -ENOMEM if it refuses
 *             what it granted before, after retries: then nothing was ordered.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_code_sync_for_(int *mode);
MEMBARRIER_WRAPPER_ int membarrier_code_sync(void)
{
	int error;

	MEMBARRIER_TSAN_ORDER_();
	error = membarrier_code_sync_for_(&membarrier_code_mode_);
	MEMBARRIER_TSAN_ORDER_();
	return error;
}

/*
 * membarrier_get_code_info - which barrier for code is in use, and why.
 *
 * strategy is the name of the system's barrier ("membarrier-sync-core", "riscv-flush-icache"), or
 * "each-thread", or "none": user space has no way here, and membarrier_code_ready() would abort. reason
 * and basis belong to it. asymmetric is 1 if membarrier_code_enter() is free. setting is NULL, and
 * candidates 0.
 *
 * Ordering:   none. Chooses the barrier if none has been chosen yet, and registers the process for it.
 * Context:    any thread; async-signal-safe. The strings live as long as the process.
 * Cost:       some loads; the first call as the first membarrier_code_ready().
 * Returns:    0; -EINVAL as membarrier_get_info().
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_get_code_info_for_(int *mode, struct membarrier_info *info);
MEMBARRIER_WRAPPER_ int membarrier_get_code_info(struct membarrier_info *info)
{
	int error = membarrier_get_code_info_for_(&membarrier_code_mode_, info);

	MEMBARRIER_WRITTEN_(error, info);
	return error;
}

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_CODE_H */
