/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier.h - process-wide memory barriers (asymmetric fences).
 *
 * 1. What it is for
 *
 * Hazard pointers, RCU, biased locks, safepoints and event counts share one
 * pattern: two threads each store to one variable and then load the variable that
 * the other thread stores to. At least one of them must see the other's store. That
 * takes a full fence between the store and the load, in both threads, on every CPU.
 * With this library the thread that runs often executes no fence; the slow path of
 * the thread that runs rarely makes every running thread execute one:
 *
 *     hot thread                           rare thread
 *     X = 1;                               Y = 1;
 *     membarrier_fast_path();              membarrier_slow_path();
 *     r1 = Y;                              r2 = X;          never r1 == r2 == 0
 *
 *     membarrier_fast_path()    a compiler barrier, and no fence instruction
 *     membarrier_normal_path()  an ordinary full fence
 *     membarrier_slow_path()    a full fence in every running thread of the process
 *
 * 2. Which pairs are ordered
 *
 *                     fast      normal    slow
 *          fast        -          -       yes
 *          normal      -         yes      yes
 *          slow       yes        yes      yes
 *
 * Two threads' barriers order each other if at least one is slow, or if neither is
 * fast. In a pair marked "yes" one barrier comes before the other. Every access after
 * the later barrier sees what its partner did, or had seen, before the earlier one.
 * A pair marked "-" promises nothing, not even for message passing.
 *
 * The rule is per pair. A slow path is an interval, not an instant: every other
 * thread is fenced at some point within it, and these points are not ordered among
 * themselves. A relay that reads a store of one fast thread, runs one slow path and
 * then stores a flag for another fast thread passes nothing on:
 *
 *     A: X = 1; fast; r1 = Y     B: Y = 1; slow; r2 = Z     C: Z = 1; fast; r3 = X
 *
 * may end with r1 == r2 == r3 == 0. Two slow paths in B forbid it on every CPU.
 *
 * 3. What a fast path does not replace
 *
 * The accesses must be atomic, as between any two threads, and a fast path is
 * neither acquire nor release. The last access of a protected section needs
 * release (clearing a hazard pointer, a reader's unlock). The check on entry that
 * lets the section run needs acquire (a reader's load of the writer's flag). Tests
 * on x86 cannot find this mistake; other CPUs reorder the accesses.
 *
 * 4. Scope
 *
 * The barriers order the threads that share this address space, including children of
 * vfork(). They do not order other processes on shared memory, or devices. A thread
 * that is not running has been fenced by the context switch. doc/ordering.md has the
 * precise statement. doc/guide.md says where to put which barrier, and when the
 * asymmetric pair does not pay. doc/glossary.md defines the terms.
 *
 * 5. Conventions
 *
 * Functions that can fail return 0 or a negative errno value; they do not change
 * errno itself. Structures that may grow begin with their size, which the caller
 * sets. Names that end in an underscore are not for users.
 *
 * Macros a user may define before including this file:
 *
 *   MEMBARRIER_ASSUME_ASYMMETRIC  The fast path is the compiler barrier alone: no
 *       load, no branch, no instruction. If the system has no sound asymmetric
 *       strategy, the program stops at start-up, with a message (abort()).
 *   MEMBARRIER_PLEDGE_BY_CALL  With MEMBARRIER_ASSUME_ASYMMETRIC, for libraries, which must not end their
 *       host: nothing is checked at start-up. Before its first fast path the library calls
 *       membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC), and executes none unless that returns 0.
 *   MEMBARRIER_FENCE_ONLY  The fast path is always a full fence, which is sound
 *       with any copy of the library. If the library itself is built with it, its slow
 *       path is a full fence too; it makes no system call, interrupts no thread and has
 *       no constructor.
 *   MEMBARRIER_SHARED  For users: the library is a Windows DLL; no effect on other systems.
 *       When the library itself is built: with it the functions are exported. Without it
 *       they are hidden, and the copy belongs to the program or shared library it is in.
 *   MEMBARRIER_API  The attributes of each declaration, instead of this file's choice.
 *
 * ThreadSanitizer does not see fences. Under it every barrier is also a read-modify-
 * write of one dummy variable, which it does see. So it assumes that fast paths are
 * ordered among themselves too, and misses races between them. MemorySanitizer does not
 * see what an uninstrumented library writes; the functions of this file report it.
 */
