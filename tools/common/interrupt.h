/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interrupt.h - Ctrl-C ends a measurement early; the report is still printed. */
#ifndef MEMBARRIER_COMMON_INTERRUPT_H
#define MEMBARRIER_COMMON_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT only sets a flag, a second one too: the report must not be lost. */
void watch_for_interrupt(void);

/* Every thread that measures checks this now and then. */
bool interrupt_seen(void);

#endif
