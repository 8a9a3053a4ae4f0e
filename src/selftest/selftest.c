/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * selftest.c - does the strategy in use really work here? The run, and its result.
 *
 * There are two tests. Store buffering finds a slow path that orders only its caller and
 * is quick. It does not find a slow path that orders no other thread but takes a
 * microsecond: by then the store has drained. The count of interrupts on the other
 * thread's CPU finds that, if the system counts them. Each test has its control. If a
 * control fails, the result is "inconclusive", never "sound". If slow paths at a home
 * are barriers for one CPU, they are tried in the same ways, and have a result of their own.
 */
#define MEMBARRIER_BUILDING_ 1
#include <errno.h>
#include <stdlib.h>

#include "../fallback.h"
#include "../select.h"
#include "selftest.h"

enum {
	CYCLES = 8,    /* how often the parts alternate in the given time, so that a noisy while hits all of them */
	LONGEST = 10,  /* times the given time, where that is not enough */
	EXPECTED = 10, /* a strategy as broken as the control would escape once in e^10 runs */
	ENOUGH = 64    /* slow paths whose interrupts were counted */
};

static const char too_few[] = "too little time for a result: try more milliseconds";

static bool interrupts_tell(const struct selftest_run *run, const struct tried *tried)
{
	return run->counted && tried->slow.turns >= ENOUGH;
}

static double each_turn(const struct watch *watch)
{
	return (double)watch->interrupts / (double)watch->turns;
}

/*
 * A sound system interrupts the running peer for each slow path, whatever else there is:
 * others can only add. So less than half is a violation. Sound takes nearly all, and few
 * of other kinds, or a system that does nothing might have as many.
 */
static enum membarrier_selftest_result judge_interrupts(const struct selftest_run *run, const struct tried *tried,
                                                        const char **reason)
{
	double each = each_turn(&tried->slow);

	if (!run->alive) {
		*reason = "no forbidden outcome, but the system's counts of interrupts never change, so they show nothing";
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	}
	if (each < 0.5) {
		*reason =
			tried->at_home
				? "slow paths at a home did not interrupt the CPU of the thread that owns it: the system's barrier "
				  "for one CPU does nothing"
				: "slow paths did not interrupt the CPU of another running thread: the system's barrier does nothing";
		return MEMBARRIER_SELFTEST_VIOLATED;
	}
	*reason = too_few;
	if (tried->quiet.turns < ENOUGH)
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	if (each_turn(&tried->quiet) >= 0.5) {
		*reason =
			"no forbidden outcome, but the other CPU takes too many other interrupts: those of slow paths cannot be counted";
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	}
	if (each >= 0.9) {
		*reason =
			tried->at_home
				? "each slow path at a home interrupted the CPU of the thread that owns it"
				: "no forbidden outcome where the broken control had them, and each slow path interrupted the other CPU";
		return MEMBARRIER_SELFTEST_SOUND;
	}
	*reason =
		"no forbidden outcome, but the other CPU took neither one interrupt for each slow path nor none: "
		"the slow path works in part";
	return MEMBARRIER_SELFTEST_INCONCLUSIVE;
}

static enum membarrier_selftest_result judge_rounds(const struct selftest_run *run, const struct tried *tried,
                                                    const char **reason)
{
	double rate = run->control.played ? (double)run->control.weak / (double)run->control.played : 0;

	*reason =
		tried->at_home
			? "store buffering showed the forbidden outcome: a slow path at a home did not fence the thread that owns it"
			: "store buffering showed the forbidden outcome: the slow path did not fence the other thread";
	if (tried->real.weak)
		return MEMBARRIER_SELFTEST_VIOLATED;
	*reason = "the system refused the slow path's barrier during the test";
	if (tried->refused)
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	*reason =
		"the broken control never showed the outcome, so that a violation would not have been seen either; "
		"more milliseconds, or a less busy machine, may help";
	if (!run->control.weak)
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	*reason = too_few;
	if ((double)tried->real.played * rate < EXPECTED)
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	return MEMBARRIER_SELFTEST_SOUND;
}

/* Another strategy has served slow paths meanwhile: interrupts were of another kind. */
static bool recovered(const struct selftest_run *run, const struct tried *tried)
{
	return !tried->at_home && mb_recovered() != run->recovered;
}

static enum membarrier_selftest_result judge(const struct selftest_run *run, const struct tried *tried,
                                             const char **reason)
{
	enum membarrier_selftest_result result = judge_rounds(run, tried, reason);

	if (result == MEMBARRIER_SELFTEST_VIOLATED)
		return result;
	if (interrupts_tell(run, tried) && !recovered(run, tried)) {
		const char *why;
		enum membarrier_selftest_result told = judge_interrupts(run, tried, &why);

		/*
		 * A violation found by counting interrupts is reported even if store buffering could show nothing. At a home
		 * the count decides alone: on a busy machine the rounds of two trials would be too few for either.
		 */
		if (told != MEMBARRIER_SELFTEST_VIOLATED && result == MEMBARRIER_SELFTEST_INCONCLUSIVE &&
		    (!tried->at_home || tried->refused))
			return result;
		*reason = why;
		return told;
	}
	if (result == MEMBARRIER_SELFTEST_INCONCLUSIVE)
		return result;
	if (run->strategy->id < 0) {
		*reason = "no forbidden outcome where the broken control had them; plain fences interrupt no thread";
		return result;
	}
	if (recovered(run, tried)) {
		*reason =
			"no forbidden outcome, but the system has begun to refuse the strategy in use: interrupts were not judged";
		return MEMBARRIER_SELFTEST_INCONCLUSIVE;
	}
	if (!mb_port_peer_pinned(run->peer)) {
		*reason =
			"no forbidden outcome where the broken control had them; interrupts were not counted, "
			"because threads cannot be kept to one CPU each here";
		return result;
	}
	if (!run->counted) {
		*reason =
			"no forbidden outcome where the broken control had them; interrupts were not counted, "
			"because this system does not report them";
		return result;
	}
	*reason = too_few;
	return MEMBARRIER_SELFTEST_INCONCLUSIVE;
}