#ifndef MEMBARRIER_H
#define MEMBARRIER_H

#include <stddef.h>
#include <stdint.h>
#ifndef __cplusplus
#include <stdbool.h>
#endif

#define MEMBARRIER_VERSION_MAJOR 0
#define MEMBARRIER_VERSION_MINOR 1
#define MEMBARRIER_VERSION_PATCH 0
/* While the major version is 0, only equal major.minor promise the same ABI. */
#define MEMBARRIER_VERSION \
	(MEMBARRIER_VERSION_MAJOR * 10000 + MEMBARRIER_VERSION_MINOR * 100 + MEMBARRIER_VERSION_PATCH)

/* ---- compilers ---------------------------------------------------------- */

#if defined(MEMBARRIER_ASSUME_ASYMMETRIC) && defined(MEMBARRIER_FENCE_ONLY)
#error "membarrier.h: MEMBARRIER_ASSUME_ASYMMETRIC and MEMBARRIER_FENCE_ONLY exclude each other; expected at most one"
#endif

#if defined(MEMBARRIER_API)
#elif defined(_WIN32) && defined(MEMBARRIER_SHARED)
#ifdef MEMBARRIER_BUILDING_
#define MEMBARRIER_API __declspec(dllexport)
#else
#define MEMBARRIER_API __declspec(dllimport)
#endif
#elif defined(__GNUC__) && (defined(__ELF__) || defined(__MACH__))
#if defined(MEMBARRIER_BUILDING_) && !defined(MEMBARRIER_SHARED)
#define MEMBARRIER_API __attribute__((visibility("hidden")))
#else
#define MEMBARRIER_API __attribute__((visibility("default")))
#endif
#else
#define MEMBARRIER_API
#endif

/*
 * src/extern_inline.c sets these, so that each inline function is also a symbol. The fences are always
 * inline, because gcc -Os would call them. Functions that only call the library are not always
 * inline: gcc refuses to compile a call through a pointer if it finds too late that the pointer
 * is such a function (observed with gcc 12 at -O1).
 */
#if defined(MEMBARRIER_INLINE_)
#elif defined(__GNUC__) || defined(__clang__)
#define MEMBARRIER_INLINE_ static inline __attribute__((always_inline))
#define MEMBARRIER_WRAPPER_ static inline
#else
#define MEMBARRIER_INLINE_ static inline
#define MEMBARRIER_WRAPPER_ static inline
#endif

/* Set by libmembarrier-sim.pc: the program runs under a simulator, which has to see every fence (doc/simulator.md). */
#if defined(MEMBARRIER_SIMULATED_) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wtsan" /* It knows fences. */
#endif

/*
 * The compiler barrier is this asm, because atomic_signal_fence() need not cover plain
 * accesses. The full fence on x86 is a locked operation that does not change the
 * stack: it takes 2 ns, mfence 16-60 (measured on Zen 4).
 */
#if defined(__GNUC__) || defined(__clang__)
#define MEMBARRIER_COMPILER_BARRIER_() __asm__ __volatile__("" ::: "memory")
#define MEMBARRIER_LOAD_(word) __atomic_load_n(&(word), __ATOMIC_RELAXED)
#define MEMBARRIER_LIKELY_(condition) __builtin_expect(!!(condition), 1)
#define MEMBARRIER_LINE_ __attribute__((aligned(64)))
#if defined(__x86_64__) && !defined(MEMBARRIER_SIMULATED_)
#define MEMBARRIER_FULL_FENCE_() __asm__ __volatile__("lock; orl $0,(%%rsp)" ::: "memory", "cc")
#elif defined(__i386__) && !defined(MEMBARRIER_SIMULATED_)
#define MEMBARRIER_FULL_FENCE_() __asm__ __volatile__("lock; orl $0,(%%esp)" ::: "memory", "cc")
#else
#define MEMBARRIER_FULL_FENCE_()                 \
	do {                                         \
		MEMBARRIER_COMPILER_BARRIER_();          \
		__atomic_thread_fence(__ATOMIC_SEQ_CST); \
		MEMBARRIER_COMPILER_BARRIER_();          \
	} while (0)
