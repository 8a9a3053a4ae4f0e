/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * records.c - thread records and their slots pass from thread to thread, while other threads reclaim by what they show.
 */
#include "objects.h"

#include "park_by_pause.h"
#include "scenario.h"

/* The linker gives the blocks this for the port's function. A simulated thread's end does not tell the blocks. */
void __real_mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void));
void __wrap_mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void));
static void (*tell_end)(void);

void __wrap_mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void))
{
	tell_end = ended;
	__real_mb_sync_port_on_threads(ended, forked);
}

static void setup(void)
{
	STORE(source, make(10));
}

static void getter_that_detaches(void)
{
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();

	EXPECT(slot != NULL);
	membarrier_hazard_put(slot);
	EXPECT(membarrier_detach() == 0);
}

/* ---- a slot that another thread puts, and its owner takes again ------------------------ */

static void collect(void)
{
	handed = membarrier_hazard_get();
	membarrier_hazard_get(); /* A get that has a free slot among the first two collects none. */
	membarrier_hazard_protect(handed, &source);
	end_stage();
	membarrier_hazard_get();
}

static void owner_that_collects(void)
{
	collect();
}

static void owner_that_collects_and_removes(void)
{
	collect();
	remover();
}

/* ---- sections ------------------------------------------------------------------------ */

static void section_that_ends_with_its_thread(void)
{
	enter_and_use();
	tell_end();
}

static void section_that_detaches(void)
{
	section();
	EXPECT(membarrier_detach() == 0);
	end_stage();
}

static void next_owner(void)
{
	after_stage();
	EXPECT(membarrier_attach() == 0);
}

static const struct scenario scenarios[] = {
	{ "reused", NULL, { getter_that_detaches, getter_that_detaches, getter_that_detaches }, NULL },
	{ "collected", setup, { owner_that_collects_and_removes, user_of_handed }, NULL },
	{ "collected-elsewhere", setup, { owner_that_collects, user_of_handed, remover }, NULL },
	{ "ended", setup, { section_that_ends_with_its_thread, synchronizer }, NULL },
	{ "taken-over", setup, { section_that_detaches, next_owner, synchronizer }, NULL },
	{ NULL, NULL, { NULL }, NULL }
};

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
