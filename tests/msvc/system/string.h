/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* string.h - of Microsoft's C library, what the library uses. */
#ifndef TESTS_MSVC_STRING_H
#define TESTS_MSVC_STRING_H

#include <stddef.h>

void *__cdecl memcpy(void *, const void *, size_t);
void *__cdecl memset(void *, int, size_t);
int __cdecl memcmp(const void *, const void *, size_t);
int __cdecl strcmp(const char *, const char *);
size_t __cdecl strlen(const char *);

#endif
