/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/code.h - barriers for programs that write code while they run (JIT compilers).
 *
 * One thread writes instructions. Another thread learns where they are and jumps there. Acquire and
 * release are not enough, because a CPU may have fetched what was there before. Each thread must
 * serialise itself (forget the instructions that its CPU has fetched) after the code was written and
 * before the thread executes it. This pair is the code barrier:
 *
 *     writer                                    other threads
 *     write the instructions
 *     membarrier_code_ready(where, bytes);      code = load of the pointer, acquire;
 *     pointer = where, release;                 membarrier_code_enter();
 *                                               jump to code
 *
 * If the system can make all threads of the process serialise themselves, code_ready() does that, and
 * code_enter() is a load and a branch. Otherwise each code_enter() serialises its thread.
 * membarrier_get_code_info() says which of the two is in use, and why. The library registers the process
 * for such barriers at the first call of a function of this header, and not before.
 *
 * Two things need more than the pair:
 *
 *   - to change bytes that another thread may be executing at that moment. Do what the CPU's manual
 *     allows, with membarrier_code_sync() as the barrier between the steps.
 *   - to reuse memory that has code in it. Find out first whether a thread may still execute that code,
 *     by hazard pointers or quiescence.
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
 * ABI, not for users. 0: not chosen yet; > 0: the number of the barrier that makes all threads serialise themselves;
 * < 0: each thread serialises itself. Written once. The inline functions pass it for the reason given at
 * membarrier_flag_.
 */
extern MEMBARRIER_API int membarrier_code_mode_;

/* ABI, not for users: serialises the calling thread. */
MEMBARRIER_API void membarrier_code_serialise_(void);

/*
 * membarrier_code_enter - the barrier between the load of a pointer to code and the jump to that code.
 *
 * Ordering:   if membarrier_code_ready() returned before the pointer was stored with release, and the
 *             thread loaded the pointer with acquire, the thread executes the new instructions after
 *             the return. A compiler barrier. No other order.
 * Pairs with: membarrier_code_ready().
 * Context:    any thread; async-signal-safe; never waits; children of fork() and vfork().
 * Cost:       a load and a branch if code_ready() reaches all threads. Otherwise a serialising
 *             instruction: tens of nanoseconds; on x86 without SERIALIZE it is CPUID, which takes a
 *             microsecond or more under a hypervisor.
 * Errors:     none.
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
 * membarrier_code_ready - makes code that was written ready for execution by every thread.
 *
 * where is the address at which the code will be executed, not that of a second mapping through which it
 * was written. All of the code must have been written by the caller, or by threads whose writes
 * happen before the call.
 *
 * Ordering:   a full fence. A thread that learns of the code from what the caller does after the return,
 *             and then calls membarrier_code_enter(), executes the new instructions. A thread that
 *             executes these bytes during the call may execute old or new ones. It does not replace
 *             membarrier_slow_path().
 * Pairs with: membarrier_code_enter().
 * Context:    any thread; async-signal-safe; children of fork() and vfork(). Not a cancellation point. May
 *             sleep in the kernel behind other barriers, as membarrier_slow_path().
 * Cost:       the CPU's cache maintenance for the bytes; then, if the system reaches all threads, a system
 *             call and an interrupt for each CPU that runs one. The first call in the process registers the
 *             process: microseconds, or an RCU grace period (12 ms) if the process has threads. A program
 *             can call membarrier_get_code_info() at its start to have that done.
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
 * For protocols that change code which other threads may execute meanwhile, in the steps that the CPU's
 * manual allows. On x86: write a breakpoint (int3) over the first byte, sync, write the other bytes, sync,
 * write the first byte, sync. If the CPU needs cache maintenance, the caller does it before the call.
 *
 * Ordering:   the caller executes a full fence on entry and one before the return. In between, every
 *             running thread of the process serialises itself; a thread that does not run does so before
 *             it runs again.
 * Pairs with: the execution of code in other threads; membarrier_code_enter() is not needed.
 * Context:    as membarrier_code_ready().
 * Cost:       as membarrier_code_ready(), without the cache maintenance.
 * Returns:    0; -ENOTSUP if the system cannot make all threads serialise themselves
 *             (membarrier_get_code_info() says why); -EPERM or -ENOMEM if the system refuses, after
 *             retries, what it granted before: then no other thread has serialised itself.
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
 * membarrier_get_code_info - which code barrier is in use, and why.
 *
 * strategy is the name of the system's barrier ("membarrier-sync-core", "riscv-flush-icache"), or
 * "each-thread", or "none". "none" means that user space has no code barrier here, and that
 * membarrier_code_ready() would abort. reason and basis describe that strategy. asymmetric is 1 if
 * membarrier_code_enter() is only a load and a branch. setting is NULL, and candidates is 0.
 *
 * Ordering:   none. Chooses the barrier if none has been chosen yet, and registers the process for it.
 * Context:    any thread; async-signal-safe. The strings live as long as the process.
 * Cost:       some loads; the first call costs as much as the first membarrier_code_ready().
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
