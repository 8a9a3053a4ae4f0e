/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * crowd.c - how callers that meet wait for each other's barriers.
 *
 * What is sound is share.h's affair: whatever is decided here, a caller returns only
 * when a barrier that began after its entry is over, and every wait is bounded, after
 * which it makes a barrier of its own. All else in this file is performance, and every
 * word it keeps is a hint that may be lost or stale. doc/performance.md has the figures.
 *
 * What dominates is the interrupt. A barrier is cheap (a third of a microsecond) if no
 * other thread of the process is running, and dear (ten) if one is, even if it only
 * waits for the barrier. So there are two good ways for callers to wait, and which is
 * better shows only in the figures:
 *
 *   BURST  All but one sleep. The one whose turn it is makes cheap barriers as fast as it
 *          can, each serving every sleeper, and wakes one now and then. Right if only
 *          the callers themselves made barriers dear.
 *   SHARE  Barriers are dear whatever the callers do, because some other thread runs. So
 *          as many callers as possible shall be served by each: a caller gives up the CPU
 *          once before it begins a barrier, and lets those queue up that run meanwhile.
 *
 * BURST is tried now and then; if dear barriers outnumber cheap ones, it is over. And
 * giving up the CPU loses where a stranger takes it, for milliseconds: a CPU where that
 * was seen is marked as robbed for a time, and there callers only spin.
 */
#define MEMBARRIER_BUILDING_ 1
#include "share.h"

/* In nanoseconds. */
#define DEAR 2000               /* more than a context switch or two: then sharing a barrier pays */
#define TURN 150000             /* in a burst, how long one caller has before it wakes another */
#define SLEEP 2000000           /* the longest sleep, should nobody wake the sleeper */
#define WINDOW 1000000          /* bursts are judged by so much of them, after as much for callers to fall asleep */
#define LASTING 10              /* a burst of fewer windows was no more than a hot thread's absence */
#define APART 20000000          /* from one burst to the next, and up to eight times that if none lasts */
#define PATIENCE 50000          /* how long to wait for another's barrier by giving up the CPU ... */
#define SPIN 30000              /* ... or by spinning, where that is robbed */
#define LATE 400000             /* the CPU came back so much later than it should: robbed? */
#define ROBBED_FOR 32           /* for so many times the loss, which costs 3 % at most ... */
#define LENT_FOR 1              /* ... or for as long as the loss, if only this caller lost by it */
#define MOST_LATE 4000000       /* counting so much of it */
#define SERVED_EVERY 100000     /* callers served so often meanwhile came off well */

#define CROWD 64 /* barriers to look out for others, after one was met */
#define YIELDS 4
#define MOST_YIELDS 1000
#define MOST_SPINS 10000
#define SLEEPS 2

enum { SETTLE, BURST, SHARE };

struct shared_ membarrier_shared_ __attribute__((aligned(64))) = { .started = MEMBARRIER_FIRST_INDEX_,
	                                                               .done = MEMBARRIER_FIRST_INDEX_ };
#define shared membarrier_shared_

static struct {
	atomic_u64_ until; /* the end of this phase */
	atomic_u64_ woken; /* when a sleeper was woken last */
	uint32_t phase;
	uint32_t cheap, dear; /* barriers since the phase began */
	uint32_t good;        /* windows of this burst that were worth it */
	uint32_t failures;    /* bursts in a row that were soon over */
} course __attribute__((aligned(64)));

#define CPUS 64
static struct {
	atomic_u64_ robbed_until;
	size_t served; /* callers that met others */
} cpus[CPUS];
static size_t undisturbed __attribute__((aligned(64))); /* those of all CPUs that were not robbed */

/* One caller's wait. */
struct wait {
	uint64_t began, now;
	unsigned cpu;
	unsigned yields, spins, sleeps;
	bool robbed;   /* as cpus[cpu] said when last looked at */
	bool gathered; /* has given way once before beginning a barrier */
};

static void look_round(struct wait *w)
{
	w->now = membarrier_port_now_();
	w->cpu = membarrier_port_cpu_() % CPUS;
	w->robbed = atomic_load_relaxed_(&cpus[w->cpu].robbed_until) > w->now;
}

