/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * selftest.c - the hand-shakes of src/selftest/selftest_run.c: the peer stores what it saw in plain memory, which the
 * caller reads in its turn; and in no round do both loads miss the other's store.
 */
#define MEMBARRIER_BUILDING_ 1
#include <stdint.h>

static uint64_t made_up_now(void);

#include "selftest_short.c"

#include "scenario.h"

/* ---- the port ---- */

static struct peer {
	pthread_t handle;
	void (*run)(void *);
	void *argument;
} the_peer;

static void *run_peer(void *peer)
{
	struct peer *self = peer;

	self->run(self->argument);
	return NULL;
}

struct peer *mb_port_peer_start(void (*run)(void *), void *argument)
{
	the_peer.run = run;
	the_peer.argument = argument;
	return pthread_create(&the_peer.handle, NULL, run_peer, &the_peer) ? NULL : &the_peer;
}

bool mb_port_peer_pinned(const struct peer *peer)
{
	return peer != NULL;
}

bool mb_port_peer_losses(const struct peer *peer, uint64_t *losses)
{
	(void)peer;
	*losses = 3;
	return true;
}

void mb_port_peer_join(struct peer *peer)
{
	pthread_join(peer->handle, NULL);
}

static uint64_t now;

static uint64_t made_up_now(void)
{
	return __atomic_fetch_add(&now, 1, __ATOMIC_RELAXED);
}

bool mb_port_interrupts(const struct peer *peer, const struct strategy *strategy, struct interrupts *counts)
{
	(void)peer, (void)strategy;
	counts->wanted = counts->all = __atomic_load_n(&now, __ATOMIC_RELAXED);
	return true;
}

/* ---- the test ---- */

static struct selftest_run run;

static void caller(void)
{
	run.end = 1000000;
	EXPECT(mb_selftest_begin(&run));
	EXPECT(run.counted && run.peer_losses == 3);
	mb_selftest_real(&run, &run.everywhere, now + 2);
	mb_selftest_control(&run, now + 1);
	mb_selftest_slow(&run, &run.everywhere, now + 3);
	mb_selftest_end(&run);
	EXPECT(run.everywhere.real.weak == 0);
	EXPECT(run.everywhere.real.played > 0 && run.control.played > 0);
}

static const struct scenario scenarios[] = { { "rounds", NULL, { caller }, NULL }, { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