#endif
#elif defined(_MSC_VER)
#include <intrin.h>
#define MEMBARRIER_COMPILER_BARRIER_() _ReadWriteBarrier()
#define MEMBARRIER_LOAD_(word) __iso_volatile_load32(&(word))
#define MEMBARRIER_LIKELY_(condition) (condition)
#define MEMBARRIER_LINE_ __declspec(align(64))
#if defined(_M_ARM64) || defined(_M_ARM)
#define MEMBARRIER_FULL_FENCE_() (_ReadWriteBarrier(), __dmb(0xB), _ReadWriteBarrier())
#else
#define MEMBARRIER_FULL_FENCE_()           \
	do {                                   \
		long locked_ = 0;                  \
		_ReadWriteBarrier();               \
		(void)_InterlockedOr(&locked_, 0); \
		_ReadWriteBarrier();               \
	} while (0)
#endif
#else
#error "membarrier.h: expected GCC, Clang, or a compiler that defines __GNUC__ or _MSC_VER"
#endif

#if defined(MEMBARRIER_SIMULATED_) /* It sees fences, and libmembarrier-sim's own code has this too. */
#elif defined(__SANITIZE_THREAD__)
#define MEMBARRIER_TSAN_ 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MEMBARRIER_TSAN_ 1
#endif
#endif

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define MEMBARRIER_MSAN_ 1
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* MemorySanitizer does not see what an uninstrumented library has written. */
#ifdef MEMBARRIER_MSAN_
void __msan_unpoison(const volatile void *at, size_t size);
#define MEMBARRIER_WRITTEN_(error, structure) ((error) ? (void)0 : __msan_unpoison((structure), sizeof *(structure)))
#else
#define MEMBARRIER_WRITTEN_(error, structure) ((void)0)
#endif

extern MEMBARRIER_API unsigned membarrier_tsan_;
#ifdef MEMBARRIER_SIMULATED_
void membarrier_sim_path_(void);
#define MEMBARRIER_SIMULATED_PATH_() membarrier_sim_path_()
#else
#define MEMBARRIER_SIMULATED_PATH_() ((void)0)
#endif
#ifdef MEMBARRIER_TSAN_
/* TSAN-1: pairs with itself in every other barrier; only ThreadSanitizer needs it. */
#define MEMBARRIER_TSAN_ORDER_() ((void)__atomic_fetch_add(&membarrier_tsan_, 0, __ATOMIC_ACQ_REL))
#else
#define MEMBARRIER_TSAN_ORDER_() ((void)0)
#endif

/* ---- the three fences --------------------------------------------------- */

/*
 * The flag that fast paths test. A process may have several copies of the library, and the
 * linker decides for each symbol which copy it belongs to. So the inline functions pass the
 * flag to the library's functions: it is the flag that the fast paths of the same translation
 * unit test. The library's functions are sound with it in any copy.
 */
struct MEMBARRIER_LINE_ membarrier_flag_ {
	/*
	 * The strategy in use: 0 not chosen yet, < 0 plain fences, > 0 asymmetric. It is
	 * written once, and no slow path is ever a plain fence unless it is < 0.
	 */
	int id;
	unsigned char room_[64 - sizeof(int) - sizeof(void *)]; /* A cache line that nothing else is in. */
	const void *owner;                                      /* the copy of the library that numbers the tickets */
};
extern MEMBARRIER_API struct membarrier_flag_ membarrier_strategy_;

/* The fast paths of this file are free whatever the flag says. */
#ifdef MEMBARRIER_ASSUME_ASYMMETRIC
#define MEMBARRIER_PLEDGED_ 1
#else
#define MEMBARRIER_PLEDGED_ 0
#endif

/*
 * membarrier_fast_path - the barrier for the side that runs often.
 *
 * Ordering:   ordered against membarrier_slow_path() of other threads, against
 *             nothing else; always a compiler barrier. A full fence if no asymmetric
 *             strategy is in use.
 * Pairs with: membarrier_slow_path().
 * Context:    anywhere: any thread, signal handlers, before main().
 * Cost:       one load and a predicted branch; nothing at all with
 *             MEMBARRIER_ASSUME_ASYMMETRIC.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_fast_path(void)
{
#if defined(MEMBARRIER_ASSUME_ASYMMETRIC)
	MEMBARRIER_COMPILER_BARRIER_();
#elif defined(MEMBARRIER_FENCE_ONLY)
	MEMBARRIER_FULL_FENCE_(); /* FAST-2: as FAST-1. */
#else
	if (MEMBARRIER_LIKELY_(MEMBARRIER_LOAD_(membarrier_strategy_.id) > 0))
		MEMBARRIER_COMPILER_BARRIER_();
	else
		MEMBARRIER_FULL_FENCE_(); /* FAST-1: pairs with a slow path's SB-a and SB-c. */
