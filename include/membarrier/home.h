/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/home.h - an asymmetric pair whose slow path interrupts one CPU.
 *
 * membarrier_slow_path() interrupts every CPU that runs a thread of the process. If only
 * one thread is on the hot side (the owner of a biased lock, the owner of a queue, a thread
 * that is to stop at a safepoint), only that thread's CPU need be interrupted:
 *
 *     owner                                rare thread
 *     X = 1;                               Y = 1;
 *     membarrier_fast_path_at(&home);      membarrier_slow_path_at(&home);
 *     r1 = Y;                              r2 = X;          never r1 == r2 == 0
 *
 * The home is a word that says on which CPU the owner last ran a fast path. The fast path
 * reads the number of its CPU, which the kernel keeps in the thread's memory (rseq(2)). If
 * the home says another CPU, the fast path writes the new number and executes a full fence.
 * The proof is at the head of src/home.c.
 *
 * Where the system, the C library or the strategy in use has no such barrier, a fast path at
 * a home is membarrier_fast_path(), and a slow path at it is membarrier_slow_path(). So the pair
 * works everywhere; membarrier_get_home_info() says which of the two it is, and why.
 *
 * What may not take the place of the home: a thread that is pinned, an affinity mask, a thread
 * id. The thread may be moved between the look at these and the barrier, and then the barrier
 * reaches a CPU where the thread is no longer.
 *
 * A child of vfork() must not run a fast path at a home: it shares its parent's memory, and the
 * kernel keeps no CPU number for it. If MEMBARRIER_DEBUG is defined before this file is included,
 * each fast path asks the kernel whether the calling thread has a number, which takes a system
 * call, and aborts with a message if it has none.
 */
#ifndef MEMBARRIER_HOME_H
#define MEMBARRIER_HOME_H

#ifndef MEMBARRIER_H /* In the two-file copy it is in no include path. */
#include <membarrier.h>
#endif

#if defined(__cplusplus) && defined(__GNUC__) /* The code for C, in a user's C++. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wzero-as-null-pointer-constant"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The home of one thread. All zeros: the thread has run no fast path at it yet. */
typedef struct {
	int place_; /* ABI: 0, MEMBARRIER_EVERY_CPU_, or what membarrier_here_() gives on one CPU */
} membarrier_home_t;

/* ABI: the thread's fast paths are membarrier_fast_path(). Even; the place of a CPU is odd. */
#define MEMBARRIER_EVERY_CPU_ 2

/* ABI: where a thread's CPU number is, from its thread pointer; 0: nowhere, or not known yet. Written once. */
extern MEMBARRIER_API ptrdiff_t membarrier_home_offset_;

/* How to read a word at an offset from the thread pointer. */
#if !defined(__linux__) || defined(MEMBARRIER_SIMULATED_) || !(defined(__GNUC__) || defined(__clang__))
#elif defined(__x86_64__) && defined(__LP64__)
#define MEMBARRIER_HOME_READ_(word, offset) \
	__asm__ __volatile__("movl %%fs:(%1), %0" : "=r"(word) : "r"(offset) : "memory")
#elif defined(__i386__)
#define MEMBARRIER_HOME_READ_(word, offset) \
	__asm__ __volatile__("movl %%gs:(%1), %0" : "=r"(word) : "r"(offset) : "memory")
#elif defined(__aarch64__) && defined(__LP64__)
#define MEMBARRIER_HOME_READ_(word, offset) \
	__asm__ __volatile__("mrs %x0, tpidr_el0\n\tldr %w0, [%x0, %x1]" : "=&r"(word) : "r"(offset) : "memory")
#elif defined(__riscv) && defined(__LP64__)
#define MEMBARRIER_HOME_READ_(word, offset) \
	__asm__ __volatile__("add %0, tp, %1\n\tlw %0, 0(%0)" : "=&r"(word) : "r"(offset) : "memory")
#endif

#ifdef MEMBARRIER_HOME_READ_
#define MEMBARRIER_HOME_OFFSET_ (&membarrier_home_offset_)

/* ABI: the place of the calling thread's CPU: 5, 7, ...; of a thread that has no CPU number (-1, -2) 3 or 1, which no home has. */
static inline int membarrier_here_(ptrdiff_t offset)
{
	unsigned cpu;

	MEMBARRIER_HOME_READ_(cpu, offset);
	return (int)(cpu * 2 + 5);
}
#else
#define MEMBARRIER_HOME_OFFSET_ ((ptrdiff_t *)0)
#endif

/* ABI: the rest of a fast path that is not where its home says. A full fence. */
MEMBARRIER_API void membarrier_moved_for_(membarrier_home_t *home, struct membarrier_flag_ *flag, ptrdiff_t *offset);
/* ABI: aborts if the kernel keeps no CPU number for the calling thread, although homes rely on it here. */
MEMBARRIER_API void membarrier_check_home_for_(struct membarrier_flag_ *flag);

