/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclamation_peers.c - other libraries' hazard pointers, epochs and RCU; those absent at build time are left out. */
#define _GNU_SOURCE
#include "reclamation.h"

#include <pthread.h>
#include <stdlib.h>

/* ---- Concurrency Kit ---------------------------------------------------------------- */

#ifdef HAVE_CK
#include <ck_epoch.h>
#include <ck_hp.h>
#include <ck_pr.h>

enum { SMALL, LARGE, DOMAINS };
static ck_hp_t domains[DOMAINS];
static ck_epoch_t epoch;
static struct {
	ck_hp_record_t hp[DOMAINS] __attribute__((aligned(128)));
	void *slots[DOMAINS][2] __attribute__((aligned(128)));
	ck_epoch_record_t epoch __attribute__((aligned(128)));
} records[2];

static void release(void *object)
{
	free(object);
}

__attribute__((constructor)) static void prepare(void)
{
	ck_hp_init(&domains[SMALL], 2, 64, release);
	ck_hp_init(&domains[LARGE], 2, 1000, release);
	ck_epoch_init(&epoch);
	for (unsigned i = 0; i < 2; i++) {
		for (unsigned k = 0; k < DOMAINS; k++)
			ck_hp_register(&domains[k], &records[i].hp[k], records[i].slots[k]);
		ck_epoch_register(&epoch, &records[i].epoch, NULL);
	}
}

static struct {
	void *object __attribute__((aligned(128)));
} shared = { &shared };

static inline void *protect(ck_hp_record_t *record, unsigned slot, void **source)
{
	void *seen;

	do {
		seen = ck_pr_load_ptr(source);
		ck_hp_set_fence(record, slot, seen);
	} while (__builtin_expect(seen != ck_pr_load_ptr(source), 0));
	return seen;
}

WORK_LOOP(
	ck_hp_protect, ck_hp_record_t *record = &records[work->me].hp[LARGE], {
		protect(record, 0, &shared.object);
		ck_hp_set(record, 0, NULL);
	}, )

void ck_hp_walk(struct work *work)
{
	ck_hp_record_t *record = &records[work->me].hp[LARGE];
	uint64_t passes = 0, sum = 0;
	unsigned slot = 0;

	rounds_begin(work);
	while (!rounds_over())
		for (struct node *node = protect(record, slot, (void **)&walked.head); node; passes++) {
			struct node *after;

			slot ^= 1;
			after = protect(record, slot, (void **)&node->next);
			sum += node->key;
			ESCAPE(sum);
			node = after;
		}
	rounds_end(work, passes);
	ck_hp_clear(record);
}

struct object {
	ck_hp_hazard_t hazard;
	char payload[PAYLOAD];
};

#define RETIRE(name, domain)                                          \
	WORK_LOOP(                                                        \
		name, ck_hp_record_t *record = &records[work->me].hp[domain], \
		{                                                             \
			struct object *object = malloc(sizeof *object);           \
                                                                      \
			ESCAPE(object);                                           \
			ck_hp_free(record, &object->hazard, object, object);      \
		},                                                            \
		ck_hp_purge(record))

RETIRE(ck_hp_retire_64, SMALL)
RETIRE(ck_hp_retire_1000, LARGE)

WORK_LOOP(
	ck_epoch_section, ck_epoch_record_t *record = &records[work->me].epoch, {
		ck_epoch_begin(record, NULL);
		LOOK();
		ck_epoch_end(record, NULL);
	}, )

void ck_epoch_grace(struct work *work)
{
	uint64_t passes = 0;

	rounds_begin(work);
	for (; !rounds_over(); passes++)
		ck_epoch_synchronize(&records[work->me].epoch);
	rounds_end(work, passes);
}
#endif

/* ---- liburcu ------------------------------------------------------------------------- */

#ifdef HAVE_URCU
#define _LGPL_SOURCE /* Readers inline, as liburcu recommends. */
#include <urcu/urcu-mb.h>
#include <urcu/urcu-memb.h>
#include <urcu/uatomic.h>

#define URCU_LOOPS(name, flavour)                    \
	WORK_LOOP(                                       \
		name##_section, flavour##_register_thread(), \
		{                                            \
			flavour##_read_lock();                   \
			LOOK();                                  \
			flavour##_read_unlock();                 \
		},                                           \
		flavour##_unregister_thread())               \
	void name##_grace(struct work *work)             \
	{                                                \
		uint64_t passes = 0;                         \
                                                     \
		flavour##_register_thread();                 \
		rounds_begin(work);                          \
		for (; !rounds_over(); passes++)             \
			flavour##_synchronize_rcu();             \
		rounds_end(work, passes);                    \
		flavour##_unregister_thread();               \
	}

URCU_LOOPS(urcu, urcu_memb)
URCU_LOOPS(urcu_fenced, urcu_mb)

void urcu_walk(struct work *work)
{
	uint64_t passes = 0, sum = 0;

	urcu_memb_register_thread();
	rounds_begin(work);
	while (!rounds_over()) {
		urcu_memb_read_lock();
		for (struct node *node = rcu_dereference(walked.head); node; node = rcu_dereference(node->next), passes++) {
			sum += node->key;
			ESCAPE(sum);
		}
		urcu_memb_read_unlock();
	}
	rounds_end(work, passes);
	urcu_memb_unregister_thread();
}
#endif