#endif
	MEMBARRIER_TSAN_ORDER_();
	MEMBARRIER_SIMULATED_PATH_();
}

/*
 * membarrier_normal_path - an ordinary full fence.
 *
 * Ordering:   that of atomic_thread_fence(memory_order_seq_cst), for plain
 *             accesses too.
 * Pairs with: membarrier_normal_path(), membarrier_slow_path(). Not with
 *             membarrier_fast_path().
 * Context:    anywhere.
 * Cost:       2 ns; 10-20 ns if another CPU has the cache line of the store before it.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_normal_path(void)
{
	MEMBARRIER_FULL_FENCE_(); /* NORMAL-1: pairs with itself, and with a slow path's SB-a and SB-c. */
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_slow_path - makes every running thread of the process execute a full fence.
 *
 * Ordering:   the caller executes a full fence on entry and one before it returns. In
 *             between, every other running thread of the process executes one too.
 * Pairs with: membarrier_fast_path(), membarrier_normal_path() and itself.
 * Context:    any thread, at any time after the first constructor; async-signal-safe
 *             (except under "mach", which is used only on request); not a cancellation
 *             point; may be called at once in a child of fork(). Takes no lock.
 *             Concurrent callers share barriers: a caller spins until the barrier in
 *             flight has ended and then for the next one, for twice as long as a barrier
 *             usually takes in each case, and then makes its own. It never gives up the
 *             CPU; the scheduler may take it, as in any call. May sleep in the kernel
 *             behind other processes' barriers (commit 944d5fe50f3f: Linux 6.8, and the
 *             older stable series since February 2024, CVE-2024-26602). A sandbox must
 *             allow the calls that doc/operators.md lists.
 * Cost:       0.4 us if no other thread runs, about 10 us if one does. Each running
 *             thread loses some microseconds to the interrupt. `membarrier bench`
 *             measures the costs on your machine. 5 ns under plain fences.
 * Errors:     returns none. If the system refuses the barrier after it was chosen, the
 *             call registers again, retries (for a second if memory is short), and uses
 *             any other sound mechanism. If none is left, the call must not return,
 *             because fast paths would not be ordered: it calls the last resorts that
 *             were added, writes one line to standard error and calls abort(). A caller
 *             that can defer its work can use membarrier_try_slow_path() instead.
 * Since:      0.1
 */
MEMBARRIER_API void membarrier_slow_path_for_(struct membarrier_flag_ *flag, int pledged);
MEMBARRIER_WRAPPER_ void membarrier_slow_path(void)
{
	MEMBARRIER_TSAN_ORDER_();
	membarrier_slow_path_for_(&membarrier_strategy_, MEMBARRIER_PLEDGED_);
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_try_slow_path - a slow path that returns false instead of waiting.
 *
 * For callers that can try again later, such as an event loop: while another thread
 * makes a barrier, they make none.
 *
 * Ordering:   true: as membarrier_slow_path(). False: nothing was ordered.
 * Pairs with: as membarrier_slow_path().
 * Context:    as membarrier_slow_path(); never waits for a thread in user space.
 * Cost:       as membarrier_slow_path() if true; some loads if false.
 * Errors:     false if another thread's barrier is in flight (a barrier that does not
 *             end counts as lost 10 ms after the first call that returned false for it:
 *             its leader may be gone). False also if the system now refuses every sound
 *             mechanism, so that membarrier_slow_path() would abort(). A later call may
 *             succeed.
 * Since:      0.1
 */
MEMBARRIER_API bool membarrier_try_slow_path_for_(struct membarrier_flag_ *flag, int pledged);
MEMBARRIER_WRAPPER_ bool membarrier_try_slow_path(void)
{
	bool ordered;

	MEMBARRIER_TSAN_ORDER_();
	ordered = membarrier_try_slow_path_for_(&membarrier_strategy_, MEMBARRIER_PLEDGED_);
	if (ordered)
		MEMBARRIER_TSAN_ORDER_();
	return ordered;
}

