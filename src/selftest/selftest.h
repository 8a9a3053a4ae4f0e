/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* selftest.h - what membarrier_selftest() sees of its two threads. */
#ifndef MEMBARRIER_SELFTEST_H
#define MEMBARRIER_SELFTEST_H

#include <membarrier/home.h>

#include "../port/port_selftest.h"

/* A variable that shares its cache line with nothing that another thread uses. */
struct lone_word {
	unsigned value;
	char apart[124];
};

/* A number of rounds, and in how many both threads missed the other's store. */
struct rounds {
	uint64_t played, weak;
};

/* Turns in all of which the peer ran, the time they took, and the interrupts its CPU took, at most one a turn. */
struct watch {
	uint64_t turns, nanoseconds, interrupts;
};

/* One kind of slow path that is tried. */
struct tried {
	bool at_home; /* slow paths at the peer's home, else ordinary ones */
	struct rounds real;
	struct watch slow, quiet; /* with slow paths, and as long without: a turn is then a slow path's time */
	bool refused;             /* by the system, for good */
	enum membarrier_selftest_result result;
	const char *reason;
};

struct selftest_run {
	struct lone_word x, y;      /* store buffering: X is the peer's, Y the caller's */
	struct lone_word go;        /* the caller's: the turn and what it is for */
	struct lone_word done;      /* the peer's: the last such word it is through with */
	struct lone_word beat;      /* the peer's: moves while it runs and waits */
	unsigned peer_saw;          /* Y in the last round, handed over with done */
	uint64_t peer_losses;       /* how often it has lost its CPU, likewise ... */
	bool peer_known;            /* ... if it could tell */
	membarrier_home_t home;     /* of the peer */
	membarrier_home_t own_home; /* of the caller; the control: a slow path at it must interrupt no CPU */
	unsigned turn;
	unsigned random;
	unsigned char *cold; /* what the peer fills its store buffer with */

	const struct strategy *strategy;
	struct peer *peer;
	uint64_t end;      /* when to stop, whatever it is waiting for */
	unsigned at_once;  /* slow paths between two counts of interrupts */
	size_t recovered;  /* barriers that another strategy had made before */
	uint64_t declined; /* since when every slow path has declined; 0: the last did not */
	size_t refusals;   /* by the system until then */

	/* What was found. */
	struct tried everywhere; /* the strategy in use */
	struct tried at_home;
	bool one_cpu; /* there is a barrier for one CPU, and both threads have homes */
	struct rounds control;
	bool counted;        /* the interrupts of this strategy are counted here ... */
	uint64_t any_before; /* ... and stood so, of every kind, at the start */
	bool alive;          /* and have moved since */
};

/* Starts the peer. False: no memory, or no thread. */
MB_INTERNAL bool mb_selftest_begin(struct selftest_run *run);
/* Ends and joins it. */
MB_INTERNAL void mb_selftest_end(struct selftest_run *run);

/* Each goes on until the time is up, the run is over, or slow paths are refused. */
MB_INTERNAL void mb_selftest_control(struct selftest_run *run, uint64_t until);
MB_INTERNAL void mb_selftest_real(struct selftest_run *run, struct tried *tried, uint64_t until);
MB_INTERNAL void mb_selftest_slow(struct selftest_run *run, struct tried *tried, uint64_t until);
MB_INTERNAL void mb_selftest_quiet(struct selftest_run *run, struct tried *tried, uint64_t until);

#endif
