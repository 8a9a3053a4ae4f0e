/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * atomics.h - atomic accesses whose names say their order, and how the compiler may inline.
 *
 * Builtins rather than <stdatomic.h>: the header's variables are plain objects,
 * because it must be valid C++. A use that is not relaxed says which access it
 * pairs with.
 */
#ifndef MEMBARRIER_ATOMICS_H
#define MEMBARRIER_ATOMICS_H

#include <stdbool.h>
#include <stdint.h>

#include <membarrier.h>

/* tests/msvc asks for Microsoft's where GCC's are. */
#if defined(MB_INTERLOCKED) || (!defined(__GNUC__) && !defined(__clang__))
#include "atomics_msvc.h"
#else

/*
 * Barriers are numbered with 64 bits, so as never to wrap. Where compilers have no instruction for that they
 * call libatomic, whose lock is no place for a signal handler: there nothing is numbered (coalesce.h says what
 * that means). Of 32-bit x86 Clang 14 gives the first macro as 1.
 */
#if defined(MB_NO_NUMBERS)
#define MB_NUMBERS 0
#elif __GCC_ATOMIC_LLONG_LOCK_FREE == 2 || defined(__GCC_HAVE_SYNC_COMPARE_AND_SWAP_8)
#define MB_NUMBERS 1
__extension__ _Static_assert(__atomic_always_lock_free(sizeof(uint64_t), 0),
                             "libmembarrier: the compiler says that 64-bit atomics are lock-free here, and that they are not; "
                             "expected one of the two (-DMB_NO_NUMBERS does without them)");

/* i386's ABI aligns uint64_t to 4 only, and clang then calls libatomic. */
typedef uint64_t atomic_u64 __attribute__((aligned(8)));
#else
#define MB_NUMBERS 0
#endif
__extension__ _Static_assert(__atomic_always_lock_free(sizeof(int), 0) && __atomic_always_lock_free(sizeof(void *), 0),
                             "libmembarrier: expected lock-free atomics of the machine's word");

#define MB_ALWAYS_INLINE __attribute__((always_inline))
#define MB_NEVER_INLINE __attribute__((noinline))

#define load_relaxed(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define load_acquire(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#define store_relaxed(p, v) __atomic_store_n((p), (v), __ATOMIC_RELAXED)
#define store_release(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define add_relaxed(p, n) __atomic_fetch_add((p), (n), __ATOMIC_RELAXED)
#define add_acquire_release(p, n) __atomic_fetch_add((p), (n), __ATOMIC_ACQ_REL)
#define exchange_acquire(p, v) __atomic_exchange_n((p), (v), __ATOMIC_ACQUIRE)
#define acquire_fence() __atomic_thread_fence(__ATOMIC_ACQUIRE)

/*
 * A full fence right after a read-modify-write of a number: on x86 that was one
 * already (Intel's manual, volume 3, section 9.2.3.9: loads and stores are not reordered
 * with locked instructions).
 */
#if (defined(__x86_64__) || defined(__i386__)) && MB_NUMBERS && !defined(MEMBARRIER_SIMULATED_)
#define fence_after_rmw() MEMBARRIER_COMPILER_BARRIER_()
#else
#define fence_after_rmw() MEMBARRIER_FULL_FENCE_()
#endif

/* In a loop that waits for another CPU. */
#if defined(MEMBARRIER_SIMULATED_)
void mb_sim_relax(void);
#define cpu_relax() mb_sim_relax()
#elif defined(__x86_64__) || defined(__i386__)
#define cpu_relax() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define cpu_relax() __asm__ __volatile__("isb" ::: "memory")
#else
#define cpu_relax() MEMBARRIER_COMPILER_BARRIER_()
#endif

/* In either of these *expected becomes what was found. */
#define compare_exchange_relaxed(p, expected, v) \
	__atomic_compare_exchange_n((p), (expected), (v), false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
/* Release when it stores, acquire in either case. */
#define compare_exchange(p, expected, v) \
	__atomic_compare_exchange_n((p), (expected), (v), false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)

#endif /* of compilers */
#endif