/*
 * membarrier_add_last_resort - adds a hook that is called before a slow path calls abort().
 *
 * The argument of the hook is one line that says what happened. The hook runs in the
 * thread whose slow path failed, and in the same context, which may be a signal handler.
 * It may save data that must not be lost. It must not leave by longjmp() and must not call
 * membarrier_slow_path(). After the last hook the library writes the line to standard error
 * and calls abort(). A hook may end the program instead, but then the remaining hooks are
 * not called: the hook of a library should return.
 *
 * Each hook is called once for each time it was added, usually the newest first. If several
 * slow paths fail, hooks run in several threads at a time. Two libraries may add hooks at
 * the same time.
 *
 * Ordering:   what the caller did before this call is visible to the hook.
 * Pairs with: the call of the hook, in any thread.
 * Context:    any thread; async-signal-safe; never waits. A child of fork() has its parent's hooks.
 * Cost:       a load for each place that is taken, and a locked operation.
 * Returns:    0; -EINVAL if hook is NULL; -ENOSPC if there are 32 hooks already.
 * Since:      0.1
 */
typedef void (*membarrier_last_resort)(const char *line);
MEMBARRIER_API int membarrier_add_last_resort(membarrier_last_resort hook);

/*
 * membarrier_remove_last_resort - removes a hook that was added.
 *
 * If the hook was added twice, it is still there once. A library that may be unloaded must call
 * this function first. A thread whose slow path fails at the same time may still call the hook.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       32 loads and a locked operation at most.
 * Returns:    0; -ENOENT if the hook is not there.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_remove_last_resort(membarrier_last_resort hook);

/* ---- tickets ------------------------------------------------------------ */

/*
 * Tickets are for work that can wait, such as freeing memory. Such work needs no barrier of
 * its own: a later barrier of any thread is enough. A ticket is the number of the next
 * barrier to begin. It has passed when a barrier with that number, or a later one, has ended.
 * (RCU calls this a polled grace period.) To reclaim memory:
 *
 *     retire(object):   unlink the object, take a ticket, keep both in a list
 *     sweep:            for each object whose ticket has passed: no fast path can find it
 *                       any more; free it unless a hazard pointer shows it
 *     no ticket passed: wait for the oldest ticket, once, and sweep again
 *
 * A ticket is a number; there is nothing to release. It is valid in this process and in its
 * children made by fork(). It belongs to the copy of the library whose flag the fast paths of
 * the caller test; if components of a program have copies of their own, do not pass a ticket
 * from one to another. A ticket of all zeros has passed. If the CPU has no 64-bit atomics
 * (armel, mipsel, powerpc, riscv32, m68k), membarrier_ticket() makes a slow path at once, and
 * the ticket has passed.
 */
typedef struct {
	uint64_t index; /* for the library alone */
} membarrier_ticket_t;

/*
 * membarrier_ticket - takes a ticket.
 *
 * Ordering:   a full fence. When the ticket has passed, the accesses before this call are
 *             ordered as if the call had been a slow path.
 * Pairs with: membarrier_fast_path(), once the ticket has passed; membarrier_normal_path().
 * Context:    any thread, any time; async-signal-safe; never waits; a child of fork().
 * Cost:       two locked operations, 10 ns; more if other callers use the cache line.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_API membarrier_ticket_t membarrier_ticket_for_(struct membarrier_flag_ *flag, int pledged);
MEMBARRIER_WRAPPER_ membarrier_ticket_t membarrier_ticket(void)
{
	MEMBARRIER_TSAN_ORDER_();
	return membarrier_ticket_for_(&membarrier_strategy_, MEMBARRIER_PLEDGED_);
}

/*
 * membarrier_ticket_passed - has a barrier begun and ended since the ticket was taken?
 *
 * Ordering:   true: an acquire, after which the caller and every other thread are
 *             ordered as by a slow path, provided that taking the ticket happens-before
 *             this call (same thread, or synchronised by acquire and release). False:
 *             nothing was ordered.
 * Pairs with: membarrier_ticket(), and the fast paths of all threads.
 * Context:    as membarrier_ticket(). Makes no barrier: if no thread makes one, the ticket
 *             never passes.
 * Cost:       two loads. Under plain fences a ticket has passed at once.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_API bool membarrier_ticket_passed_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket);
MEMBARRIER_WRAPPER_ bool membarrier_ticket_passed(membarrier_ticket_t ticket)
{
	bool passed = membarrier_ticket_passed_for_(&membarrier_strategy_, MEMBARRIER_PLEDGED_, ticket);

	if (passed)
		MEMBARRIER_TSAN_ORDER_();
	return passed;
}

/*
 * membarrier_ticket_wait - returns when the ticket has passed; makes a barrier if needed.
 *
 * Ordering:   as membarrier_ticket_passed() when that is true.
 * Pairs with: as membarrier_ticket_passed().
 * Context:    as membarrier_slow_path().
 * Cost:       two loads if it has passed; else as membarrier_slow_path(), and counted
 *             as one in membarrier_get_stats().
 * Errors:     as membarrier_slow_path().
 * Since:      0.1
 */
