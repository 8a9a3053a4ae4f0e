/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * report.h - what the parts of `membarrier report` share.
 *
 *   report.c          options, measuring
 *   report_page.c     the page: its texts and their order
 *   report_plots.c    its pictures, as SVG
 *   report_text.c     its tables, as HTML and as Markdown
 *   report_compare.c  compares two documents by their ratios
 */
#ifndef MEMBARRIER_CLI_REPORT_H
#define MEMBARRIER_CLI_REPORT_H

#include <membarrier.h>
#include <stdbool.h>
#include <stdio.h>

#include "../common/sys.h"
#include "../measure/contention.h"
#include "../measure/costs.h"
#include "../measure/document.h"

struct report {
	const struct run *run;
	const struct contention *contention; /* NULL: there is nothing to compare with */
	const struct figures *figures;       /* of contention */
	const struct contender *again;       /* the raw call once more: the difference is noise */
	struct membarrier_info info;
	struct sys_surroundings before, after;
	char system[256], version[VERSION_TEXT], date[40];
};

/* ---- report_page.c ---- */

/* Writes the whole page; document is the JSON that it contains. */
void report_page(FILE *out, const struct report *report, const char *document);
/* Writes the measurements as one JSON document. */
void report_json(FILE *out, const struct report *report);

/* ---- report_plots.c: the plots show only what the tables contain ---- */

/* Is there a break-even to draw? */
bool report_pays(const struct report *report);
/* Only if report_noise() has quartiles. */
void report_trust_plot(FILE *out, const struct report *report);
void report_break_even_plot(FILE *out, const struct report *report);
void report_latency_plot(FILE *out, const struct report *report);
void report_contention_plot(FILE *out, const struct report *report, unsigned hot);

/* ---- report_text.c ---- */

enum form { HTML, MARKDOWN };

/* Writes text between tags: escapes &, < and >. */
void report_escaped(FILE *out, const char *text);
void report_break_even_table(FILE *out, const struct report *report, enum form form);
void report_costs_table(FILE *out, const struct report *report, enum form form);
void report_latency_table(FILE *out, const struct report *report, enum form form);
void report_contention_table(FILE *out, const struct report *report, enum form form);
/* Do both parts have enough rounds? */
bool report_rounds_enough(const struct report *report);
/* How far this run can be trusted: the raw call against itself over all cells (empty if it was not measured twice), and
 * in a sentence. Nearer to 1 than QUIET, the run can be trusted; than DISTURBED, with that in mind. */
#define QUIET 0.05
#define DISTURBED 0.25
struct summary report_noise(const struct report *report);
void report_trust(const struct report *report, char *text, size_t size);

/* ---- report_compare.c ---- */

/* Compares two files by their figures without a unit. Returns an exit status. */
int report_compare(const char *first, const char *second, bool json);

#endif
