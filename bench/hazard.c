/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hazard.c - hazard pointers of libmembarrier-sync and others: protecting, retiring, waiting objects, walking a list. */
#include "reclamation.h"

#define WAITING(key, what, nanoseconds)                                                                                  \
	MEASURED(key, what, "objects that wait:", false, nanoseconds, CONTENDER("ours, no reader", ours_retire_paced, NULL), \
	         CONTENDER("ours, hot reader", ours_retire_paced, ours_protect),                                             \
	         CONTENDER("ours, reader asleep", ours_retire_asleep, ours_sleeper))

static const struct situation situations[] = {
	SITUATION("protect", "protect and clear", OURS(ours_protect, NULL),
	          CONTENDER("by hand, a compiler barrier", barrier_protect, NULL),
	          CONTENDER("by hand, a fence", fence_protect, NULL), CONTENDER("ck_hp", ck_hp_protect, NULL)),
	SITUATION("get", "get a slot, protect, put", OURS(ours_get_protect_put, NULL),
	          CONTENDER("protect and clear alone", ours_protect, NULL)),
	SITUATION("retire_alone", "malloc and retire, no reader", OURS(ours_retire, NULL),
	          CONTENDER("malloc and free alone", floor_retire, NULL),
	          CONTENDER("by hand, a fence, 1000", fence_retire, NULL), CONTENDER("ck_hp, 1000", ck_hp_retire_1000, NULL),
	          CONTENDER("ck_hp, 64", ck_hp_retire_64, NULL), CONTENDER("ours, quiescence", ours_section_retire, NULL)),
	SITUATION("retire", "malloc and retire; the second thread protects and clears", OURS(ours_retire, ours_protect),
	          CONTENDER("malloc and free alone", floor_retire, barrier_protect),
	          CONTENDER("by hand, a fence, 1000", fence_retire, fence_protect),
	          CONTENDER("ck_hp, 1000", ck_hp_retire_1000, ck_hp_protect),
	          CONTENDER("ck_hp, 64", ck_hp_retire_64, ck_hp_protect),
	          CONTENDER("ours, quiescence", ours_section_retire, ours_section)),
	TOGETHER("retire_two", "malloc and retire, two threads together", OURS(ours_retire, ours_retire),
	         CONTENDER("malloc and free alone", floor_retire, floor_retire),
	         CONTENDER("by hand, a fence, 1000", fence_retire, fence_retire),
	         CONTENDER("ck_hp, 1000", ck_hp_retire_1000, ck_hp_retire_1000),
	         CONTENDER("ck_hp, 64", ck_hp_retire_64, ck_hp_retire_64),
	         CONTENDER("ours, quiescence", ours_section_retire, ours_section_retire)),
	SITUATION("walk", "a list of 64 nodes, hand over hand: a node", OURS(ours_walk, NULL),
	          CONTENDER("by hand, a compiler barrier", barrier_walk, NULL),
	          CONTENDER("by hand, a fence", fence_walk, NULL), CONTENDER("ck_hp", ck_hp_walk, NULL),
	          CONTENDER("liburcu memb", urcu_walk, NULL), CONTENDER("ours, quiescence", ours_section_walk, NULL)),
	WAITING("waiting_10us", "an object each 10 us is retired", 10000),
	WAITING("waiting_1us", "an object each microsecond is retired", 1000),
	WAITING("waiting_0", "objects are retired without a pause", 0),
	COUNTING("kept", "a reader sleeps with its slot set, and all is reclaimed that can be",
	         "objects that still wait:", CONTENDER("ours", ours_kept_asleep, ours_sleeper)),
};

#define CK "ck_hp, 1000"
enum { SHOWN = 1 };
static const struct bar bars[] = {
	{ "protect and clear", "protect", "ours", "by hand, a compiler barrier", FIRST, TIME, 1.1 },
	{ "get, protect, put", "get", "ours", NULL, FIRST, NANOSECONDS, 1.35 },
	{ "retire, hot reader", "retire", "ours", CK, FIRST, TIME, 1.08 },
	{ "that reader", "retire", "ours", CK, SECOND, PACE, 3 },
	{ "two that retire", "retire_two", "ours", CK, FIRST, PACE, 0.93 },
	{ "waiting, 10 us, no reader", "waiting_10us", "ours, no reader", NULL, FIRST, MOST_COUNTED, 512 },
	{ "waiting, 10 us, hot reader", "waiting_10us", "ours, hot reader", NULL, FIRST, MOST_COUNTED, 512 },
	{ "waiting, 10 us, reader asleep", "waiting_10us", "ours, reader asleep", NULL, FIRST, MOST_COUNTED, 512 },
	{ "waiting, 1 us, no reader", "waiting_1us", "ours, no reader", NULL, FIRST, MOST_COUNTED, 2048 },
	{ "waiting, 1 us, hot reader", "waiting_1us", "ours, hot reader", NULL, FIRST, MOST_COUNTED, 2048 },
	{ "waiting, 1 us, reader asleep", "waiting_1us", "ours, reader asleep", NULL, FIRST, MOST_COUNTED, 2048 },
	{ "waiting, no pause, no reader", "waiting_0", "ours, no reader", NULL, FIRST, MOST_COUNTED, 8192 },
	{ "waiting, no pause, hot reader", "waiting_0", "ours, hot reader", NULL, FIRST, MOST_COUNTED, 8192 + SHOWN },
	{ "waiting, no pause, reader asleep", "waiting_0", "ours, reader asleep", NULL, FIRST, MOST_COUNTED, 8192 + SHOWN },
	{ "kept for a reader asleep", "kept", "ours", NULL, FIRST, MOST_COUNTED, SHOWN },
	{ "walk of a list, a node", "walk", "ours", "ck_hp", FIRST, TIME, 0.6 },
	{ "walk of a list, a node", "walk", "ours", "liburcu memb", FIRST, TIME, 1.4 },
};

int main(int argc, char **argv)
{
	static const struct table table = {
		"hazard",
		"folly (Debian has no package; its make and destruction of a hazard pointer took 2.45 ns where 1.35 is the goal)",
		situations,
		sizeof situations / sizeof *situations,
		bars,
		sizeof bars / sizeof *bars,
	};

	(void)argc;
	walked_build();
	return rounds_run(&table, argv);
}
