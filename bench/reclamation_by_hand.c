/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclamation_by_hand.c - hand-written code for two known threads: with only a compiler barrier, and with a fence. */
#include "reclamation.h"

#include <membarrier.h>
#include <stdlib.h>

#include "../tools/common/sys.h"

static struct {
	void *hazard[2] __attribute__((aligned(128)));
	uint64_t section;
} slots[2];

static struct {
	void *object __attribute__((aligned(128)));
} shared = { &shared };

struct walked walked;
struct looked_at looked_at;
static struct node nodes[NODES];

void walked_build(void)
{
	enum { STEP = 29 };

	for (unsigned i = 0; i < NODES; i++) {
		nodes[i * STEP % NODES].key = i;
		nodes[i * STEP % NODES].next = i + 1 < NODES ? &nodes[(i + 1) * STEP % NODES] : NULL;
	}
	walked.head = nodes;
}

#define COMPILER_BARRIER() __asm__ __volatile__("" ::: "memory")
#define WRITE(to, value) __atomic_store_n((to), (value), __ATOMIC_RELEASE)
#define READ(from) __atomic_load_n((from), __ATOMIC_ACQUIRE)

#define PROTECT(slot, source, barrier)                  \
	__extension__({                                     \
		void *seen_ = (void *)READ(source), *shown_;    \
		do {                                            \
			shown_ = seen_;                             \
			WRITE((slot), shown_);                      \
			barrier;                                    \
			seen_ = (void *)READ(source);               \
		} while (__builtin_expect(seen_ != shown_, 0)); \
		shown_;                                         \
	})

#define HAZARD_LOOPS(name, barrier)                                                          \
	WORK_LOOP(                                                                               \
		name##_protect, void **slot = &slots[work->me].hazard[0], {                          \
			(void)PROTECT(slot, &shared.object, barrier);                                    \
			WRITE(slot, NULL);                                                               \
		}, )                                                                                 \
	void name##_walk(struct work *work)                                                      \
	{                                                                                        \
		void **here = &slots[work->me].hazard[0], **next = here + 1;                         \
		uint64_t passes = 0, sum = 0;                                                        \
                                                                                             \
		rounds_begin(work);                                                                  \
		while (!rounds_over())                                                               \
			for (struct node *node = PROTECT(here, &walked.head, barrier); node; passes++) { \
				struct node *after = PROTECT(next, &node->next, barrier);                    \
				void **free = here;                                                          \
                                                                                             \
				sum += node->key;                                                            \
				ESCAPE(sum);                                                                 \
				here = next;                                                                 \
				next = free;                                                                 \
				node = after;                                                                \
			}                                                                                \
		rounds_end(work, passes);                                                            \
		WRITE(here, NULL);                                                                   \
	}                                                                                        \
	WORK_LOOP(                                                                               \
		name##_section, uint64_t *section = &slots[work->me].section, {                      \
			__atomic_store_n(section, 1, __ATOMIC_RELAXED);                                  \
			barrier;                                                                         \
			LOOK();                                                                          \
			WRITE(section, 0);                                                               \
		}, )

HAZARD_LOOPS(barrier, COMPILER_BARRIER())
HAZARD_LOOPS(fence, membarrier_normal_path())

/* ---- retire --------------------------------------------------------------------------- */

struct object {
	struct object *next;
	void (*reclaim)(struct object *object);
	void *domain;
	char payload[PAYLOAD];
};

static void reclaim(struct object *object)
{
	free(object);
}

static void reclaim_list(struct object *list)
{
	while (list) {
		struct object *object = list;

		list = list->next;
		object->reclaim(object);
	}
}

static struct object *made(struct object *next)
{
	struct object *object = malloc(sizeof *object);

	ESCAPE(object);
	object->reclaim = reclaim;
	object->next = next;
	return object;
}

enum { FLOOR = 64, FENCED = 1000 };

/* The list without a look at slots: the lower bound. */
WORK_LOOP(
	floor_retire, struct object *list = NULL; unsigned count = 0,
											  {
												  list = made(list);
												  if (++count == FLOOR) {
													  reclaim_list(list);
													  list = NULL;
													  count = 0;
												  }
											  },
											  reclaim_list(list))

/* Keeps the objects that slots of the two threads show, and returns the others. */
static struct object *scanned(struct object *list)
{
	struct object *kept = NULL;

	membarrier_normal_path();
	while (list) {
		struct object *object = list;
		bool shown = false;

		list = list->next;
		for (unsigned i = 0; i < 4; i++)
			shown |= READ(&slots[i / 2].hazard[i % 2]) == object;
		if (!shown) {
			object->reclaim(object);
			continue;
		}
		object->next = kept;
		kept = object;
	}
	return kept;
}

WORK_LOOP(
	fence_retire, struct object *list = NULL; unsigned count = 0,
											  {
												  list = made(list);
												  if (++count == FENCED) {
													  list = scanned(list);
													  count = 0;
												  }
											  },
											  scanned(list))

/* ---- the barrier alone ------------------------------------------------------------------ */

void raw_call(struct work *work)
{
	uint64_t passes = 0;

	rounds_begin(work);
	for (; !rounds_over(); passes++) {
		membarrier_normal_path();
		if (!sys_raw_barrier())
			break;
		membarrier_normal_path();
	}
	rounds_end(work, passes);
}
