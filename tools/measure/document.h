/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* document.h - the parts that every document in google-benchmark's shape has, and the library's version in any report. */
#ifndef MEMBARRIER_MEASURE_DOCUMENT_H
#define MEMBARRIER_MEASURE_DOCUMENT_H

#include <stdint.h>

#include "statistics.h"

#define VERSION_TEXT 32

/* The version of the library that the program runs with: "1.2.3". Returns text. */
const char *version_text(char text[VERSION_TEXT]);

/* Opens "context" and leaves it open: the caller adds what is its own. */
void document_context(const char *executable, unsigned cpus);

/* Opens an entry of "benchmarks" and leaves it open. aggregate is NULL for one repetition. */
void document_entry(const char *run_name, const char *aggregate, unsigned repetitions, unsigned threads);

/* What compare.py does arithmetic with. */
void document_time(uint64_t iterations, double time, const char *unit);

/* An object of the median and the quartiles; null where they are NaN. */
void document_summary(const char *key, struct summary summary);

#endif
