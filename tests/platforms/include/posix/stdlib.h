/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stdlib.h - C and POSIX, as much of them as is used. */
#ifndef MEMBARRIER_STUB_STDLIB_H
#define MEMBARRIER_STUB_STDLIB_H

#include <stddef.h>

_Noreturn void abort(void);
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void free(void *memory);
char *getenv(const char *name);
int setenv(const char *name, const char *value, int replace);

#endif
