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
 * C++11 and later. What membarrier.h says holds here too: the table of pairs, that a
 * heavy fence is an interval and two light ones are not ordered through it, the scope,
 * and the macros to define before including it (MEMBARRIER_ASSUME_ASYMMETRIC and others).
 *
 * What each order asks for, and gets:
 *
 *     relaxed             nothing, of either function
 *     acquire, release,   a light fence with release and a heavy one with acquire, or heavy
 *     acq_rel, consume    with release and light with acquire: where an atomic written after
 *                         the one is read before the other, all that precedes the one
 *                         happens before all that follows the other. No more than that: a
 *                         store and a later load need seq_cst
 *     seq_cst             that, and a place in the total order S of all seq_cst operations,
 *                         in which light and heavy are ordered by what happens between them:
 *                         store buffering, as above, if both fences are seq_cst
 *
 * All but relaxed compile to the same barrier, membarrier_fast_path() or
 * membarrier_slow_path(): a heavy fence must fence the light side's thread, whose fence has
 * no instruction, for a mere message too. So nothing is saved by a weaker order, and no
 * program should rely on its being stronger here than the TS promises.
 *
 * The namespace is not called membarrier: the headers of musl and FreeBSD declare a function
 * of that name, and beside a function there can be no namespace.
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
 * Ordering:   by the order, as above; against heavy fences (and other slow paths) of
 *             other threads and nothing else: no light fence, no atomic_thread_fence(), no
 *             acquire or release operation. It is no release and no acquire fence but to
 *             a heavy one. A full fence where no asymmetric strategy is in use.
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
 * Ordering:   by the order, as above; also all that atomic_thread_fence() with the same
 *             order does.
 * Pairs with: asymmetric_thread_fence_light(), membarrier_fast_path(), and whatever
 *             atomic_thread_fence() pairs with.
 * Context:    as membarrier_slow_path(): any thread, signal handlers, a child of fork().
 * Cost:       as membarrier_slow_path(); with relaxed nothing.
 * Errors:     none is reported: where the system refuses the barrier it granted, and has
 *             no other, it calls abort(), as membarrier_slow_path() does. A last resort
 *             that throws ends in std::terminate(). Programs that can put the work off have
 *             membarrier_try_slow_path().
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
