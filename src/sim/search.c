/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * search.c - decisions: which action comes next, which of several writes is read.
 *
 * A decision is a number below the number of alternatives. 0 is the usual one: the same thread
 * goes on, the newest write is read. An execution is a function of its list of decisions.
 * There are three searches: at random; by priorities that change at a few moments, which finds
 * what needs few preemptions (PCT, Burckhardt et al. 2010); and all executions, depth first,
 * where sleep sets leave out those that differ from one already seen only in the order of
 * independent actions.
 */
#include "sim.h"

static bool all(void)
{
	return sim->search == SEARCH_ALL;
}

static bool replaying(void)
{
	return sim->replaying || sim->search == SEARCH_REPLAY;
}

static uint64_t next_random(void)
{
	uint64_t x = sim->random += 0x9e3779b97f4a7c15ull;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ x >> 27) * 0x94d049bb133111ebull;
	return x ^ x >> 31;
}

void mb_sim_seed(uint64_t seed, uint64_t execution)
{
	sim->random = seed;
	sim->random = next_random() ^ execution * 0xd1342543de82ef95ull;
	sim->random = next_random();
}

static unsigned below(unsigned n)
{
	return (unsigned)(next_random() % n);
}

void mb_sim_search_start(void)
{
	sim->decisions = sim->depth = 0;
	sim->sleep = 0;
	sim->preemptions = sim->reads = 0;
	if (sim->search != SEARCH_PCT)
		return;
	for (int i = 0; i < ACTIONS; i++)
		sim->priority[i] = next_random() >> 1 | (uint64_t)1 << 62;
	for (unsigned i = 0; i < 3; i++)
		sim->change_at[i] = 1 + below(sim->longest + 1);
}

static unsigned record(unsigned decision)
{
	if (sim->decisions == DECISIONS)
		mb_sim_leave(TOO_LONG);
	sim->decision[sim->decisions++] = (uint16_t)decision;
	return decision;
}

static struct node *next_node(bool *new)
{
	struct node *node;

	if (sim->depth == DECISIONS)
		mb_sim_leave(TOO_LONG);
	node = &sim->node[sim->depth++];
	*new = sim->depth > sim->length;
	if (*new)
		sim->length = sim->depth;
	return node;
}

static unsigned replayed(unsigned n)
{
	unsigned decision = sim->decisions < sim->replays ? sim->replay[sim->decisions] : 0;

	return decision < n ? decision : 0;
}

static unsigned choose(unsigned n, unsigned usual)
{
	struct node *node;
	bool new;

	if (n <= 1)
		return 0;
	if (replaying())
		return record(replayed(n));
	if (!all())
		return record(below(100) < usual ? 0 : below(n));
	node = next_node(&new);
	if (new)
		*node = (struct node){ .n = (uint16_t)n };
	return record(node->chosen);
}

unsigned mb_sim_decide(unsigned n)
{
	return choose(n, 0);
}

/* Which of several writes, the newest first. */
unsigned mb_sim_decide_read(unsigned n)
{
	unsigned decision;

	if (sim->set.reads >= 0 && sim->reads >= sim->set.reads)
		return 0;
	decision = choose(n, 50);
	sim->reads += decision > 0;
	return decision;
}

/* ---- actions ---- */

static bool preempts(const int *candidate, unsigned decision)
{
	return candidate[0] == RUN(sim->last) && candidate[decision] < THREADS && decision > 0;
}

static unsigned at_random(const int *candidate, unsigned n)
{
	/* Mostly the same thread: bugs need few preemptions. */
	if (candidate[0] == RUN(sim->last) && below(4))
		return 0;
	return below(n);
}

static unsigned by_priority(const int *candidate, unsigned n)
{
	unsigned best = 0;

	for (unsigned i = 0; i < 3; i++)
		if (sim->change_at[i] == sim->steps)
			sim->priority[candidate[0]] = i;
	for (unsigned i = 1; i < n; i++)
		if (sim->priority[candidate[i]] > sim->priority[candidate[best]])
			best = i;
	if (candidate[best] >= THREADS || sim->thread[candidate[best]].kind == SPIN)
		sim->priority[candidate[best]] = next_random() >> 2; /* the next time another */
	return best;
}

static int lowest(actions_t set)
{
	return (uint64_t)set ? __builtin_ctzll((uint64_t)set) : 64 + __builtin_ctzll((uint64_t)(set >> 64));
}

static actions_t set_of(const int *candidate, unsigned n)
{
	actions_t set = 0;

	for (unsigned i = 0; i < n; i++)
		if (sim->set.preemptions < 0 || sim->preemptions < sim->set.preemptions || !preempts(candidate, i))
			set |= ACTION(candidate[i]);
	return set;
}

static int first_of(const struct node *node)
{
	actions_t may = node->enabled & ~node->sleep;

	return may & ACTION(node->first) ? node->first : lowest(may);
}

static unsigned depth_first(const int *candidate, unsigned n)
{
	struct node *node;
	actions_t keep = 0, sleep;
	unsigned decision = 0;
	bool new;

	node = next_node(&new);
	if (new) {
		*node = (struct node){
			.enabled = set_of(candidate, n), .sleep = sim->sleep, .first = (uint8_t)candidate[0], .schedule = true
		};
		if (!(node->enabled & ~node->sleep)) {
			sim->length = --sim->depth;
			mb_sim_leave(ASLEEP);
		}
		node->action = (uint8_t)first_of(node);
	}
	for (sleep = node->sleep & node->enabled; sleep; sleep &= sleep - 1)
		if (!mb_sim_dependent(lowest(sleep), node->action))
			keep |= ACTION(lowest(sleep));
	sim->sleep = keep;
	while (candidate[decision] != node->action)
		decision++;
	return decision;
}

int mb_sim_next_action(const int *candidate, unsigned n)
{
	unsigned decision = 0;

	if (n == 1 && !all())
		return candidate[0];
	if (replaying())
		decision = replayed(n);
	else if (sim->search == SEARCH_RANDOM)
		decision = at_random(candidate, n);
	else if (sim->search == SEARCH_PCT)
		decision = by_priority(candidate, n);
	else
		decision = depth_first(candidate, n);
	if (n > 1)
		record(decision);
	sim->preemptions += preempts(candidate, decision);
	return candidate[decision];
}

/* Are there more? */
bool mb_sim_next_execution(void)
{
	while (sim->length) {
		struct node *node = &sim->node[sim->length - 1];

		if (!node->schedule) {
			if (++node->chosen < node->n)
				return true;
		} else {
			node->sleep |= ACTION(node->action);
			if (node->enabled & ~node->sleep) {
				node->action = (uint8_t)first_of(node);
				return true;
			}
		}
		sim->length--;
	}
	return false;
}
