/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * early.h - code that runs before the library's constructor: .preinit_array of the
 * program, which comes before every constructor of every shared library. glibc.
 */
#ifndef MEMBARRIER_TEST_EARLY_H
#define MEMBARRIER_TEST_EARLY_H

#include <membarrier.h>

#include "../test.h"

/* No code may run before the start-up of a sanitizer. */
#ifdef TEST_SANITIZED
#define RUN_BEFORE_CONSTRUCTORS(function) \
	__attribute__((unused)) static void (*early_entry)(int, char **, char **) = function
#else
#define RUN_BEFORE_CONSTRUCTORS(function) \
	__attribute__((section(".preinit_array"), used)) static void (*early_entry)(int, char **, char **) = function
#endif

static int early_flag = 1; /* a value that the flag does not have before the choice */

/* Must be called first: records the flag. */
static inline void early_begin(void)
{
	early_flag = __atomic_load_n(&membarrier_strategy_.id, __ATOMIC_RELAXED);
}

/* Checks that nothing had been chosen then: the test was early enough. */
static inline void early_check(void)
{
	if (early_flag != 0)
		SKIP("to run before the library's constructor: the strategy was chosen already, or is fixed");
}

#endif
