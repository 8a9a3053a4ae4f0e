/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim.c - hazard pointers and quiescence. Objects are really freed, so that a reader that is too
 * late uses freed memory. A batch has one object.
 */
#include "objects.h"

#include <errno.h>

#include "park_by_pause.h"
#include "scenario.h"

static _Atomic(struct object *) later;
static membarrier_hazard_slot_t *ready; /* Taken beforehand, so that readers need few steps */

static void setup(void)
{
	STORE(source, make(10));
	ready = membarrier_hazard_get();
}

static void setup_two(void)
{
	setup();
	STORE(later, make(11));
}

/* The linker gives the blocks this for the port's function. */
void *__real_mb_sync_port_memory(size_t size);
void *__wrap_mb_sync_port_memory(size_t size);
static bool no_memory;

void *__wrap_mb_sync_port_memory(size_t size)
{
	return no_memory ? NULL : __real_mb_sync_port_memory(size);
}

static void setup_without_records(void)
{
	no_memory = true;
	STORE(source, make(10));
}

static void setup_nothing(void)
{
	ready = membarrier_hazard_get();
}

static void reader(void)
{
	membarrier_hazard_slot_t *slot = ready;
	struct object *object = membarrier_hazard_protect(slot, &source);

	if (object)
		use(object);
	membarrier_hazard_put(slot);
}

static void reader_that_clears(void)
{
	membarrier_hazard_slot_t *slot = ready;
	struct object *object = membarrier_hazard_protect(slot, &source);

	if (object)
		use(object);
	membarrier_hazard_clear(slot);
}

static void trying_reader(void)
{
	membarrier_hazard_slot_t *slot = ready;
	void *object = LOAD(source);

	if (membarrier_hazard_try_protect(slot, &object, &source) && object)
		use(object);
	membarrier_hazard_put(slot);
}

/* The caller's own check follows. */
static void reader_that_sets(void)
{
	membarrier_hazard_slot_t *slot = ready;
	struct object *object = LOAD(source);

	membarrier_hazard_set(slot, object);
	if (object && atomic_load_explicit(&source, memory_order_acquire) == object)
		use(object);
	membarrier_hazard_put(slot);
}

static void reader_that_hands_over(void)
{
	handed = ready;
	membarrier_hazard_protect(handed, &source);
	end_stage();
}

/* The broken controls: nothing protects the objects that they use. */
static void reader_without_a_slot(void)
{
	struct object *object = atomic_load_explicit(&source, memory_order_acquire);

	if (object)
		use(object);
}

static void later_reader(void)
{
	membarrier_hazard_slot_t *slot = ready;
	struct object *object = membarrier_hazard_protect(slot, &later);

	if (object)
		use(object);
	membarrier_hazard_put(slot);
}

/* Two batches, each with a ticket. */
static void remover_of_two(void)
{
	struct object *object;

	remover();
	object = atomic_exchange_explicit(&later, NULL, memory_order_acquire);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	membarrier_hazard_reclaim(NULL, 1);
}

/* One batch of two objects, and a barrier between them, which must not serve it. */
static void remover_of_a_batch(void)
{
	static const membarrier_hazard_domain_t asked = MEMBARRIER_HAZARD_DOMAIN_INIT(MEMBARRIER_HAZARD_ON_REQUEST);
	struct object *object = unlink_object();

	membarrier_hazard_retire(&asked, &object->retired, reclaim);
	membarrier_slow_path();
	object = atomic_exchange_explicit(&later, NULL, memory_order_acquire);
	membarrier_hazard_retire(&asked, &object->retired, reclaim);
	membarrier_hazard_reclaim(&asked, 2);
}

/* The second object joins the first one's batch, which is sealed and gets another ticket. */
static void retire_another(void)
{
	membarrier_hazard_retire(NULL, &make(16)->retired, reclaim);
}

/* The third retire reclaims one of the two, and the fourth the other. */
static void remover_of_joined(void)
{
	struct object *object = unlink_object();

	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	object = atomic_exchange_explicit(&later, NULL, memory_order_acquire);
	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	retire_another();
	retire_another();
}

/* The second retire finds the barrier of the first one's batch run, or runs it; the third reclaims. */
static void remover_by_retires(void)
{
	struct object *object = unlink_object();

	membarrier_hazard_retire(NULL, &object->retired, reclaim);
	retire_another();
	retire_another();
	retire_another();
}

static void other_barrier(void)
{
	membarrier_slow_path();
}

static void remover_that_ends(void)
{
	struct object *object = unlink_object();

	if (object)
		membarrier_hazard_retire(NULL, &object->retired, reclaim);
	EXPECT(membarrier_detach() == 0); /* A thread's end does this, but not in the simulator. */
}

static void adopter(void)
{
	membarrier_attach();
	membarrier_hazard_reclaim(NULL, 2);
}

