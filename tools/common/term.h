/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* term.h - what depends on whether standard output is a terminal. */
#ifndef MEMBARRIER_COMMON_TERM_H
#define MEMBARRIER_COMMON_TERM_H

#include <stdbool.h>

/* Reads auto, always or never into whether standard output is to be coloured; false if text is none of them. */
bool parse_colour(const char *text, bool *colour);

/* The meaning of auto: a terminal that understands colours, and NO_COLOR is not set. */
bool wants_colour(void);

/* Prints text as a paragraph of 80 columns behind a label; the next lines begin below the first. */
void print_wrapped(const char *label, int indent, const char *text);

#endif
