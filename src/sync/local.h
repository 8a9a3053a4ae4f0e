/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * local.h - the attributes of each function and variable that two source files of the blocks share:
 * hidden, and static in the two-file copy (as src/internal.h for the core). LOCAL_DATA_ is for the
 * declaration of a variable, LOCAL_ for its definition and for functions.
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
