/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * interlocked.h - Microsoft's intrinsics by GCC's builtins: included before each source of the library, it has
 * src/atomics_msvc.h compiled and run where MSVC is not. Each is as strong as Microsoft's reference says, and no
 * stronger: interlocked functions are sequentially consistent, __iso_volatile accesses are relaxed, and
 * _ReadWriteBarrier() holds for the compiler alone. It includes nothing: sources set feature macros before they do.
 */
#ifndef MEMBARRIER_TESTS_INTERLOCKED_H
#define MEMBARRIER_TESTS_INTERLOCKED_H

#define MB_INTERLOCKED 1
#define MB_INTERLOCKED_LONG __INT32_TYPE__
#define __int8 __INT8_TYPE__
#define __int32 __INT32_TYPE__
#define __int64 __INT64_TYPE__
#define __declspec(what) __attribute__((what))

#define _ReadWriteBarrier() __asm__ __volatile__("" ::: "memory")
#define _mm_pause() __builtin_ia32_pause()

#define __iso_volatile_load8(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define __iso_volatile_load32(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define __iso_volatile_load64(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define __iso_volatile_store8(p, v) __atomic_store_n((p), (v), __ATOMIC_RELAXED)
#define __iso_volatile_store32(p, v) __atomic_store_n((p), (v), __ATOMIC_RELAXED)
#define __iso_volatile_store64(p, v) __atomic_store_n((p), (v), __ATOMIC_RELAXED)

#define _InterlockedExchangeAdd(p, n) __atomic_fetch_add((p), (n), __ATOMIC_SEQ_CST)
#define _InterlockedExchangeAdd64(p, n) __atomic_fetch_add((p), (n), __ATOMIC_SEQ_CST)
#define _InterlockedExchange(p, v) __atomic_exchange_n((p), (v), __ATOMIC_SEQ_CST)
#define _InterlockedExchange64(p, v) __atomic_exchange_n((p), (v), __ATOMIC_SEQ_CST)
#define _InterlockedCompareExchange(p, v, expected) __sync_val_compare_and_swap((p), (expected), (v))
#define _InterlockedCompareExchange64(p, v, expected) __sync_val_compare_and_swap((p), (expected), (v))
#define _InterlockedCompareExchangePointer(p, v, expected) __sync_val_compare_and_swap((p), (expected), (v))

#endif
