/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * local.h - what stands before the declaration of every function and variable that two source
 * files of the blocks share, and before the definition of such a variable: hidden, and static in
 * the copy of one file (as src/internal.h for the core).
 */
#ifndef MEMBARRIER_SYNC_LOCAL_H_
#define MEMBARRIER_SYNC_LOCAL_H_

#if defined(MB_ONE_FILE)
#define LOCAL_ static __attribute__((unused))
#define LOCAL_DATA_ static __attribute__((unused))
#elif defined(__ELF__) || defined(__MACH__)
#define LOCAL_ __attribute__((visibility("hidden")))
#define LOCAL_DATA_ extern __attribute__((visibility("hidden")))
#else
#define LOCAL_
#define LOCAL_DATA_ extern
#endif

#endif
