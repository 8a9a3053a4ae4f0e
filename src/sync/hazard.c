/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hazard.c - hazard slots, and the look at all of them.
 *
 * Scenario HAZARD: a reader shows which object it will use, and then looks whether the object is still linked.
 *
 *   reader                                thread that reclaims
 *   slot = object                         unlinks the object
 *   fast path              HAZARD-1       ticket; a barrier; passed     RETIRE-1, RETIRE-2
 *   source == object ?     HAZARD-3       slot == object ? (acquire)    HAZARD-4
 *     yes: uses it                          no: reclaims it             never "yes" here and "no" there
 *
 *   LAST USE: slot = another (release)  HAZARD-2     pairs with HAZARD-4, or, where
 *             MEMBARRIER_HAZARD_RELAXED_ (hazard.h):
 *             fast path, slot = another  HAZARD-6    against a second slow path after the look, HAZARD-7, -8
 *
 *   Where fast paths are full fences, protect looks a second time after the fence: HAZARD-9, HAZARD-5.
 *
 * The look may be remembered: an object that no slot shows then is shown by no slot later, because a reader that sets
 * its slot after the barrier finds the object unlinked.
 *
 * The thread that reclaims reads the number of records after the barrier. So it looks at each record whose
 * reader's fast path came before the barrier.
 *
 * Scenario SLOT: another thread puts a slot, and the thread that owns the record takes the slot back.
 *
 *   slot = SLOT_PUT (release)  SLOT-2     slot == SLOT_PUT ? (acquire)  SLOT-1
 *                                         slot = NULL (release)         SLOT-4   read by HAZARD-4
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "retired.h"

#include "atomics.h"
#include "thread.h"

membarrier_hazard_slot_t *membarrier_hazard_get_(void)
{
	struct membarrier_reader_ *reader = membarrier_attach() ? NULL : mb_sync_thread_reader_with_slot();
	unsigned i = 0;

	if (!reader)
		return NULL;
	while (!reader->free[i])
		i++;
	reader->free[i] = 0;
	return membarrier_hazard_slot_of_(reader, i);
}

/* For a slot of another thread, or of a further record of this thread. */
void membarrier_hazard_put_(membarrier_hazard_slot_t *slot)
{
	void **at = membarrier_hazard_at_(slot);

	/* SLOT-3: as HAZARD-6. */
	membarrier_reader_fast_path_(membarrier_hazard_fenced_(slot));
	tell_released(at);
	/* SLOT-2: release; pairs with SLOT-1, and as HAZARD-2. */
	store_release(at, SLOT_PUT);
}

/* ---- the look at all slots, without memory of its own ----------------------------------- */

enum { SHOWN = 512 };
struct shown {
	uint32_t next, count; /* records */
	unsigned slots;
	uint64_t filter[4]; /* a bit for the hash of each object shown */
	const void *slot[SHOWN];
};

/* Collects the slots of as many records as there is room for. */
static void collect(struct shown *shown)
{
	shown->slots = 0;
	for (unsigned i = 0; i < 4; i++)
		shown->filter[i] = 0;
	for (; shown->next < shown->count && shown->slots <= SHOWN - MEMBARRIER_SLOTS_; shown->next++) {
		const struct membarrier_reader_ *reader = mb_sync_thread_reader(shown->next);

		for (unsigned i = 0; i < MEMBARRIER_SLOTS_; i++) {
			/* HAZARD-4: acquire; pairs with HAZARD-2. */
			const void *object = load_acquire(&reader->hazard[i]);

			tell_acquired(&reader->hazard[i]);
			if (!object || object == SLOT_PUT)
				continue;
			shown->slot[shown->slots++] = object;
			shown->filter[hash(object) >> 6] |= UINT64_C(1) << (hash(object) & 63);
		}
	}
}

static bool is_shown(const struct shown *shown, const struct membarrier_retired *object)
{
	if (MEMBARRIER_LIKELY_(!(shown->filter[hash(object) >> 6] >> (hash(object) & 63) & 1)))
		return false;
	for (unsigned i = 0; i < shown->slots; i++)
		if (shown->slot[i] == object)
			return true;
	return false;
}

static void keep(struct membarrier_retired *object, struct membarrier_retired **kept)
{
	object->next_ = *kept;
	*kept = object;
}

/* Moves objects that are shown to *kept, and returns the others. */
static struct membarrier_retired *sift(const struct shown *shown, struct membarrier_retired *list,
                                       struct membarrier_retired **kept)
{
	struct membarrier_retired **link = &list;

	while (*link) {
		struct membarrier_retired *object = *link;

		if (MEMBARRIER_LIKELY_(!is_shown(shown, object))) {
			link = &object->next_;
			continue;
		}
		*link = object->next_;
		keep(object, kept);
	}
	return list;
}

#if !MEMBARRIER_HAZARD_RELAXED_
/* Sorts and reclaims in one pass, because a long list does not stay in the CPU's first cache for a second pass. */
static size_t run_unless_shown(const struct shown *shown, struct membarrier_retired *list,
                               struct membarrier_retired **kept)
{
	size_t reclaimed = 0;

	while (list) {
		struct membarrier_retired *object = list;

		list = object->next_;
		if (MEMBARRIER_LIKELY_(!is_shown(shown, object))) {
			reclaimed++;
			object->reclaim_(object);
		} else
			keep(object, kept);
	}
	return reclaimed;
}
#endif

size_t mb_sync_hazard_run(struct membarrier_retired *list, struct membarrier_retired **kept)
{
	struct shown shown;

	shown.next = 0;
	shown.count = mb_sync_thread_count();
	collect(&shown);
	for (; shown.next < shown.count; collect(&shown))
		list = sift(&shown, list, kept);
#if MEMBARRIER_HAZARD_RELAXED_
	list = sift(&shown, list, kept);
	/* HAZARD-7: this slow path pairs with HAZARD-6. */
	if (list)
		membarrier_slow_path();
	return mb_sync_list_run(list);
#else
	return run_unless_shown(&shown, list, kept);
#endif
}

bool mb_sync_hazard_few(struct few_shown *few)
{
	struct shown shown;

	shown.next = 0;
	shown.count = mb_sync_thread_count();
	collect(&shown);
	if (shown.next < shown.count || shown.slots > FEW_SHOWN)
		return false;
	few->filter = 0;
	few->count = shown.slots;
	for (unsigned i = 0; i < shown.slots; i++) {
		few->slot[i] = shown.slot[i];
		few->filter |= UINT64_C(1) << (hash(shown.slot[i]) & 63);
	}
#if MEMBARRIER_HAZARD_RELAXED_
	/* HAZARD-8: as HAZARD-7. */
	membarrier_slow_path();
#endif
	return true;
}
