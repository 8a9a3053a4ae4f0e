/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* park.h - what a way to wait needs of a system to give up the CPU. */
#ifndef BENCH_SIMULATOR_PARK_H
#define BENCH_SIMULATOR_PARK_H

#include <stdbool.h>
#include <stdint.h>

unsigned membarrier_port_cpu_(void);
void membarrier_port_yield_(void);
/* While *word is expected; false if the time was up. */
bool membarrier_port_sleep_(const uint32_t *word, uint32_t expected, uint32_t nanoseconds);
unsigned membarrier_port_wake_(const uint32_t *word, unsigned most);

#endif
