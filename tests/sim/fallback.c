/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * fallback.c - src/fallback.c on a system that refuses its barrier, for a time or always; and
 * scenario HOOK: the hook sees what its program prepared for it.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>

#include "store_buffering.h"

static atomic_int refusals;
static int try_x = -1;

/* ---- the port ---- */

/* 1: abort() without a call of the hook is no failure here, because this thread may not see the hook yet. */
static int hook_expected;

static void aborted(const char *line) __attribute__((noreturn));
static void aborted(const char *line)
{
	if (hook_expected)
		membarrier_sim_discard();
	membarrier_sim_fail(line);
}

#define ABORTED aborted
#include "made_up_port.h"

static int issue(void)
{
	if (atomic_load_explicit(&refusals, memory_order_relaxed) > 0) {
		atomic_fetch_sub_explicit(&refusals, 1, memory_order_relaxed);
		return -EPERM;
	}
	membarrier_sim_barrier();
	return 0;
}

static const struct strategy first = MADE_UP(1000, "first", made_up_offer, issue);
static const struct strategy second = MADE_UP(1001, "second", made_up_offer, issue);
const struct strategy *const mb_port_strategies[] = { &first, &second, NULL };

/* ---- threads ---- */

static void refuse_once(void)
{
	STORE(refusals, 1);
}

static void refuse_the_first(void)
{
	STORE(refusals, 2);
}

static void refuse_all(void)
{
	hook_expected = 1;
	STORE(refusals, 1000);
}

static void try_beside_rare(void)
{
	STORE(y, 1);
	if (!membarrier_try_slow_path())
		membarrier_sim_discard();
	try_x = LOAD(x);
}

static void check_both(void)
{
	check();
	EXPECT(!(hot_y == 0 && try_x == 0));
}

static int prepared;

static void hook(const char *line)
{
	EXPECT(prepared == 1 && line);
	membarrier_sim_discard();
}

static void prepare(void)
{
	prepared = 1;
	EXPECT(membarrier_add_last_resort(hook) == 0);
}

static void give_up(void)
{
	if (LOAD(x)) /* Without a hook the program would end. */
		membarrier_slow_path();
}

static void prepare_and_tell(void)
{
	prepare();
	STORE(x, 1);
}

/* After the hook was removed, another hook may use its place. */
static void add_and_remove(void)
{
	EXPECT(membarrier_add_last_resort(hook) == 0);
	EXPECT(membarrier_remove_last_resort(hook) == 0);
}

static void check_hooks(void)
{
	EXPECT(membarrier_remove_last_resort(hook) == -ENOENT);
}

static const struct scenario scenarios[] = { { "once", refuse_once, { hot, rare }, check },
	                                         { "first", refuse_the_first, { hot, rare }, check },
	                                         { "try", refuse_the_first, { hot, try_beside_rare, rare }, check_both },
	                                         { "hook", refuse_all, { prepare_and_tell, give_up }, NULL },
	                                         { "hooks", NULL, { add_and_remove, add_and_remove }, check_hooks },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