static void count_served(const struct wait *w)
{
	atomic_add_relaxed_(&cpus[w->cpu].served, 1);
	if (!w->robbed)
		atomic_add_relaxed_(&undisturbed, 1);
}

/* What was served when the CPU was given up. */
struct before {
	unsigned cpu;
	size_t here, undisturbed;
};

static struct before give_up_cpu(struct wait *w)
{
	look_round(w);
	return (struct before){ w->cpu, atomic_load_relaxed_(&cpus[w->cpu].served), atomic_load_relaxed_(&undisturbed) };
}

/*
 * It should have been back when due. A loss only if callers came off badly meanwhile:
 * if those on this CPU were served they had it, and while those on others are served
 * undisturbed, only this caller has lost.
 */
static void got_cpu_back(struct wait *w, const struct before *before, uint64_t due)
{
	uint64_t late, many;
	bool others;

	look_round(w);
	late = w->now - due;
	many = late / SERVED_EVERY;
	if (w->cpu != before->cpu || w->now < due || late < LATE ||
	    atomic_load_relaxed_(&cpus[w->cpu].served) - before->here > many)
		return;
	/* Those here are among them. */
	others = atomic_load_relaxed_(&undisturbed) - before->undisturbed > 2 * many;
	if (late > MOST_LATE)
		late = MOST_LATE;
	atomic_store_relaxed_(&cpus[w->cpu].robbed_until, w->now + (others ? LENT_FOR : ROBBED_FOR) * late);
	w->robbed = true;
}

static void give_way(struct wait *w)
{
	struct before before = give_up_cpu(w);

	w->yields++;
	membarrier_port_yield_();
	got_cpu_back(w, &before, w->now);
}

/* The half of done that changes: a system's wait takes 32 bits. */
static const uint32_t *low_half(const uint64_t *word)
{
	static const union {
		uint16_t word;
		uint8_t first;
	} order = { 1 };

	return (const uint32_t *)(const void *)word + (order.first ? 0 : 1);
}

static void sleep_until_done_moves(struct wait *w, uint64_t done)
{
	struct before before;
	uint64_t due;

	w->sleeps++;
	atomic_store_relaxed_(&shared.sleepers, 1);
	/* WAKE-1: the sleeper is announced before it looks at done; pairs with SB-c or WAKE-2 of whoever moves it.
	 * A wake-up may be lost all the same (models/spin/wake.pml); SLEEP makes it good. */
	MEMBARRIER_FULL_FENCE_();
	if (atomic_load_relaxed_(&shared.done) != done)
		return;
	before = give_up_cpu(w);
	due = membarrier_port_sleep_(low_half(&shared.done), (uint32_t)done, SLEEP)
	              ? atomic_load_relaxed_(&course.woken)
	              : w->now + SLEEP;
	got_cpu_back(w, &before, due > w->now ? due : w->now);
}

static bool spin(struct wait *w, uint64_t at_most)
{
	if (w->spins >= MOST_SPINS || w->now - w->began >= at_most)
		return false;
	w->spins++;
	for (unsigned i = 0; i < 10; i++)
		cpu_relax_();
	w->now = membarrier_port_now_();
	return true;
}

/* For another's barrier. False: long enough. */
static bool wait_a_little(struct wait *w, uint64_t done)
{
	if (w->robbed)
		return spin(w, SPIN);
	if (atomic_load_relaxed_(&course.phase) == SHARE) {
		if (w->yields >= YIELDS && (w->yields >= MOST_YIELDS || w->now - w->began >= PATIENCE))
			return false;
		give_way(w);
		return true;
	}
	/* Those that meet rarely need not sleep: a cheap barrier is over by then. */
	if (spin(w, DEAR))
		return true;
	if (w->sleeps >= SLEEPS)
		return false;
	sleep_until_done_moves(w, done);
	return true;
}

/* Before beginning a barrier: whoever can run now shall be served by it. */
static bool gather(struct wait *w)
{
	if (w->gathered || w->robbed || !atomic_load_relaxed_(&shared.crowd) ||
	    atomic_load_relaxed_(&course.phase) != SHARE)
		return false;
	w->gathered = true;
	give_way(w);
	return true;
}

static void met_others(void)
{
	if (atomic_load_relaxed_(&shared.crowd) != CROWD)
		atomic_store_relaxed_(&shared.crowd, CROWD);
}

