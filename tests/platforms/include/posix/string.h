/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* string.h - C, as much of it as is used. */
#ifndef MEMBARRIER_STUB_STRING_H
#define MEMBARRIER_STUB_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
int strcmp(const char *a, const char *b);
size_t strlen(const char *text);

#endif
