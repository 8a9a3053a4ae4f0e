/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * atomics.h - atomic accesses whose names say their order, and how the compiler may inline.
 *
 * Builtins rather than <stdatomic.h>: the header's variables are plain objects,
 * because it must be valid C++. A use that is not relaxed says which access it
 * pairs with.
 */
#ifndef MEMBARRIER_ATOMICS_H_
#define MEMBARRIER_ATOMICS_H_

#include <stdbool.h>

#if !defined(__GNUC__) && !defined(__clang__)
#error "libmembarrier: expected GCC or Clang to build the library (the header also takes MSVC)"
#endif

#define ALWAYS_INLINE_ __attribute__((always_inline))
#define NEVER_INLINE_ __attribute__((noinline))

#define atomic_load_relaxed_(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define atomic_load_acquire_(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#define atomic_store_relaxed_(p, v) __atomic_store_n((p), (v), __ATOMIC_RELAXED)
#define atomic_store_release_(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define atomic_add_relaxed_(p, n) __atomic_fetch_add((p), (n), __ATOMIC_RELAXED)
#define atomic_exchange_acquire_(p, v) __atomic_exchange_n((p), (v), __ATOMIC_ACQUIRE)
#define atomic_exchange_(p, v) __atomic_exchange_n((p), (v), __ATOMIC_ACQ_REL)
/* Release when it stores, acquire in either case; *expected becomes what was found. */
#define atomic_compare_exchange_(p, expected, v) \
	__atomic_compare_exchange_n((p), (expected), (v), false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)

#endif
