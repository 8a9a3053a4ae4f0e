/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* park.h - what the system must provide for a way to wait that gives up the CPU. */
#ifndef BENCH_SIMULATOR_PARK_H
#define BENCH_SIMULATOR_PARK_H

#include <stdbool.h>
#include <stdint.h>

void mb_port_yield(void);
/* Sleeps while *word is expected; false if the time is up. */
bool mb_port_sleep(const uint32_t *word, uint32_t expected, uint32_t nanoseconds);
unsigned mb_port_wake(const uint32_t *word, unsigned most);

#endif
