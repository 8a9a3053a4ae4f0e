/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclamation.h - loops of hazard.c and quiescence.c. A weak loop is NULL if its library is absent at build time. */
#ifndef BENCH_RECLAMATION_H
#define BENCH_RECLAMATION_H

#include "rounds.h"

#define PEER __attribute__((weak))

/* A retired object. Its payload is as large as with the peers. */
enum { PAYLOAD = 16, NODES = 64 };

/* A list to walk: each node has a line, in an order that no prefetcher predicts. */
struct node {
	struct node *next __attribute__((aligned(64)));
	uint64_t key;
};
extern struct walked {
	struct node *head __attribute__((aligned(128)));
} walked;
void walked_build(void);

/* What readers read in a section. */
extern struct looked_at {
	uint64_t word __attribute__((aligned(128)));
} looked_at;

#define LOOK() (void)*(volatile uint64_t *)&looked_at.word
#define ESCAPE(object) __asm__ __volatile__("" : "+r"(object)::"memory")

/* Contenders of a situation. OURS measures ours once more, which shows the difference of two measurements. */
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
/* Situations with the time of each thread; with the time of both threads together; and with a count. */
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