static void begin_phase(uint32_t phase, uint64_t until)
{
	atomic_store_relaxed_(&course.phase, phase);
	atomic_store_relaxed_(&course.until, until);
	atomic_store_relaxed_(&course.cheap, 0);
	atomic_store_relaxed_(&course.dear, 0);
}

static void count_barrier(uint64_t now, uint64_t took)
{
	uint32_t *kind = took > DEAR ? &course.dear : &course.cheap;
	uint32_t failures = atomic_load_relaxed_(&course.failures);

	/* Losing a count among several leaders does no harm; an atomic addition would cost. */
	atomic_store_relaxed_(kind, atomic_load_relaxed_(kind) + 1);
	if (now < atomic_load_relaxed_(&course.until))
		return;
	if (atomic_load_relaxed_(&course.phase) == SHARE) {
		begin_phase(SETTLE, now + WINDOW);
	} else if (atomic_load_relaxed_(&course.phase) == SETTLE) {
		begin_phase(BURST, now + WINDOW);
	} else if (atomic_load_relaxed_(&course.cheap) >= atomic_load_relaxed_(&course.dear)) {
		begin_phase(BURST, now + WINDOW);
		atomic_store_relaxed_(&course.good, atomic_load_relaxed_(&course.good) + 1);
	} else {
		if (atomic_load_relaxed_(&course.good) >= LASTING)
			failures = 0;
		begin_phase(SHARE, now + ((uint64_t)APART << failures));
		atomic_store_relaxed_(&course.failures, failures < 3 ? failures + 1 : 3);
		atomic_store_relaxed_(&course.good, 0);
	}
}

static void wake(uint64_t now)
{
	bool burst = atomic_load_relaxed_(&course.phase) != SHARE;
	unsigned most = burst ? 1 : UINT32_MAX / 2;

	if (burst && now - atomic_load_relaxed_(&course.woken) < TURN)
		return;
	atomic_store_relaxed_(&shared.sleepers, 0);
	atomic_store_relaxed_(&course.woken, now);
	if (membarrier_port_wake_(low_half(&shared.done), most) >= most)
		atomic_store_relaxed_(&shared.sleepers, 1); /* There may be more. */
}

void membarrier_wake_(void)
{
	wake(membarrier_port_now_());
}

bool membarrier_lead_(const struct strategy_ *strategy, uint64_t index)
{
	uint64_t began, now;
	uint32_t crowd;

	began = membarrier_port_now_();
	/* SHARE-6: SB-a of a barrier made in a crowd: started was incremented, and all the caller did, before it. */
	MEMBARRIER_FULL_FENCE_();
	if (membarrier_issue_(strategy))
		return false;
	membarrier_publish_(index);
	/* WAKE-2: SB-c of a barrier made in a crowd; and done has moved before sleepers is read: pairs with WAKE-1. */
	MEMBARRIER_FULL_FENCE_();
	now = membarrier_port_now_();
	count_barrier(now, now - began);
	crowd = atomic_load_relaxed_(&shared.crowd);
	if (crowd > 0)
		atomic_store_relaxed_(&shared.crowd, crowd - 1);
	if (atomic_load_relaxed_(&shared.sleepers))
		wake(now);
	return true;
}

static bool join(const struct wait *w)
{
	met_others();
	atomic_add_relaxed_(&shared.joined, 1);
	count_served(w);
	/* SHARE-7: SB-c of a caller that another's barrier served. */
	MEMBARRIER_FULL_FENCE_();
	return true;
}

bool membarrier_serve_(const struct strategy_ *strategy, uint64_t need)
{
	struct wait w = { 0 };
	uint64_t index;

	look_round(&w);
	w.began = w.now;
	for (;;) {
		uint64_t done;

		if (membarrier_passed_(need))
			return join(&w);
		done = atomic_load_relaxed_(&shared.done);
		if (done == atomic_load_relaxed_(&shared.started)) {
			if (gather(&w))
				continue;
			if (membarrier_begin_if_idle_(&index))
				break;
		} else {
			met_others();
			if (!wait_a_little(&w, done)) {
				index = membarrier_begin_();
				break;
			}
		}
	}
	count_served(&w);
	return membarrier_lead_(strategy, index);
}
