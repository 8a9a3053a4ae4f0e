/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* intrin.h - the intrinsics that the library uses, as Microsoft's reference declares them. Clang knows them. */
#ifndef TESTS_MSVC_INTRIN_H
#define TESTS_MSVC_INTRIN_H

void _ReadWriteBarrier(void);
__int8 __iso_volatile_load8(const volatile __int8 *);
__int32 __iso_volatile_load32(const volatile __int32 *);
__int64 __iso_volatile_load64(const volatile __int64 *);
void __iso_volatile_store8(volatile __int8 *, __int8);
void __iso_volatile_store32(volatile __int32 *, __int32);
void __iso_volatile_store64(volatile __int64 *, __int64);
long _InterlockedOr(volatile long *, long);
long _InterlockedExchange(volatile long *, long);
long _InterlockedExchangeAdd(volatile long *, long);
long _InterlockedCompareExchange(volatile long *, long, long);
__int64 _InterlockedCompareExchange64(volatile __int64 *, __int64, __int64);
void *_InterlockedCompareExchangePointer(void *volatile *, void *, void *);
#ifdef _WIN64
__int64 _InterlockedExchange64(volatile __int64 *, __int64);
__int64 _InterlockedExchangeAdd64(volatile __int64 *, __int64);
#endif
#if defined(_M_ARM64)
void __dmb(unsigned);
void __dsb(unsigned);
void __isb(unsigned);
void __yield(void);
#else
void __cpuid(int[4], int);
void _mm_pause(void);
#endif

#endif