/* One slice of each part; where the given time was too short, of those alone that were. */
static void advance(struct selftest_run *run, struct tried *tried, uint64_t slice, bool all)
{
	const char *unused;

	if (all ||
	    (judge_rounds(run, tried, &unused) == MEMBARRIER_SELFTEST_INCONCLUSIVE && !(tried->at_home && run->counted)))
		mb_selftest_real(run, tried, mb_port_now() + slice);
	if (run->counted && (all || !interrupts_tell(run, tried) ||
	                     judge_interrupts(run, tried, &unused) == MEMBARRIER_SELFTEST_INCONCLUSIVE)) {
		mb_selftest_slow(run, tried, mb_port_now() + slice);
		mb_selftest_quiet(run, tried, mb_port_now() + slice);
	}
	tried->result = judge(run, tried, &tried->reason);
}

/* Goes on for the given time, or until a violation is seen; longer where nothing can be said by then. */
static bool goes_on(const struct tried *tried, bool all)
{
	return !tried->refused &&
	       (all ? tried->result != MEMBARRIER_SELFTEST_VIOLATED : tried->result == MEMBARRIER_SELFTEST_INCONCLUSIVE);
}

static void conclude(struct selftest_run *run, uint64_t given)
{
	const uint64_t start = mb_port_now(), parts = (run->counted ? 3u : 1u) * (run->one_cpu ? 2 : 1) + 1,
				   slice = given / (parts * CYCLES);
	uint64_t took = 0;
	bool everywhere = true, at_home = run->one_cpu;

	do {
		bool all = took < given;

		mb_selftest_control(run, mb_port_now() + (run->control.weak < EXPECTED ? slice : slice / 2));
		if (everywhere)
			advance(run, &run->everywhere, slice, all);
		if (at_home)
			advance(run, &run->at_home, slice, all);
		took = mb_port_now() - start;
		everywhere = goes_on(&run->everywhere, took < given);
		at_home = run->one_cpu && goes_on(&run->at_home, took < given);
	} while ((everywhere || at_home) && run->everywhere.result != MEMBARRIER_SELFTEST_VIOLATED && took < LONGEST * given);
}

static void tell(const struct selftest_run *run, struct membarrier_selftest_report *selftest)
{
	struct membarrier_info info = { .size = sizeof info };

	selftest->result = run->everywhere.result;
	selftest->reason = run->everywhere.reason;
	selftest->rounds = run->everywhere.real.played;
	selftest->forbidden = run->everywhere.real.weak;
	selftest->control_rounds = run->control.played;
	selftest->control_weak = run->control.weak;
	selftest->witnessed = run->everywhere.slow.turns;
	selftest->interrupts = run->everywhere.slow.interrupts;
	selftest->home_result = run->one_cpu ? run->at_home.result : selftest->result;
	selftest->home_reason = run->one_cpu                           ? run->at_home.reason
	                        : membarrier_get_home_info(&info) == 0 ? info.reason
	                                                               : selftest->reason;
	selftest->home_rounds = run->at_home.real.played;
	selftest->home_forbidden = run->at_home.real.weak;
	selftest->home_witnessed = run->at_home.slow.turns;
	selftest->home_interrupts = run->at_home.slow.interrupts;
}

static int try_it(unsigned milliseconds, struct membarrier_selftest_report *selftest)
{
	uint64_t given = milliseconds * UINT64_C(1000000);
	struct selftest_run *run = calloc(1, sizeof *run);

	if (!run)
		return -EAGAIN;
	run->strategy = mb_chosen(&membarrier_strategy_);
	run->recovered = mb_recovered();
	run->end = mb_port_now() + LONGEST * given;
	if (!mb_selftest_begin(run)) {
		free(run);
		return -EAGAIN;
	}
	conclude(run, given);
	tell(run, selftest);
	mb_selftest_end(run);
	free(run);
	return 0;
}

int membarrier_selftest_for_(unsigned milliseconds, struct membarrier_selftest_report *selftest)
{
	struct membarrier_selftest_report found = { .size = sizeof found, .result = MEMBARRIER_SELFTEST_INCONCLUSIVE };
	int saved = errno, error = 0;

	if (!selftest || selftest->size < sizeof *selftest || !milliseconds)
		return -EINVAL;
	found.size = selftest->size;
	if (mb_port_cpus() == 1)
		found.reason = "the calling thread may use one CPU only, and a violation needs two";
	else if (mb_port_now() == 0)
		found.reason = "this system has no clock";
	else
		error = try_it(milliseconds, &found);
	if (!found.home_reason) {
		found.home_result = found.result;
		found.home_reason = found.reason;
	}
	if (!error)
		*selftest = found;
	errno = saved;
	return error;
}
