/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* litmus_plan.c - the cells, the order in which they run, and what their counts mean. */
#include <membarrier.h>

#include "../common/interrupt.h"
#include "../common/options.h"
#include "../common/sys.h"
#include "litmus.h"

/* The cells run in this many passes, so that a disturbance affects all of them. */
#define PASSES 4

/* Barriers as broken as the control would stay unnoticed in one of e^10 cells. */
#define EXPECTED 10

/* The extra time of controls that have not shown the outcome yet. */
#define PATIENCE_NS 10000000000u

static bool is_slow(enum barrier barrier)
{
	return barrier == SLOW || barrier == SLOW_TWICE;
}

/* The table of membarrier.h, section 2. */
static bool ordered(enum barrier left, enum barrier right)
{
	return is_slow(left) || is_slow(right) || (left == NORMAL && right == NORMAL);
}

static struct cell *add(struct plan *plan, enum shape shape, enum barrier a, enum barrier b)
{
	struct cell *cell = &plan->cells[plan->count++];

	cell->shape = shape;
	cell->barriers[0] = a;
	cell->barriers[1] = b;
	cell->barriers[2] = a; /* the relay is symmetric */
	cell->share = 2;
	cell->control = a == ONLY_COMPILER;
	cell->promised = !cell->control && (shape == RELAY ? b == SLOW_TWICE : ordered(a, b));
	if (shape == MESSAGE_PASSING && MESSAGE_PASSING_CANNOT_FAIL) {
		cell->expectation = EXPECT_IMPOSSIBLE;
		cell->share = 1;
	} else if (cell->promised || (!cell->control && !plan->asymmetric)) {
		cell->expectation = EXPECT_NONE; /* If fast paths are full fences, no outcome is weak. */
	} else {
		cell->expectation = EXPECT_WEAK;
	}
	return cell;
}

static void add_pairs(struct plan *plan, enum shape shape)
{
	static const enum barrier all[] = { FAST, NORMAL, SLOW };

	for (unsigned i = 0; i < 9; i++)
		add(plan, shape, all[i / 3], all[i % 3]);
}

void plan_fill(struct plan *plan)
{
	plan->count = 0;
	add(plan, STORE_BUFFERING, ONLY_COMPILER, ONLY_LOCAL);
	add_pairs(plan, STORE_BUFFERING);
	if (!MESSAGE_PASSING_CANNOT_FAIL)
		add(plan, MESSAGE_PASSING, ONLY_COMPILER, ONLY_LOCAL);
	add_pairs(plan, MESSAGE_PASSING);
	if (plan->threads == MOST_THREADS) {
		add(plan, RELAY, ONLY_COMPILER, ONLY_LOCAL);
		add(plan, RELAY, FAST, SLOW);
		add(plan, RELAY, FAST, SLOW_TWICE);
	}
}

/* Returns the cell's rounds in this pass; the passes together have all rounds. */
static uint64_t rounds_of_pass(const struct cell *cell, const struct limits *limits, unsigned pass)
{
	uint64_t whole = cell_slow_paths(cell) ? (limits->rounds + 4) / 5 : limits->rounds;

	if (!limits->rounds)
		return UINT64_MAX;
	return whole * (pass + 1) / PASSES - whole * pass / PASSES;
}

/* Runs a silent control for longer, because a silent control proves nothing. */
static bool insist(struct plan *plan, void (*progress)(const struct cell *, double))
{
	for (unsigned i = 0; i < plan->count; i++) {
		uint64_t start = sys_nanoseconds();
		struct cell *cell = &plan->cells[i];

		/* Not the relay's control: if two threads share a CPU, it never shows the outcome. */
		while (cell->control && cell->shape != RELAY && !cell->outcomes && !interrupt_seen() &&
		       sys_nanoseconds() - start < PATIENCE_NS) {
			progress(cell, 1);
			if (!cell_run(plan, cell, UINT64_MAX, PATIENCE_NS / 100))
				return false;
		}
	}
	return true;
}

bool plan_run(struct plan *plan, const struct limits *limits, void (*progress)(const struct cell *cell, double done))
{
	unsigned shares = 0, behind = 0;

	plan->pinned = true;
	for (unsigned i = 0; i < plan->count; i++)
		shares += plan->cells[i].share;
	for (unsigned pass = 0; pass < PASSES; pass++)
		for (unsigned i = 0; i < plan->count; i++) {
			struct cell *cell = &plan->cells[i];
			uint64_t rounds = rounds_of_pass(cell, limits, pass);
			uint64_t time = limits->rounds ? UINT64_MAX : limits->nanoseconds / shares / PASSES * cell->share;

			if (interrupt_seen())
				return true;
			progress(cell, (double)behind / (shares * PASSES));
			if (rounds && !cell_run(plan, cell, rounds, time))
				return false;
			behind += cell->share;
		}
	return insist(plan, progress);
}

/* Returns how often the cell would have shown the outcome by now if its barriers were as broken as the control. */
static double expected_outcomes(const struct plan *plan, const struct cell *cell)
{
	for (unsigned i = 0; i < plan->count; i++) {
		const struct cell *control = &plan->cells[i];

		if (control->control && control->shape == cell->shape && control->rounds)
			return (double)control->outcomes / (double)control->rounds * (double)cell->rounds;
	}
	return 0;
}

/* Was every slow path completed, and under an asymmetric strategy by a barrier of the system? */
static bool slow_paths_ran(const struct plan *plan, const struct cell *cell)
{
	return cell->completed == cell->asked && (!plan->asymmetric || cell->barriers_made + cell->joined == cell->asked);
}

const char *cell_reason(const struct plan *plan, const struct cell *cell)
{
	if (!cell->rounds || cell->expectation == EXPECT_IMPOSSIBLE || cell->outcomes)
		return NULL;
	if (cell->control || cell->expectation == EXPECT_WEAK)
		return "not seen";
	if (!slow_paths_ran(plan, cell))
		return "slow paths missing";
	if (expected_outcomes(plan, cell) == 0)
		return "control silent";
	return expected_outcomes(plan, cell) < EXPECTED ? "too few rounds" : NULL;
}

enum state cell_state(const struct plan *plan, const struct cell *cell)
{
	if (!cell->rounds)
		return UNTRIED;
	if (cell->outcomes)
		return cell->promised || cell->expectation == EXPECT_NONE ? FORBIDDEN : WEAK;
	if (cell->expectation == EXPECT_IMPOSSIBLE)
		return CANNOT_FAIL;
	return cell_reason(plan, cell) ? INCONCLUSIVE : HOLDS;
}

/*
 * The exit status is about the table of membarrier.h, which store buffering tests. A weak
 * cell that stayed silent breaks no promise. The relay and message passing count only if
 * they fail.
 */
int plan_status(const struct plan *plan)
{
	int status = EXIT_HOLDS;

	for (unsigned i = 0; i < plan->count; i++) {
		const struct cell *cell = &plan->cells[i];
		enum state state = cell_state(plan, cell);

		if (state == FORBIDDEN)
			return EXIT_VIOLATED;
		if (cell->shape == STORE_BUFFERING && cell->expectation == EXPECT_NONE && state != HOLDS)
			status = EXIT_UNTRIED;
		if (cell->rounds && !slow_paths_ran(plan, cell))
			status = EXIT_UNTRIED;
	}
	return interrupt_seen() ? EXIT_INTERRUPTED : status;
}
