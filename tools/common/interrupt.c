/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interrupt.c - Ctrl-C ends a measurement, but not the report of its results. */
#include <stdatomic.h>

#include "interrupt.h"
#include "sys.h"

static atomic_bool seen;

static void on_interrupt(void)
{
	atomic_store_explicit(&seen, true, memory_order_relaxed); /* Only the flag itself matters. */
}

void watch_for_interrupt(void)
{
	sys_on_interrupt(on_interrupt);
}

bool interrupt_seen(void)
{
	return atomic_load_explicit(&seen, memory_order_relaxed);
}
