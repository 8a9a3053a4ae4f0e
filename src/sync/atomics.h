/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* atomics.h - atomic accesses for the blocks' sources. Each use that is not relaxed names its partner. */
#ifndef MEMBARRIER_SYNC_ATOMICS_H_
#define MEMBARRIER_SYNC_ATOMICS_H_

#include <membarrier.h>

#define load_relaxed(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define load_acquire(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#define store_relaxed(p, v) __atomic_store_n((p), (v), __ATOMIC_RELAXED)
#define store_release(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)

/* On failure *expected becomes the value that was found. */
#define compare_exchange(p, expected, v) \
	__atomic_compare_exchange_n((p), (expected), (v), 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)

/* A fast path whose partner is a slow path, as the mode of the block says, whatever the library's flag says. */
#define pledged_fast_path()             \
	do {                                \
		MEMBARRIER_COMPILER_BARRIER_(); \
		MEMBARRIER_SIMULATED_PATH_();   \
	} while (0)

/* A full fence directly after a read-modify-write, which on x86 is a full fence itself. */
#if (defined(__x86_64__) || defined(__i386__)) && !defined(MEMBARRIER_SIMULATED_)
#define fence_after_rmw() MEMBARRIER_COMPILER_BARRIER_()
#else
#define fence_after_rmw() membarrier_normal_path()
#endif

/*
 * If the user's program is built with ThreadSanitizer and this library is not, the library tells ThreadSanitizer
 * which accesses it orders. Both sides name the same address.
 */
#ifdef __ELF__
extern void __tsan_acquire(void *address) __attribute__((weak)); /* NOLINT(bugprone-reserved-identifier) */
extern void __tsan_release(void *address) __attribute__((weak)); /* NOLINT(bugprone-reserved-identifier) */
#define tells (__tsan_release != 0)
#define tell_acquired(address) (__tsan_acquire ? __tsan_acquire((void *)(uintptr_t)(address)) : (void)0)
#define tell_released(address) (__tsan_release ? __tsan_release((void *)(uintptr_t)(address)) : (void)0)
#else
#define tells 0
#define tell_acquired(address) ((void)(address))
#define tell_released(address) ((void)(address))
#endif

/* For loops that wait for another CPU. */
#if defined(__x86_64__) || defined(__i386__)
#define cpu_relax() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define cpu_relax() __asm__ __volatile__("isb" ::: "memory")
#else
#define cpu_relax() MEMBARRIER_COMPILER_BARRIER_()
#endif

#endif
