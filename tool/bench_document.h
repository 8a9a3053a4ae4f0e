/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* bench_document.h - the parts that every document in google-benchmark's shape has. */
#ifndef MEMBARRIER_TOOL_BENCH_DOCUMENT_H
#define MEMBARRIER_TOOL_BENCH_DOCUMENT_H

#include <stdint.h>

#include "bench_statistics.h"

/* Opens "context" and leaves it open: the caller adds what is its own. */
void bench_context(const char *executable, unsigned cpus);

/* Opens an entry of "benchmarks" and leaves it open. aggregate is NULL for one repetition. */
void bench_entry(const char *run_name, const char *aggregate, unsigned repetitions, unsigned threads);

/* What compare.py does arithmetic with. */
void bench_time(uint64_t iterations, double time, const char *unit);

/* An object of the median and the quartiles; null where they are NaN. */
void bench_put_summary(const char *key, struct summary summary);

#endif
