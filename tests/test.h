/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * test.h - what a test program needs. Each test is a process, with exit status 0: passed; 1: failed;
 * 77: cannot be tried here (printed and counted, never a pass). Any thread may use it: a
 * failed check ends the process at once.
 */
#ifndef MEMBARRIER_TEST_H
#define MEMBARRIER_TEST_H

#include <stdio.h>
#include <stdlib.h>

/* A sanitizer has an allocator of its own, and begins before the program. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEST_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define TEST_SANITIZED
#endif
#endif

#define CHECK(condition, ...)                                                        \
	do {                                                                             \
		if (!(condition)) {                                                          \
			fprintf(stderr, "%s:%d: expected %s: ", __FILE__, __LINE__, #condition); \
			fprintf(stderr, __VA_ARGS__);                                            \
			fputc('\n', stderr);                                                     \
			exit(1);                                                                 \
		}                                                                            \
	} while (0)

#define SKIP(...)                         \
	do {                                  \
		printf("cannot be tried here: "); \
		printf(__VA_ARGS__);              \
		putchar('\n');                    \
		exit(77);                         \
	} while (0)

#endif
