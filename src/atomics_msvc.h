/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * atomics_msvc.h - atomics.h with Microsoft's intrinsics, for compilers that define neither __GNUC__ nor __clang__.
 *
 * _Generic chooses a function by the type of the object, because C has no typeof there. An interlocked function
 * without a suffix is a full barrier on every processor (Microsoft's reference). __iso_volatile accesses are relaxed:
 * an acquire or a release adds a fence on ARM, where /volatile:iso is the default, and nothing on x86, which does not
 * reorder these (Intel's manual, volume 3, section 9.2.2).
 *
 * Barriers are numbered in 64-bit programs. On 32-bit x86 MSVC has no plain 64-bit load that is atomic.
 *
 * tests/msvc/interlocked.h implements these intrinsics with GCC's builtins, so that this file runs on any system.
 */
#ifndef MEMBARRIER_ATOMICS_MSVC_H
#define MEMBARRIER_ATOMICS_MSVC_H

#ifndef MB_INTERLOCKED_LONG /* 32 bits */
#define MB_INTERLOCKED_LONG long
#include <intrin.h>
#endif

#if defined(MB_NO_NUMBERS)
#define MB_NUMBERS 0
#elif UINTPTR_MAX > 0xffffffffu
#define MB_NUMBERS 1
typedef uint64_t atomic_u64;
#else
#define MB_NUMBERS 0
#endif

#define MB_ALWAYS_INLINE
#define MB_NEVER_INLINE __declspec(noinline)

#if defined(_M_ARM64) || defined(_M_ARM)
#define acquire_fence() (_ReadWriteBarrier(), __dmb(0x9), _ReadWriteBarrier()) /* ISHLD: loads before all */
#define mb_release_fence() (_ReadWriteBarrier(), __dmb(0xB), _ReadWriteBarrier())
#else
#define acquire_fence() _ReadWriteBarrier()
#define mb_release_fence() _ReadWriteBarrier()
#endif

/* Load and store; the suffix of the interlocked functions may be empty. */
#define MB_DEFINE_ACCESS(name, type, bits)                                         \
	static inline type mb_load_##name(const volatile type *p)                      \
	{                                                                              \
		return (type)__iso_volatile_load##bits((const volatile __int##bits *)p);   \
	}                                                                              \
	static inline type mb_load_acquire_##name(const volatile type *p)              \
	{                                                                              \
		type value = mb_load_##name(p);                                            \
                                                                                   \
		acquire_fence();                                                           \
		return value;                                                              \
	}                                                                              \
	static inline void mb_store_##name(volatile type *p, type value)               \
	{                                                                              \
		__iso_volatile_store##bits((volatile __int##bits *)p, (__int##bits)value); \
	}                                                                              \
	static inline void mb_store_release_##name(volatile type *p, type value)       \
	{                                                                              \
		mb_release_fence();                                                        \
		mb_store_##name(p, value);                                                 \
	}

#define MB_DEFINE_UPDATE(name, type, base, suffix)                                                            \
	static inline type mb_add_##name(volatile type *p, type n)                                                \
	{                                                                                                         \
		return (type)_InterlockedExchangeAdd##suffix((volatile base *)p, (base)n);                            \
	}                                                                                                         \
	static inline type mb_exchange_##name(volatile type *p, type value)                                       \
	{                                                                                                         \
		return (type)_InterlockedExchange##suffix((volatile base *)p, (base)value);                           \
	}                                                                                                         \
	static inline bool mb_compare_exchange_##name(volatile type *p, type *expected, type value)               \
	{                                                                                                         \
		type before = *expected;                                                                              \
                                                                                                              \
		*expected = (type)_InterlockedCompareExchange##suffix((volatile base *)p, (base)value, (base)before); \
		return *expected == before;                                                                           \
	}

MB_DEFINE_ACCESS(byte, unsigned char, 8)
MB_DEFINE_ACCESS(bool, bool, 8)
MB_DEFINE_ACCESS(int, int, 32)
MB_DEFINE_UPDATE(int, int, MB_INTERLOCKED_LONG, )
MB_DEFINE_ACCESS(unsigned, unsigned, 32)
MB_DEFINE_UPDATE(unsigned, unsigned, MB_INTERLOCKED_LONG, )
#if UINTPTR_MAX > 0xffffffffu
MB_DEFINE_ACCESS(u64, uint64_t, 64)
MB_DEFINE_UPDATE(u64, uint64_t, __int64, 64)
MB_DEFINE_ACCESS(i64, int64_t, 64)
#define MB_U64(function) , uint64_t : function##u64
#define MB_I64(function) , int64_t : function##i64
#define mb_load_word mb_load_u64
#define mb_store_word mb_store_u64
typedef uint64_t mb_word;
#else
#define MB_U64(function)
#define MB_I64(function)
#define mb_load_word mb_load_unsigned
#define mb_store_word mb_store_unsigned
typedef unsigned mb_word;
#endif

/* Pointers to objects. The type of what they point to is lost, as in memcpy(). */
static inline void *mb_load_pointer(const volatile void *p)
{
	return (void *)(uintptr_t)mb_load_word((const volatile mb_word *)p);
}

static inline void *mb_load_acquire_pointer(const volatile void *p)
{
	void *value = mb_load_pointer(p);

	acquire_fence();
	return value;
}

static inline void mb_store_pointer(volatile void *p, const void *value)
{
	mb_store_word((volatile mb_word *)p, (mb_word)(uintptr_t)value);
}

static inline bool mb_compare_exchange_pointer(volatile void *p, void *expected, const void *value)
{
	void *before = *(void **)expected;
	void *found = _InterlockedCompareExchangePointer((void *volatile *)p, (void *)(uintptr_t)value, before);

	*(void **)expected = found;
	return found == before;
}

/* Last resorts: C converts no pointer to a function to void *. */
static inline membarrier_last_resort mb_load_hook(const volatile membarrier_last_resort *p)
{
	return (membarrier_last_resort)(uintptr_t)mb_load_pointer((const volatile void *)p);
}

static inline membarrier_last_resort mb_load_acquire_hook(const volatile membarrier_last_resort *p)
{
	return (membarrier_last_resort)(uintptr_t)mb_load_acquire_pointer((const volatile void *)p);
}

static inline bool mb_compare_exchange_hook(volatile membarrier_last_resort *p, membarrier_last_resort *expected,
                                            membarrier_last_resort value)
{
	return mb_compare_exchange_pointer((volatile void *)p, (void *)expected, (const void *)(uintptr_t)value);
}

/* For the type of *(p). Bytes are only read and written. */
#define MB_BYTE(p, function) unsigned char : function##byte, bool : function##bool
#define MB_NUMBER(p, function) int : function##int, unsigned : function##unsigned MB_U64(function)
#define MB_ANY(p, function) MB_NUMBER(p, function), membarrier_last_resort : function##hook, default : function##pointer

#define load_relaxed(p) _Generic(*(p), MB_BYTE(p, mb_load_), MB_ANY(p, mb_load_))(p)
#define load_acquire(p) _Generic(*(p), MB_ANY(p, mb_load_acquire_))(p)
#define store_relaxed(p, v)                                                                  \
	_Generic(*(p), MB_BYTE(p, mb_store_), MB_NUMBER(p, mb_store_) MB_I64(mb_store_), default \
	         : mb_store_pointer)((p), (v))
#define store_release(p, v) _Generic(*(p), MB_NUMBER(p, mb_store_release_))((p), (v))
#define add_relaxed(p, n) ((void)_Generic(*(p), MB_NUMBER(p, mb_add_))((p), (n)))
#define add_acquire_release(p, n) _Generic(*(p), MB_NUMBER(p, mb_add_))((p), (n))
#define exchange_acquire(p, v) _Generic(*(p), MB_NUMBER(p, mb_exchange_))((p), (v))
#define compare_exchange(p, expected, v) _Generic(*(p), MB_ANY(p, mb_compare_exchange_))((p), (expected), (v))

#define compare_exchange_relaxed(p, expected, v) \
	compare_exchange((p), (expected), (v)) /* Weaker ones exist on ARM alone. */

#define fence_after_rmw() MEMBARRIER_FULL_FENCE_()

#if defined(_M_ARM64) || defined(_M_ARM)
#define cpu_relax() __yield()
#else
#define cpu_relax() _mm_pause()
#endif

#endif
