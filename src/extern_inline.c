/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * extern_inline.c - the headers' inline functions as symbols, for languages that cannot include
 * them. This file includes the headers' text, so the two cannot differ. The functions pass the
 * flag of the copy of the library that they are in. A call costs a few nanoseconds, as every
 * call through a foreign-function interface does.
 */
#define MEMBARRIER_BUILDING_ 1
#undef MEMBARRIER_ASSUME_ASYMMETRIC /* A foreign caller has pledged nothing. */
#define MEMBARRIER_INLINE_ MEMBARRIER_API
#define MEMBARRIER_WRAPPER_ MEMBARRIER_API
#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wmissing-prototypes" /* Inline functions need none. */
#endif
#include <membarrier.h>
#include <membarrier/code.h>
#include <membarrier/home.h>
#include <membarrier/shared.h>
