/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interrupt.h - Ctrl-C ends a measurement early; the report is still printed. */
#ifndef MEMBARRIER_COMMON_INTERRUPT_H
#define MEMBARRIER_COMMON_INTERRUPT_H

#include <stdbool.h>

/* From now on each SIGINT only sets a flag, so that the report is not lost. */
void watch_for_interrupt(void);

/* Has SIGINT come? Every thread that measures checks this now and then. */
bool interrupt_seen(void);

#endif