/*
 * membarrier_fast_path_at - a fast path whose slow path interrupts one CPU.
 *
 * Ordering:   as membarrier_fast_path(), against membarrier_slow_path_at() of the same home and
 *             against membarrier_slow_path(). A full fence when the thread has come to another
 *             CPU since its last fast path at this home.
 * Pairs with: membarrier_slow_path_at(), membarrier_slow_path(). A home may pass from one thread to
 *             another as the object that it belongs to does: by release and acquire.
 * Context:    the thread that owns the home, and no other at the same time; its signal handlers;
 *             a child of fork(). Not a child of vfork(), and no other process that shares this
 *             memory (MEMBARRIER_DEBUG finds both).
 * Cost:       three loads and two branches: some tenths of a nanosecond more than
 *             membarrier_fast_path(). The first fast path of the process at any home registers the
 *             process for the system call, which takes some microseconds, or an RCU grace period
 *             (12 ms) if the process has threads: a program calls membarrier_get_home_info() at its
 *             start to have that done.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_fast_path_at(membarrier_home_t *home)
{
	int place;
#if defined(MEMBARRIER_HOME_READ_) && !defined(MEMBARRIER_FENCE_ONLY)
	ptrdiff_t offset;
#endif

#ifdef MEMBARRIER_DEBUG
	membarrier_check_home_for_(&membarrier_strategy_);
#endif
	MEMBARRIER_COMPILER_BARRIER_();
	place = MEMBARRIER_LOAD_(home->place_);
#if defined(MEMBARRIER_HOME_READ_) && !defined(MEMBARRIER_FENCE_ONLY)
	/* After the caller's store and before its load: a move before the store is one that the check must see. */
	offset = MEMBARRIER_LOAD_(membarrier_home_offset_);
	if (MEMBARRIER_LIKELY_(offset != 0) && MEMBARRIER_LIKELY_(place == membarrier_here_(offset))) {
		MEMBARRIER_COMPILER_BARRIER_();
		MEMBARRIER_TSAN_ORDER_();
		return;
	}
	if (place != MEMBARRIER_EVERY_CPU_)
		place = 0;
#endif
	if (place != 0) {
		membarrier_fast_path();
	} else {
		MEMBARRIER_TSAN_ORDER_();
		membarrier_moved_for_(home, &membarrier_strategy_, MEMBARRIER_HOME_OFFSET_);
		MEMBARRIER_TSAN_ORDER_();
		MEMBARRIER_SIMULATED_PATH_();
	}
}

/*
 * membarrier_slow_path_at - makes the thread that owns a home execute a full fence.
 *
 * Ordering:   a full fence of the caller's on entry and one before it returns; in between the
 *             home's thread executes one, if it has run a fast path at the home. Orders nothing
 *             with the fast paths of other threads.
 * Pairs with: membarrier_fast_path_at() of the same home, membarrier_normal_path(), membarrier_slow_path().
 * Context:    as membarrier_slow_path(). Several threads may call it for one home. The memory of
 *             the home must be there until it returns.
 * Cost:       a system call and the interrupt of one CPU, of none if another process runs there or
 *             the caller itself does. Never waits for another caller in user space, so no barrier
 *             of another caller serves it (the reason is in doc/performance.md). No system call
 *             if the thread has run no fast path at the home. Without a barrier for one CPU, as
 *             membarrier_slow_path(). Not counted by membarrier_get_stats(), but for such barriers.
 * Errors:     as membarrier_slow_path(): where the system refuses it, it registers again, and then
 *             makes a barrier for every CPU.
 * Since:      0.1
 */
MEMBARRIER_API void membarrier_slow_path_at_for_(const membarrier_home_t *home, struct membarrier_flag_ *flag,
                                                 int pledged);
MEMBARRIER_WRAPPER_ void membarrier_slow_path_at(const membarrier_home_t *home)
{
	MEMBARRIER_TSAN_ORDER_();
	membarrier_slow_path_at_for_(home, &membarrier_strategy_, MEMBARRIER_PLEDGED_);
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_get_home_info - what a slow path at a home is here, and why.
 *
 * strategy is "one-cpu" or, where slow paths at a home are ordinary ones, "every-cpu"; reason and
 * basis belong to it. documented is 0 for "one-cpu": the manual promises that sections of rseq(2)
 * are restarted; that memory is ordered is in the kernel's source alone. The other members
 * are those of membarrier_get_info(), and for "every-cpu" documented too.
 *
 * Ordering:   none. Registers the process for the system call if it has not been yet.
 * Context:    any thread; async-signal-safe. The strings live as long as the process.
 * Cost:       some loads; the first call as the first membarrier_fast_path_at().
 * Returns:    0; -EINVAL as membarrier_get_info().
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_get_home_info_for_(struct membarrier_flag_ *flag, struct membarrier_info *info);
MEMBARRIER_WRAPPER_ int membarrier_get_home_info(struct membarrier_info *info)
{
	int error = membarrier_get_home_info_for_(&membarrier_strategy_, info);

	MEMBARRIER_WRITTEN_(error, info);
	return error;
}

#ifdef __cplusplus
}
#endif

#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif /* MEMBARRIER_HOME_H */
