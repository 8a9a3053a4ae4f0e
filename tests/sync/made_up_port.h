/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* made_up_port.h - the blocks' port for tests that set its clock, or make it refuse. */
#ifndef MADE_UP_PORT_H
#define MADE_UP_PORT_H

#include <errno.h>
#include <string.h>

#include "port.h"
#include "test.h"

static uint64_t port_now, port_tick; /* the time of the clock, and by how much each read advances it */
static bool port_has_no_memory, port_cannot_watch;
static unsigned port_requests;                   /* requests for memory */
static unsigned port_most_requests = UINT32_MAX; /* the port refuses later ones */
static _Alignas(128) char port_memory[1 << 20];
static size_t port_taken;

uint64_t mb_sync_port_now(void)
{
	return port_now += port_tick;
}

void *mb_sync_port_memory(size_t size)
{
	void *at = port_memory + port_taken;

	if (port_has_no_memory || port_requests >= port_most_requests)
		return NULL;
	port_requests++;
	port_taken += (size + 127) / 128 * 128;
	CHECK(port_taken <= sizeof port_memory, "so much memory for one thread's records");
	return at;
}

void mb_sync_port_hold_signals(struct mb_sync_port_signals *signals)
{
	memset(signals, 0, sizeof *signals);
}

void mb_sync_port_release_signals(const struct mb_sync_port_signals *signals)
{
	(void)signals;
}

static void (*port_thread_ended)(void);

void mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void))
{
	(void)forked;
	port_thread_ended = ended;
}

int mb_sync_port_watch_thread(void)
{
	return port_cannot_watch ? -ENOMEM : 0;
}

#endif
