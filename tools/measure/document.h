/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* document.h - the parts of every document in the format of google-benchmark, and the library's version for reports. */
#ifndef MEMBARRIER_MEASURE_DOCUMENT_H
#define MEMBARRIER_MEASURE_DOCUMENT_H

#include <stdint.h>

#include "statistics.h"

#define VERSION_TEXT 32

/* The version of the library that the program runs with: "1.2.3". Returns text. */
const char *version_text(char text[VERSION_TEXT]);

/* Opens "context" and leaves it open, so that the caller can add members. */
void document_context(const char *executable, unsigned cpus);

/* Opens an entry of "benchmarks" and leaves it open. aggregate is NULL for one repetition. */
void document_entry(const char *run_name, const char *aggregate, unsigned repetitions, unsigned threads);

/* Writes the members with which compare.py computes. */
void document_time(uint64_t iterations, double time, const char *unit);

/* Writes an object with the median and the quartiles; null for NaN. */
void document_summary(const char *key, struct summary summary);

#endif
