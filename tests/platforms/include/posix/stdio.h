/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stdio.h - C, as much of it as is used. */
#ifndef MEMBARRIER_STUB_STDIO_H
#define MEMBARRIER_STUB_STDIO_H

#include <stddef.h>

typedef struct stub_file FILE;
extern FILE *const stderr, *const stdout;

int fputs(const char *text, FILE *file);
int fileno(FILE *file);
int snprintf(char *text, size_t size, const char *format, ...);

#endif
