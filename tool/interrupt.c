/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* interrupt.c - Ctrl-C ends a measurement, and not the report of what it has found. */
#include <signal.h>
#include <stdatomic.h>

#include "tool.h"

static atomic_bool seen;

static void on_interrupt(int number)
{
	atomic_store_explicit(&seen, true, memory_order_relaxed); /* Carries nothing but itself. */
	signal(number, on_interrupt); /* some systems forget the handler */
}

void watch_for_interrupt(void)
{
	if (signal(SIGINT, SIG_IGN) != SIG_IGN) /* Who starts us in the background may want it ignored. */
		signal(SIGINT, on_interrupt);
}

bool interrupt_seen(void)
{
	return atomic_load_explicit(&seen, memory_order_relaxed);
}
