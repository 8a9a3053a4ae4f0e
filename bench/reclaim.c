/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim.c - what reclaiming with hazard pointers costs: threads pop nodes from the stack of
 * examples/ and retire them; reclaimed nodes are pushed again.
 *
 * Each thread keeps up to --batch retired nodes. The ways differ only in what comes before
 * the look at the hazards:
 *
 *   raw      the raw call, when a batch is full
 *   slow     a slow path, when a batch is full
 *   tickets  every few nodes have a ticket, taken after the last of them was unlinked. When
 *            a batch is full, the thread reclaims nodes whose tickets have passed; only
 *            if none has passed, it waits for the oldest ticket
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

#include "../examples/hazard_stack.h"
#include "../tools/common/options.h"
#include "contest.h"

static const char help[] =
	"usage: reclaim [OPTIONS]\n"
	"\n"
	"Objects retired per second behind hazard pointers, and barriers per object.\n"
	"\n" CONTEST_HELP
	"  --contenders LIST   of raw, slow, tickets (all)\n"
	"  --batch N           retired nodes a thread may keep, 1 to 4096 (64)\n"
	"\n"
	"Callers and hot threads together are 64 at the most.\n";

struct node {
	struct hazard_node link;
	membarrier_ticket_t ticket;
};

static unsigned batch = 64;
static struct hazard_stack stack;
static atomic_ullong raw_barriers;

/* A batch has this many tickets. Each costs ten nanoseconds, and more if callers compete. */
#define GROUPS 8

/* A queue, because the ticket of the first retired node passes first. */
static _Thread_local struct {
	struct hazard_thread hazards;
	struct hazard_node *first, **last;
	unsigned count;
	struct hazard_node **open; /* the first node without a ticket, and how many there are */
	unsigned opened;
} retired;

/* ---- the stack and its nodes ------------------------------------------------ */

static void reclaim(struct hazard_node *node)
{
	hazard_push(&stack, node);
}

/* Pushes so many nodes that the stack is never empty, however many threads keep. */
static void fill_stack(void)
{
	unsigned nodes = HAZARD_THREADS * (batch + 2);
	struct node *pool = calloc(nodes, sizeof *pool);

	if (!pool) {
		fputs("reclaim: out of memory\n", stderr);
		exit(EXIT_UNTRIED);
	}
	hazard_stack_init(&stack, reclaim);
	for (unsigned i = 0; i < nodes; i++)
		hazard_push(&stack, &pool[i].link);
}

static bool is_hazard(const struct hazard_node *node)
{
	for (unsigned i = 0; i < HAZARD_THREADS; i++)
		/* Acquire: the reader's last use of the node comes before its reuse (LAST USE in hazard_stack.c). */
		if (atomic_load_explicit(&stack.slots[i].hazard, memory_order_acquire) == node)
			return true;
	return false;
}

/* ---- sweeping ---------------------------------------------------------------- */

static struct hazard_node *take_first(void)
{
	struct hazard_node *node = retired.first;

	if (retired.open == &node->retired)
		retired.open = &retired.first;
	retired.first = node->retired;
	if (!retired.first)
		retired.last = &retired.first;
	retired.count--;
	return node;
}

static void keep(struct hazard_node *node)
{
	node->retired = NULL;
	*retired.last = node;
	retired.last = &node->retired;
	retired.count++;
	retired.opened++;
}

static void look_at_first(void)
{
	struct hazard_node *node = take_first();

	if (is_hazard(node))
		keep(node);
	else
		reclaim(node);
}

/* Looks at each retired node once. */
static void sweep(void)
{
	for (unsigned left = retired.count; left; left--)
		look_at_first();
}

/* Takes one ticket for all nodes without one, after they were unlinked. */
static membarrier_ticket_t take_ticket(void)
{
	membarrier_ticket_t ticket = membarrier_ticket();

	for (; *retired.open; retired.open = &(*retired.open)->retired)
		((struct node *)*retired.open)->ticket = ticket;
	retired.opened = 0;
	return ticket;
}

/* Sweeps the first nodes whose tickets have passed. Returns at how many it has looked. */
static unsigned sweep_passed(void)
{
	unsigned closed = retired.count - retired.opened, looked = 0;

	while (looked < closed && membarrier_ticket_passed(((struct node *)retired.first)->ticket)) {
		look_at_first();
		looked++;
	}
	return looked;
}

static bool barrier_raw(void)
{
	atomic_fetch_add_explicit(&raw_barriers, 1, memory_order_relaxed);
	return contender_raw.call();
}

static bool retire_one(bool (*barrier)(void))
{
	struct hazard_node *node = hazard_pop(&retired.hazards);

	keep(node);
	if (retired.count < batch)
		return true;
	if (!barrier())
		return false;
	sweep();
	return true;
}

static bool retire_raw(void)
{
	return retire_one(barrier_raw);
}

static bool retire_slow(void)
{
	return retire_one(contender_library.call);
}

static bool retire_with_ticket(void)
{
	keep(hazard_pop(&retired.hazards));
	if (retired.opened >= (batch + GROUPS - 1) / GROUPS)
		take_ticket();
	if (retired.count >= batch && !sweep_passed()) {
		if (retired.opened == retired.count)
			take_ticket();
		/* Waits for the oldest: a barrier in flight may serve it, and one that begins now serves all. */
		membarrier_ticket_wait(((struct node *)retired.first)->ticket);
		sweep_passed();
	}
	return true;
}

/* ---- contenders -------------------------------------------------------------- */

static void attach(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill_stack);
	if (hazard_attach(&retired.hazards, &stack) != 0) {
		fprintf(stderr, "reclaim: expected at most %d threads\n", HAZARD_THREADS);
		exit(EXIT_USAGE);
	}
	retired.open = retired.last = &retired.first;
}

/* Pushes all nodes again, so that the next slice finds the stack full. */
static void detach(void)
{
	while (retired.count) {
		membarrier_slow_path(); /* HAZARD: pairs with the fast path in hazard_look(). */
		sweep();
		sched_yield();
	}
	hazard_detach(&retired.hazards);
}

static uint64_t barriers_raw(void)
{
	return atomic_load_explicit(&raw_barriers, memory_order_relaxed);
}

static const struct contender *find(const char *name)
{
	static const struct contender raw = {
		.name = "raw", .call = retire_raw, .barriers = barriers_raw, .attach = attach, .detach = detach
	};
	static struct contender slow, tickets;

	slow = contender_library; /* its count of barriers */
	slow.name = "slow";
	slow.attach = attach;
	slow.detach = detach;
	tickets = slow;
	slow.call = retire_slow;
	tickets.name = "tickets";
	tickets.call = retire_with_ticket;
	if (strcmp(name, "raw") == 0)
		return &raw;
	if (strcmp(name, "slow") == 0)
		return &slow;
	return strcmp(name, "tickets") == 0 ? &tickets : NULL;
}

int main(int argc, char **argv)
{
	static struct contention contention = { .name = "reclaim",
		                                    .executable = "bench/reclaim",
		                                    .title = "A call is a node popped and retired" };
	const struct setting more[] = { { "--batch", NUMBER, &batch, 1, 4096 } };
	char standard[] = "raw,slow,tickets";
	struct contest contest = { .find = find, .names = standard, .more = more, .mores = 1 };

	(void)argc;
	return contest_run(&contention, &contest, help, argv);
}