static void adopter_that_retires(void)
{
	membarrier_hazard_retire(NULL, &make(11)->retired, reclaim);
	membarrier_slow_path(); /* The ticket of its batch passes, but must not serve an orphan. */
	membarrier_hazard_reclaim(NULL, 2);
}

static void publisher(void)
{
	struct object *object = make(12);

	object->payload = 13;
	atomic_store_explicit(&source, object, memory_order_release);
}

static void reclaim_and_publish(struct membarrier_retired *retired)
{
	struct object *object = (struct object *)retired;

	object->payload = 17;
	atomic_store_explicit(&source, object, memory_order_release);
}

static void remover_that_publishes(void)
{
	membarrier_hazard_retire(NULL, &unlink_object()->retired, reclaim_and_publish);
	membarrier_hazard_reclaim(NULL, 1);
}

/* ---- drain ------------------------------------------------------------------------- */

static void retirer(void)
{
	membarrier_hazard_retire(NULL, &make(14)->retired, reclaim);
	end_stage();
	membarrier_hazard_retire(NULL, &make(15)->retired, reclaim);
}

static int written;

static void reclaim_and_write(struct membarrier_retired *retired)
{
	written++;
	reclaim(retired);
}

static void retirer_of_two(void)
{
	membarrier_hazard_retire(NULL, &make(14)->retired, reclaim_and_write);
	end_stage();
	membarrier_hazard_reclaim(NULL, 1);
}

static void retirer_of_three(void)
{
	membarrier_hazard_retire(NULL, &make(14)->retired, reclaim_and_write);
	retire_another();
	end_stage();
	retire_another();
}

static void drainer(void)
{
	bool before = atomic_load_explicit(&stage, memory_order_acquire);

	EXPECT(membarrier_hazard_drain(NULL) == 0);
	if (before)
		EXPECT(LOAD(freed) >= 1);
}

static void drainer_that_reads(void)
{
	after_stage();
	EXPECT(membarrier_hazard_drain(NULL) == 0);
	EXPECT(written == 1);
}

/* ---- sections ----------------------------------------------------------------------- */

static void two_sections(void)
{
	section();
	section();
}

/* The thread that waits may see the second section only where it is nested. */
static void section_then_nested(void)
{
	section();
	membarrier_quiescence_enter();
	membarrier_quiescence_enter();
	membarrier_quiescence_leave();
	membarrier_quiescence_leave();
}

static void section_without_a_record(void)
{
	section();
	EXPECT(membarrier_attach() == -ENOMEM);
}

static void section_retirer(void)
{
	struct object *object = unlink_object();

	if (object)
		membarrier_quiescence_retire(&object->retired, reclaim);
	EXPECT(membarrier_quiescence_drain() == 0);
	EXPECT(LOAD(freed) == 1);
}

static const struct scenario scenarios[] = {
	{ "hazard", setup, { reader, remover }, NULL },
	{ "hazard-clear", setup, { reader_that_clears, remover }, NULL },
	{ "hazard-try", setup, { trying_reader, remover }, NULL },
	{ "hazard-set", setup, { reader_that_sets, remover }, NULL },
	{ "hazard-publish", setup_nothing, { reader, publisher, remover }, NULL },
	{ "hazard-try-publish", setup_nothing, { trying_reader, publisher }, NULL },
	{ "hazard-republished", setup, { reader, remover_that_publishes }, NULL },
	{ "hazard-handed", setup, { reader_that_hands_over, user_of_handed, remover }, NULL },
	{ "hazard-later", setup_two, { later_reader, remover_of_two }, NULL },
	{ "hazard-batch", setup_two, { later_reader, remover_of_a_batch }, NULL },
	{ "hazard-joined", setup_two, { later_reader, remover_of_joined, other_barrier }, NULL },
	{ "hazard-ready", setup, { reader_that_clears, remover_by_retires }, NULL },
	{ "hazard-orphans", setup, { reader, remover_that_ends, adopter }, NULL },
	{ "hazard-adopted", setup, { reader, remover_that_ends, adopter_that_retires }, NULL },
	{ "drain", setup_nothing, { retirer, drainer }, NULL },
	{ "drain-seen", setup_nothing, { retirer_of_two, drainer_that_reads }, NULL },
	{ "drain-ready", setup_nothing, { retirer_of_three, drainer_that_reads }, NULL },
	{ "drain-reader", setup, { reader, remover_that_ends, drainer }, NULL },
	{ "drain-two", setup_nothing, { retirer, drainer, drainer }, NULL },
	{ "grace", setup, { two_sections, synchronizer }, NULL },
	{ "grace-nested", setup, { section_then_nested, synchronizer }, NULL },
	{ "grace-unrecorded", setup_without_records, { section_without_a_record, synchronizer }, NULL },
	{ "grace-retire", setup, { section, section_retirer }, NULL },
	{ "no-protection", setup, { reader_without_a_slot, remover }, NULL },
	{ "no-section", setup, { reader_without_a_slot, synchronizer }, NULL },
	{ NULL, NULL, { NULL }, NULL }
};

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