MEMBARRIER_API void membarrier_ticket_wait_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket);
MEMBARRIER_WRAPPER_ void membarrier_ticket_wait(membarrier_ticket_t ticket)
{
	membarrier_ticket_wait_for_(&membarrier_strategy_, MEMBARRIER_PLEDGED_, ticket);
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_ticket_poll - has the ticket passed? Makes a barrier if none has begun in the last interval.
 *
 * For callers that ask often and can wait, such as an epoch scheme that tries to advance at each
 * operation: a slow path for each try would cost more than it saves. If a barrier of any thread has
 * served the ticket, the function returns true. Otherwise, if a barrier has begun in the last
 * `interval` nanoseconds, it returns false: not yet. Otherwise it makes a barrier. So all callers
 * together make at most one barrier in each interval, and a caller that asks again and again waits
 * for little more than one interval. If callers use different intervals, the shortest one counts.
 *
 * Ordering:   true: as membarrier_ticket_passed(). False: nothing was ordered.
 * Pairs with: as membarrier_ticket_passed().
 * Context:    as membarrier_try_slow_path(); never waits for a thread in user space.
 * Cost:       two loads if the ticket has passed; else also a read of the clock, 20 ns. Rarely, a slow path.
 * Errors:     false also if the system now refuses every sound mechanism, as
 *             membarrier_try_slow_path(); membarrier_ticket_wait() then says so, and aborts.
 * Since:      0.1
 */
MEMBARRIER_API bool membarrier_ticket_poll_for_(struct membarrier_flag_ *flag, int pledged, membarrier_ticket_t ticket,
                                                uint64_t interval);
MEMBARRIER_WRAPPER_ bool membarrier_ticket_poll(membarrier_ticket_t ticket, uint64_t interval)
{
	bool passed = membarrier_ticket_poll_for_(&membarrier_strategy_, MEMBARRIER_PLEDGED_, ticket, interval);

	if (passed)
		MEMBARRIER_TSAN_ORDER_();
	return passed;
}

/* ---- what was chosen, and why ------------------------------------------- */

/* What is known of a strategy on this system. */
enum membarrier_verdict {
	MEMBARRIER_OFFERED = 1,    /* works here and is known to be sound here */
	MEMBARRIER_UNSOUND = 2,    /* works here, but is not known to be sound here */
	MEMBARRIER_UNAVAILABLE = 3 /* does not work here */
};

/* Padding is intended here; without this a user's compiler would warn of it. */
#if defined(__GNUC__) || defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpadded"
#elif defined(_MSC_VER)
#pragma warning(push)
#pragma warning(disable : 4820)
#endif

struct membarrier_info {
	size_t size;          /* in: sizeof(struct membarrier_info) */
	const char *strategy; /* its name: "membarrier", "mprotect", "fence", ... */
	const char *reason;   /* why this one, in one sentence */
	const char *basis;    /* what its soundness rests on, and the first system version that has it */
	const char *setting;  /* whether MEMBARRIER_STRATEGY, quoted here, was obeyed; NULL if not set */
	int asymmetric;       /* 1: fast paths are free; 0: both sides are full fences */
	int documented;       /* 1: the system's own documentation promises the barrier */
	unsigned candidates;  /* how many membarrier_get_candidate() has */
};

/*
 * membarrier_get_info - which strategy is in use, and why.
 *
 * Ordering:   none. Chooses the strategy if none has been chosen yet.
 * Context:    any thread; async-signal-safe. The strings live as long as the process.
 * Cost:       some loads.
 * Returns:    0; -EINVAL if info is NULL or info->size is not one that a released
 *             header had (members that the caller's header does not have are left out).
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_get_info_for_(struct membarrier_flag_ *flag, struct membarrier_info *info);
MEMBARRIER_WRAPPER_ int membarrier_get_info(struct membarrier_info *info)
{
	int error = membarrier_get_info_for_(&membarrier_strategy_, info);

	MEMBARRIER_WRITTEN_(error, info);
	return error;
}

struct membarrier_candidate {
	size_t size;        /* in: sizeof(struct membarrier_candidate) */
	const char *name;   /* as MEMBARRIER_STRATEGY takes it */
	const char *reason; /* why this verdict, in words for an operator */
	const char *basis;  /* as in struct membarrier_info */
	enum membarrier_verdict verdict;
	int error;      /* the errno value behind the verdict, or 0 */
	int asymmetric; /* as in struct membarrier_info */
	int documented; /* likewise */
};

