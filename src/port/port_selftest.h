/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port_selftest.h - what membarrier_selftest() needs of an operating system, besides port.h.
 *
 * Exactly one file src/port/..._selftest.c is alive in any build and defines everything
 * declared below. Nothing here need be async-signal-safe; errno may be changed.
 */
#ifndef MEMBARRIER_PORT_SELFTEST_H
#define MEMBARRIER_PORT_SELFTEST_H

#include "port.h"

/* How many CPUs the calling thread may use: 1, 2 (or more); 0 if that cannot be known. */
MB_INTERNAL unsigned mb_port_cpus(void);

/* The other thread of the test. */
struct peer;

/*
 * Runs run(argument) in a new thread, in which no signal handler of the program
 * runs. Gives it and the caller a CPU each where the system can; the caller's CPUs
 * are its own again after mb_port_peer_join(), and until then it cannot be
 * cancelled. NULL if no thread can be had.
 */
MB_INTERNAL struct peer *mb_port_peer_start(void (*run)(void *), void *argument);

/* Both have a CPU each. */
MB_INTERNAL bool mb_port_peer_pinned(const struct peer *peer);

/*
 * Called by the peer itself: how often it has lost its CPU so far. Where two answers are the same, it has run all the
 * time between them. False if it is not on the CPU it was given, or the system does not count.
 */
MB_INTERNAL bool mb_port_peer_losses(const struct peer *peer, uint64_t *losses);

/* Waits until run() has returned. The peer may use all the caller's CPUs for that, should its own be taken. */
MB_INTERNAL void mb_port_peer_join(struct peer *peer);

/* Counts since the system's start, of one CPU. */
struct interrupts {
	uint64_t wanted; /* interrupts of the kind that the strategy sends */
	uint64_t all;    /* of every kind: if these stand still, the system does not count */
};

/*
 * Reads them for the CPU of a peer that is pinned. False where the strategy sends no
 * interrupts, or the system counts none of the kind.
 */
MB_INTERNAL bool mb_port_interrupts(const struct peer *peer, const struct strategy *strategy, struct interrupts *counts);

#endif
