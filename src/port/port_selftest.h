/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port_selftest.h - what membarrier_selftest() needs of an operating system, besides port.h.
 *
 * Exactly one file src/port/..._selftest.c is alive in any build and defines everything
 * declared below. Nothing here need be async-signal-safe; errno may be changed.
 */
#ifndef MEMBARRIER_PORT_SELFTEST_H_
#define MEMBARRIER_PORT_SELFTEST_H_

#include "port.h"

/* How many CPUs the calling thread may use: 1, 2 (or more); 0 if that cannot be known. */
INTERNAL_ unsigned membarrier_port_cpus_(void);

/* The other thread of the test. */
struct peer_;

/*
 * Runs run(argument) in a new thread, in which no signal handler of the program
 * runs. Gives it and the caller a CPU each where the system can; the caller's CPUs
 * are its own again after membarrier_port_peer_join_(), and until then it cannot be
 * cancelled. NULL if no thread can be had.
 */
INTERNAL_ struct peer_ *membarrier_port_peer_start_(void (*run)(void *), void *argument);

/* Both have a CPU each. */
INTERNAL_ bool membarrier_port_peer_pinned_(const struct peer_ *peer);

/*
 * Called by the peer itself: how often it has lost its CPU so far. Where two answers are the same, it has run all the
 * time between them. False if it is not on the CPU it was given, or the system does not count.
 */
INTERNAL_ bool membarrier_port_peer_losses_(const struct peer_ *peer, uint64_t *losses);

/* Waits until run() has returned. The peer may use all the caller's CPUs for that, should its own be taken. */
INTERNAL_ void membarrier_port_peer_join_(struct peer_ *peer);

/* Counts since the system's start, of one CPU. */
struct interrupts_ {
	uint64_t wanted; /* interrupts of the kind that the strategy sends */
	uint64_t all;    /* of every kind: if these stand still, nobody counts */
};

/*
 * Reads them for the CPU of a peer that is pinned. False where the strategy sends no
 * interrupts, or the system counts none of the kind.
 */
INTERNAL_ bool membarrier_port_interrupts_(const struct peer_ *peer, const struct strategy_ *strategy, struct interrupts_ *counts);

#endif
