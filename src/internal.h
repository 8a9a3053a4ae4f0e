/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * internal.h - what stands before the declaration of every function and variable that two
 * source files share, and before the definition of such a variable.
 *
 * Copies of the library in one process must not meet in these: they may be of different
 * versions. So they are hidden by the sources, however the library is built and linked. In
 * the two-file copy, which is one translation unit, they are static.
 */
#ifndef MEMBARRIER_INTERNAL_H_
#define MEMBARRIER_INTERNAL_H_

#if defined(MEMBARRIER_ONE_FILE_)
#define INTERNAL_ static __attribute__((unused))
#define INTERNAL_DATA_ static __attribute__((unused))
#elif defined(__ELF__) || defined(__MACH__)
#define INTERNAL_ __attribute__((visibility("hidden")))
#define INTERNAL_DATA_ extern __attribute__((visibility("hidden")))
#else
#define INTERNAL_
#define INTERNAL_DATA_ extern
#endif

#endif
