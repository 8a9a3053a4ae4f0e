// SPDX-License-Identifier: MIT OR Apache-2.0
/*
 * membarrier.hpp - the asymmetric fences of the C++ Concurrency TS 2, over membarrier.h.
 *
 *     hot thread                                     rare thread
 *     X.store(1, relaxed);                           Y.store(1, relaxed);
 *     libmembarrier::asymmetric_thread_fence_light(  libmembarrier::asymmetric_thread_fence_heavy(
 *             std::memory_order_seq_cst);                    std::memory_order_seq_cst);
 *     r1 = Y.load(relaxed);                          r2 = X.load(relaxed);
 *                                                                       never r1 == r2 == 0
 *
 * Names, arguments and meaning are those of <experimental/asymmetric_fence> (ISO/IEC
 * TS 9922, clause "Asymmetric fence"; P1202R5), which compilers' libraries lack. For
 * C++11 and later. What membarrier.h says is true here too: the table of pairs; a heavy fence is
 * an interval, and does not order two light fences with each other; the scope; and the macros
 * to define before including it (MEMBARRIER_ASSUME_ASYMMETRIC and others).
 *
 * What each order promises:
 *
 *     relaxed             nothing, for either function
 *     acquire, release,   a fence with release in one thread and a fence with acquire in another,
 *     acq_rel, consume    of which one is light and one is heavy, synchronise: if an atomic object
 *                         is written after the first fence, and that value is read before the
 *                         second one, then all that precedes the first fence happens before all
 *                         that follows the second. A store and a later load need seq_cst
 *     seq_cst             the same, and each fence has a place in the total order S of all seq_cst
 *                         operations. Store buffering, as above, is prevented if both fences
 *                         are seq_cst
 *
 * All orders but relaxed compile to the same barrier, membarrier_fast_path() or
 * membarrier_slow_path(). The light fence has no instruction, so the heavy fence must fence the
 * other thread even for message passing. A weaker order saves nothing, but a program should not
 * rely on more than the TS promises for it.
 *
 * The namespace is not called membarrier, because the headers of musl and FreeBSD declare a
 * function of that name.
 */
#ifndef MEMBARRIER_HPP
#define MEMBARRIER_HPP

#ifndef __cplusplus
#error "membarrier.hpp: expected a C++ compiler; membarrier.h is for C"
#elif __cplusplus < 201103L && !defined(_MSVC_LANG)
#error "membarrier.hpp: expected C++11 or later; membarrier.h is for C++98 too"
#else

#include <atomic>

#include <membarrier.h>

namespace libmembarrier {

/*
 * asymmetric_thread_fence_light - the free side of an asymmetric pair.
 *
 * Ordering:   as the table above says, against heavy fences and slow paths of other threads. It
 *             orders nothing against light fences, atomic_thread_fence(), and acquire or
 *             release operations. A full fence if no asymmetric strategy is in use.
 * Pairs with: asymmetric_thread_fence_heavy(), membarrier_slow_path().
 * Context:    anywhere: any thread, signal handlers, before main().
 * Cost:       as membarrier_fast_path(), if the order is a constant; with relaxed nothing.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void asymmetric_thread_fence_light(std::memory_order order) noexcept
{
	if (order != std::memory_order_relaxed)
		membarrier_fast_path();
}

/*
 * asymmetric_thread_fence_heavy - a fence on every running thread of the process.
 *
 * Ordering:   as the table above says; also as atomic_thread_fence() with the same order.
 * Pairs with: asymmetric_thread_fence_light(), membarrier_fast_path(), and all that
 *             atomic_thread_fence() pairs with.
 * Context:    as membarrier_slow_path(): any thread, signal handlers, a child of fork().
 * Cost:       as membarrier_slow_path(); with relaxed nothing.
 * Errors:     returns none. If the system refuses every sound barrier it calls abort(), as
 *             membarrier_slow_path(). If a last resort throws, std::terminate() is called. A
 *             program that can defer its work can use membarrier_try_slow_path() instead.
 * Since:      0.1
 */
MEMBARRIER_WRAPPER_ void asymmetric_thread_fence_heavy(std::memory_order order) noexcept
{
	if (order != std::memory_order_relaxed)
		membarrier_slow_path();
}

} // namespace libmembarrier

#endif // a compiler for it
#endif // MEMBARRIER_HPP
