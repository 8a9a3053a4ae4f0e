/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port.h - what the blocks need of a system, beside libc and threads. One file in
 * src/sync/port/ defines all of it. Nothing here may be a cancellation point or change errno.
 */
#ifndef MEMBARRIER_SYNC_PORT_H_
#define MEMBARRIER_SYNC_PORT_H_

#include <stddef.h>
#include <stdint.h>

/* Nanoseconds of a clock that does not go back; async-signal-safe. */
uint64_t sync_port_now(void);

/* Memory of zeros, aligned to 64 bytes, never given back; NULL if there is none. Async-signal-safe. */
void *sync_port_memory(size_t size);

/* Keeps signal handlers from the calling thread between the two. */
struct sync_port_signals {
	_Alignas(long) unsigned char saved[128];
};
void sync_port_hold_signals(struct sync_port_signals *signals);
void sync_port_release_signals(const struct sync_port_signals *signals);

/* Lets sync_thread_ended() be called when the calling thread ends; 0, or -ENOMEM. Async-signal-safe. */
int sync_port_watch_thread(void);

/* Defined in thread.c: the calling thread ends; fork() made a child. */
void sync_thread_ended(void);
void sync_thread_forked(void);

#endif
