/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port.h - what the blocks need of a system, beside libc and threads. The files of a system in
 * src/sync/port/ define it. None of these functions may be a cancellation point or change errno.
 */
#ifndef MEMBARRIER_SYNC_PORT_H_
#define MEMBARRIER_SYNC_PORT_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "local.h"

/* Returns nanoseconds of a clock that never goes back. Async-signal-safe. */
LOCAL_ uint64_t mb_sync_port_now(void);

/* Returns memory of zeros, aligned to 128 bytes and never freed; NULL if there is none. Async-signal-safe. */
LOCAL_ void *mb_sync_port_memory(size_t size);

/* Between the two calls no signal handler runs in the calling thread. */
struct mb_sync_port_signals {
	_Alignas(long) unsigned char saved[128];
};
LOCAL_ void mb_sync_port_hold_signals(struct mb_sync_port_signals *signals);
LOCAL_ void mb_sync_port_release_signals(const struct mb_sync_port_signals *signals);

/*
 * Sets the functions that the port calls when a watched thread ends, and in a child of fork(). Called once, before
 * main(); before that no thread can be watched.
 */
LOCAL_ void mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void));

/* From now on the port watches the calling thread; 0, or -ENOMEM. Async-signal-safe. */
LOCAL_ int mb_sync_port_watch_thread(void);

/*
 * Sleeps while *word is expected, until another thread wakes it, or until the deadline, in nanoseconds
 * of mb_sync_port_now() (0: none). May return early. False if the deadline has passed.
 */
LOCAL_ bool mb_sync_port_park(const uint32_t *word, uint32_t expected, uint64_t deadline);

/*
 * Wakes one or all threads that sleep on the word with an expected value whose bit (the value modulo 32) is
 * in the mask. It may wake other threads too, but not instead. Async-signal-safe on Linux and FreeBSD.
 */
LOCAL_ void mb_sync_port_unpark(const uint32_t *word, bool all, uint32_t mask);

/* Writes the line to standard error and aborts. */
LOCAL_ __attribute__((noreturn)) void mb_sync_port_abort(const char *line);

#endif
