/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * internal.h - what stands before the declaration of every function and variable that two
 * source files share, and before the definition of such a variable.
 *
 * Copies of the library in one process must not meet in these: they may be of different
 * versions. So they are hidden by the sources, however the library is built and linked. In
 * the two-file copy, which is one translation unit, they are static.
 */
#ifndef MEMBARRIER_INTERNAL_H
#define MEMBARRIER_INTERNAL_H

#if defined(MB_ONE_FILE)
#define MB_INTERNAL static __attribute__((unused))
#define MB_INTERNAL_DATA static __attribute__((unused))
#elif defined(__ELF__) || defined(__MACH__)
#define MB_INTERNAL __attribute__((visibility("hidden")))
#define MB_INTERNAL_DATA extern __attribute__((visibility("hidden")))
#else
#define MB_INTERNAL
#define MB_INTERNAL_DATA extern
#endif

#endif
