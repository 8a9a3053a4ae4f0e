/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* term.h - what depends on whether standard output is a terminal. */
#ifndef MEMBARRIER_COMMON_TERM_H
#define MEMBARRIER_COMMON_TERM_H

#include <stdbool.h>

/* Sets *colour from the text auto, always or never; false if it is none of them. */
bool parse_colour(const char *text, bool *colour);

/* The meaning of auto: a terminal that has colours, and NO_COLOR is not set. */
bool wants_colour(void);

/* The width of a report: COLUMNS if it is set, otherwise the terminal's, otherwise 80; from 40 to 100. */
int report_width(void);

/* Prints text as a paragraph of report_width() after a label; further lines are indented like the first. */
void print_wrapped(const char *label, int indent, const char *text);

/* Prints the first column of a table. If a label does not fit, it gets lines of its own. */
void print_label(const char *label, int width);

/* Prints a column of a table, right-aligned; at least one blank comes before it, even if it is too wide. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void print_column(int width, const char *format, ...);

#endif