/*
 * membarrier_get_candidate - describes a candidate: one of the strategies of this system, best first, "fence" last.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe. The strings live as long as the process.
 * Cost:       the first call for a candidate tries it, unless the choice has tried it
 *             already: some tens of microseconds.
 * Returns:    0; -ENOENT if index is past the last; -EINVAL as membarrier_get_info().
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_get_candidate_for_(unsigned index, struct membarrier_candidate *candidate);
MEMBARRIER_WRAPPER_ int membarrier_get_candidate(unsigned index, struct membarrier_candidate *candidate)
{
	int error = membarrier_get_candidate_for_(index, candidate);

	MEMBARRIER_WRITTEN_(error, candidate);
	return error;
}

/*
 * Counts of all threads since start-up. If size_t has 32 bits they may wrap.
 * Under an asymmetric strategy slow_paths is barriers + joined.
 */
struct membarrier_stats {
	size_t size;         /* in: sizeof(struct membarrier_stats) */
	uint64_t slow_paths; /* slow paths that have ended or are in flight, whatever serves them */
	uint64_t barriers;   /* process-wide barriers begun, without those that the system refused */
	uint64_t joined;     /* slow paths served by another caller's barrier */
	uint64_t recovered;  /* barriers made only after the system had refused one */
	uint64_t declined;   /* times membarrier_try_slow_path() returned false */
};

/*
 * membarrier_get_stats - counts of slow paths so far.
 *
 * Ordering:   none; the counts are not read at one instant.
 * Context:    any thread; async-signal-safe.
 * Cost:       some loads.
 * Returns:    0; -EINVAL as membarrier_get_info().
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_get_stats_for_(struct membarrier_stats *stats);
MEMBARRIER_WRAPPER_ int membarrier_get_stats(struct membarrier_stats *stats)
{
	int error = membarrier_get_stats_for_(stats);

	MEMBARRIER_WRITTEN_(error, stats);
	return error;
}

#define MEMBARRIER_REQUIRE_ASYMMETRIC 1u /* fast paths are free */
#define MEMBARRIER_REQUIRE_DOCUMENTED 2u /* the system's documentation promises the barrier */

/*
 * membarrier_require - does the strategy in use have these properties?
 *
 * For programs that must not run without them. Also the shortest way to find out whether
 * fast paths are free.
 *
 * Ordering:   none. Chooses the strategy if none has been chosen yet.
 * Context:    any thread; async-signal-safe.
 * Cost:       some loads.
 * Returns:    0 if it has all of them; -ENOTSUP if not (membarrier_get_info() says
 *             why); -EINVAL if properties has a bit this library does not know.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_require_for_(struct membarrier_flag_ *flag, unsigned properties);
MEMBARRIER_WRAPPER_ int membarrier_require(unsigned properties)
{
	return membarrier_require_for_(&membarrier_strategy_, properties);
}

enum membarrier_selftest_result {
	MEMBARRIER_SELFTEST_SOUND = 0,       /* the test could have shown a violation, and showed none */
	MEMBARRIER_SELFTEST_VIOLATED = 1,    /* the strategy in use does not do what it promises */
	MEMBARRIER_SELFTEST_INCONCLUSIVE = 2 /* the test shows nothing here: for example one CPU, or too little time */
};

