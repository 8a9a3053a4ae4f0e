/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stdlib.h - of Microsoft's C library, what the library uses. */
#ifndef TESTS_MSVC_STDLIB_H
#define TESTS_MSVC_STDLIB_H

#include <stddef.h>

void *__cdecl malloc(size_t);
void *__cdecl calloc(size_t, size_t);
void __cdecl free(void *);
char *__cdecl getenv(const char *);
__declspec(noreturn) void __cdecl abort(void);

#endif
