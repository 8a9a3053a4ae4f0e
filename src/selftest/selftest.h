/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* selftest.h - what membarrier_selftest() sees of its two threads. */
#ifndef MEMBARRIER_SELFTEST_H_
#define MEMBARRIER_SELFTEST_H_

#include "../port/port_selftest.h"

/* A variable that shares its cache line with nothing that another thread uses. */
struct lone_word_ {
	unsigned value;
	char apart[124];
};

/* A number of rounds, and in how many both threads missed the other's store. */
struct rounds_ {
	uint64_t played, weak;
};

/* Turns in all of which the peer ran, the time they took, and the interrupts its CPU took, at most one a turn. */
struct watch_ {
	uint64_t turns, nanoseconds, interrupts;
};

struct selftest_run_ {
	struct lone_word_ x, y;  /* store buffering: X is the peer's, Y the caller's */
	struct lone_word_ go;    /* the caller's: the turn and what it is for */
	struct lone_word_ done;  /* the peer's: the last such word it is through with */
	struct lone_word_ beat;  /* the peer's: moves while it runs and waits */
	unsigned peer_saw;       /* Y in the last round, handed over with done */
	uint64_t peer_losses;    /* how often it has lost its CPU, likewise ... */
	bool peer_known;         /* ... if it could tell */
	unsigned turn;
	unsigned random;
	unsigned char *cold;     /* what the peer fills its store buffer with */

	const struct strategy_ *strategy;
	struct peer_ *peer;
	uint64_t end;            /* when to stop, whatever it is waiting for */
	unsigned at_once;        /* slow paths between two counts of interrupts */
	size_t recovered;        /* barriers that another strategy had made before */
	uint64_t declined;       /* since when every slow path has declined; 0: the last did not */

	/* What was found. */
	struct rounds_ control, real;
	struct watch_ slow, quiet; /* with slow paths, and as long without: a turn is then a slow path's time */
	bool counted;              /* the interrupts of this strategy are counted here ... */
	uint64_t any_before;       /* ... and stood so, of every kind, at the start */
	bool alive;                /* and have moved since */
	bool refused;              /* slow paths decline for good */
};

/* Starts the peer. False: no memory, or no thread. */
INTERNAL_ bool membarrier_selftest_begin_(struct selftest_run_ *run);
/* Ends and joins it. */
INTERNAL_ void membarrier_selftest_end_(struct selftest_run_ *run);

/* Each goes on until the time is up, the run is over, or slow paths are refused. */
INTERNAL_ void membarrier_selftest_control_(struct selftest_run_ *run, uint64_t until);
INTERNAL_ void membarrier_selftest_real_(struct selftest_run_ *run, uint64_t until);
INTERNAL_ void membarrier_selftest_slow_(struct selftest_run_ *run, uint64_t until);
INTERNAL_ void membarrier_selftest_quiet_(struct selftest_run_ *run, uint64_t until);

#endif
