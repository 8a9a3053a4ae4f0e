/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclamation.h - the loops of hazard.c and quiescence.c. A weak one is NULL if its library was absent at build time. */
#ifndef BENCH_RECLAMATION_H
#define BENCH_RECLAMATION_H

#include "rounds.h"

#define PEER __attribute__((weak))

/* An object that is retired: as much memory as the peers' beside their own members. */
enum { PAYLOAD = 16, NODES = 64 };

/* A list that is walked: a line for each node, in an order that no prefetcher guesses. */
struct node {
	struct node *next __attribute__((aligned(64)));
	uint64_t key;
};
extern struct walked {
	struct node *head __attribute__((aligned(128)));
} walked;
void walked_build(void);

/* What readers of a section look at. */
extern struct looked_at {
	uint64_t word __attribute__((aligned(128)));
} looked_at;

#define LOOK() (void)*(volatile uint64_t *)&looked_at.word
#define ESCAPE(object) __asm__ __volatile__("" : "+r"(object)::"memory")

/* Contenders of a situation. OURS measures ours once more: how far two measurements of the same are apart. */
#define CONTENDER(key, first, second) \
	{                                 \
		key,                          \
		{                             \
			first, second             \
		}                             \
	}
#define OURS(first, second) CONTENDER("ours", first, second), CONTENDER("again", first, second)

#define MEASURED(key, what, counted, both, pause, ...) \
	{                                                  \
		key, what, counted, both, pause,               \
		{                                              \
			__VA_ARGS__                                \
		}                                              \
	}
/* Of each thread's own time; of both threads' time together; with what is counted beside. */
#define SITUATION(key, what, ...) MEASURED(key, what, NULL, false, 0, __VA_ARGS__)
#define TOGETHER(key, what, ...) MEASURED(key, what, NULL, true, 0, __VA_ARGS__)
#define COUNTING(key, what, counted, ...) MEASURED(key, what, counted, false, 0, __VA_ARGS__)

/* ---- reclamation_ours.c ---- */

work_loop ours_protect, ours_get_protect_put, ours_retire, ours_walk;
work_loop ours_retire_paced, ours_sleeper, ours_retire_asleep, ours_kept_asleep;
work_loop ours_section, ours_section_walk, ours_synchronize, ours_section_retire;

/* ---- reclamation_by_hand.c ---- */

work_loop barrier_protect, fence_protect, barrier_walk, fence_walk, floor_retire, fence_retire;
work_loop barrier_section, fence_section, raw_call;

/* ---- reclamation_peers.c ---- */

PEER work_loop ck_hp_protect, ck_hp_walk, ck_hp_retire_64, ck_hp_retire_1000;
PEER work_loop ck_epoch_section, ck_epoch_grace;
PEER work_loop urcu_section, urcu_fenced_section, urcu_walk, urcu_grace, urcu_fenced_grace;

#endif
