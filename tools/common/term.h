/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* term.h - what depends on whether standard output is a terminal. */
#ifndef MEMBARRIER_COMMON_TERM_H
#define MEMBARRIER_COMMON_TERM_H

#include <stdbool.h>

/* Reads auto, always or never into whether standard output is to be coloured; false if text is none of them. */
bool parse_colour(const char *text, bool *colour);

/* The meaning of auto: a terminal that understands colours, and NO_COLOR is not set. */
bool wants_colour(void);

/* Columns of a report: COLUMNS if it is set, else those of the terminal, else 80; at least 40, at most 100. */
int report_width(void);

/* Prints text as a paragraph of report_width() behind a label; the next lines begin below the first. */
void print_wrapped(const char *label, int indent, const char *text);

/* The first column of a table. A label that does not fit has a line of its own, or several. */
void print_label(const char *label, int width);

/* A column of a table, to the right; at least one blank parts it from what is before, however wide it is. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void print_column(int width, const char *format, ...);

#endif