struct membarrier_selftest_report {
	size_t size; /* in: sizeof(struct membarrier_selftest_report) */
	enum membarrier_selftest_result result;
	const char *reason;      /* in one sentence */
	uint64_t rounds;         /* rounds of store buffering, with a fast path and a slow path */
	uint64_t forbidden;      /* rounds in which both loads missed the other thread's store */
	uint64_t control_rounds; /* rounds of the control, whose slow path is a fence of its own thread */
	uint64_t control_weak;   /* of these, rounds in which both loads missed; if 0, the other rounds prove nothing */
	uint64_t witnessed;      /* slow paths for which another CPU's interrupts were counted; 0 if they cannot be */
	uint64_t interrupts;     /* interrupts counted then, at most one for each slow path */
	enum membarrier_selftest_result home_result; /* for slow paths at a home; result if they are ordinary slow paths */
	const char *home_reason;                     /* in one sentence; says so in that case, in which the counts are 0 */
	uint64_t home_rounds;                        /* as rounds, for slow paths at a home; and so on */
	uint64_t home_forbidden;
	uint64_t home_witnessed;
	uint64_t home_interrupts;
};

#if defined(__GNUC__) || defined(__clang__)
#pragma GCC diagnostic pop
#elif defined(_MSC_VER)
#pragma warning(pop)
#endif

/*
 * membarrier_selftest - does the strategy in use really work on this system?
 *
 * Some emulators return success from the system call and do nothing. This test finds them.
 * It runs store buffering on two CPUs, beside a broken control. If the system counts
 * interrupts, it reads these counts too: a slow path must interrupt the CPU of a thread that
 * runs without a pause. Other load only adds interrupts, so it neither hides a violation
 * nor causes one. If slow paths at a home (membarrier/home.h) are barriers for one CPU, the test
 * tries them in the same way. Their result is separate: a program without homes can ignore it.
 *
 * Ordering:   none that a caller may rely on.
 * Context:    any thread; not async-signal-safe: it starts a thread and waits for it.
 *             It restores the caller's CPU affinity. membarrier_get_stats() counts its
 *             slow paths, and they interrupt other threads as all slow paths do.
 * Cost:       the given time, on two CPUs; less if it sees a violation, and up to ten
 *             times as much if the given time is too short for a result.
 * Returns:    0 if the test ran, whatever its result; -EINVAL as membarrier_get_info(),
 *             or if milliseconds is 0; -EAGAIN if it cannot get a thread or 16 MiB of memory.
 * Since:      0.1
 */
MEMBARRIER_API int membarrier_selftest_for_(unsigned milliseconds, struct membarrier_selftest_report *selftest);
MEMBARRIER_WRAPPER_ int membarrier_selftest(unsigned milliseconds, struct membarrier_selftest_report *selftest)
{
	int error = membarrier_selftest_for_(milliseconds, selftest);

	MEMBARRIER_WRITTEN_(error, selftest);
	return error;
}

/*
 * membarrier_version - the version of the library, to compare with MEMBARRIER_VERSION, that of the header.
 *
 * Ordering:   none.
 * Context:    anywhere; async-signal-safe.
 * Cost:       a call.
 * Returns:    MEMBARRIER_VERSION of the header with which the library was built.
 * Since:      0.1
 */
MEMBARRIER_API unsigned membarrier_version(void);

/* ---- the check of MEMBARRIER_ASSUME_ASYMMETRIC at start-up --------------- */

/* Aborts with a message unless the flag says that an asymmetric strategy is in use. */
MEMBARRIER_API void membarrier_pledge_for_(struct membarrier_flag_ *flag);

#if defined(MEMBARRIER_ASSUME_ASYMMETRIC) && !defined(MEMBARRIER_PLEDGE_BY_CALL) && !defined(MEMBARRIER_BUILDING_)
#if defined(_MSC_VER) && !defined(__clang__)
#pragma section(".CRT$XCT", read)
static void __cdecl membarrier_pledge_at_start_(void)
{
	membarrier_pledge_for_(&membarrier_strategy_);
}
/* Not static, and included by name: the linker would drop it, as nothing refers to it. */
__declspec(selectany) __declspec(allocate(".CRT$XCT")) void(__cdecl *membarrier_pledge_entry_)(void) =
	membarrier_pledge_at_start_;
#ifdef _M_IX86
#pragma comment(linker, "/include:_membarrier_pledge_entry_")
#else
#pragma comment(linker, "/include:membarrier_pledge_entry_")
#endif
#else
#if defined(__ELF__) || defined(__MINGW32__) /* 101 is the first priority that a program may use. */
static void membarrier_pledge_at_start_(void) __attribute__((constructor(101)));
#else
static void membarrier_pledge_at_start_(void) __attribute__((constructor));
#endif
static void membarrier_pledge_at_start_(void)
{
	membarrier_pledge_for_(&membarrier_strategy_);
}
#endif
#endif

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_H */
