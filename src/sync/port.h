/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port.h - what the blocks need of a system, beside libc and threads. One file in
 * src/sync/port/ defines all of it. Nothing here may be a cancellation point or change errno.
 */
#ifndef MEMBARRIER_SYNC_PORT_H_
#define MEMBARRIER_SYNC_PORT_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "local.h"

/* Nanoseconds of a clock that does not go back; async-signal-safe. */
LOCAL_ uint64_t mb_sync_port_now(void);

/* Memory of zeros, aligned to 128 bytes, never given back; NULL if there is none. Async-signal-safe. */
LOCAL_ void *mb_sync_port_memory(size_t size);

/* Keeps signal handlers from the calling thread between the two. */
struct mb_sync_port_signals {
	_Alignas(long) unsigned char saved[128];
};
LOCAL_ void mb_sync_port_hold_signals(struct mb_sync_port_signals *signals);
LOCAL_ void mb_sync_port_release_signals(const struct mb_sync_port_signals *signals);

/*
 * What is called when a thread ends that is watched, and in a child of fork(). Said once, before main(); until then
 * no thread can be watched.
 */
LOCAL_ void mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void));

/* The calling thread is watched from now on; 0, or -ENOMEM. Async-signal-safe. */
LOCAL_ int mb_sync_port_watch_thread(void);

/*
 * Sleeps while *word is expected: until woken, or until the deadline, nanoseconds of
 * mb_sync_port_now() (0: none). May end early. False if the deadline has passed.
 */
LOCAL_ bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline);

/*
 * Wakes one or all of the sleepers on the word whose expected value, modulo 32, is the number
 * of a bit in the mask; it may wake others too, but not instead. Async-signal-safe on Linux.
 */
LOCAL_ void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask);

/* Writes the line to standard error and aborts. */
LOCAL_ __attribute__((noreturn)) void mb_sync_port_abort(const char *line);

#endif
