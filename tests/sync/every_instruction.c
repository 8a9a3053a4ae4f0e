/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * every_instruction.c - a signal handler interrupts each single instruction of the blocks' functions: the CPU
 * traps after each one, and the handler of the trap calls what a signal handler may call.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <time.h>

#include <membarrier/eventcount.h>
#include <membarrier/pair.h>
#include <membarrier/rwlock.h>

#include "single_steps.h"

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT, other = MEMBARRIER_RWLOCK_INIT;
static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static membarrier_eventcount_t ec = MEMBARRIER_EVENTCOUNT_INIT;

/* ---- what handlers call -------------------------------------------------------- */

static void read_in_handler(void)
{
	membarrier_rwlock_token_t token;

	if (membarrier_rwlock_tryrdlock(&lock) == 0) {
		if (membarrier_rwlock_tryrdlock_token(&lock, &token) == 0)
			membarrier_rwlock_rdunlock_token(&lock, token);
		membarrier_rwlock_rdunlock(&lock);
	}
}

static void read_other_in_handler(void)
{
	CHECK(membarrier_rwlock_tryrdlock(&other) == 0, "nothing writes there");
	membarrier_rwlock_rdunlock(&other);
}

static void pair_in_handler(void)
{
	struct membarrier_pair_stats stats = { .size = sizeof stats };

	membarrier_pair_hot(&pair);
	membarrier_pair_rare(&pair);
	CHECK(membarrier_pair_get_stats(&pair, &stats) == 0, "no stats");
}

static void notify_in_handler(void)
{
	membarrier_eventcount_notify_one(&ec);
	membarrier_eventcount_notify_all(&ec);
}

static void announce_in_handler(void)
{
	membarrier_eventcount_prepare(&ec);
	membarrier_eventcount_cancel(&ec);
}

static void attach_in_handler(void)
{
	CHECK(membarrier_attach() == 0, "no record");
}

static void (*const on_top[])(void) = { read_in_handler,   read_other_in_handler, pair_in_handler,
	                                    notify_in_handler, announce_in_handler,   attach_in_handler };

/* ---- the calls that they interrupt ----------------------------------------------- */

static void read_plainly(void)
{
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	membarrier_rwlock_rdunlock(&lock);
}

static void read_by_token(void)
{
	membarrier_rwlock_token_t token;

	CHECK(membarrier_rwlock_rdlock_token(&lock, &token) == 0, "not locked");
	membarrier_rwlock_rdunlock_token(&lock, token);
}

static void read_nested(void)
{
	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	read_by_token();
	read_plainly();
	membarrier_rwlock_rdunlock(&lock);
}

static void write_once(void)
{
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "not locked");
	membarrier_rwlock_wrunlock(&lock);
}

static void hot(void)
{
	membarrier_pair_hot(&pair);
}

static void rare(void)
{
	membarrier_pair_rare(&pair);
}

static void announce_and_cancel(void)
{
	membarrier_eventcount_prepare(&ec);
	membarrier_eventcount_cancel(&ec);
}

static void notify(void)
{
	membarrier_eventcount_notify_one(&ec);
}

static void detach_and_attach(void)
{
	membarrier_detach();
	CHECK(membarrier_attach() == 0, "no record");
}

static void (*const interrupted[])(void) = { read_plainly, read_by_token,       read_nested, write_once,       hot,
	                                         rare,         announce_and_cancel, notify,      detach_and_attach };

/* Sets the modes of the blocks: fenced, or free. */
static void set_modes(bool free)
{
	CHECK(membarrier_rwlock_wrlock(&lock) == 0, "a read lock was left behind");
	lock.policy_.free_next = free;
	membarrier_rwlock_wrunlock(&lock);
	CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "an announcement was left behind, or taken twice");
	ec.state_ = free ? 0 : MEMBARRIER_EVENTCOUNT_FENCED_;
	CHECK(pair.mode_ == MEMBARRIER_PAIR_FREE_ || pair.mode_ == MEMBARRIER_PAIR_FENCED_, "a revocation was left: %u",
	      pair.mode_);
	pair.mode_ = free ? MEMBARRIER_PAIR_FREE_ : MEMBARRIER_PAIR_FENCED_;
}

static void each_on_top_of_each(bool free)
{
	long all = 0;

	for (unsigned i = 0; i < sizeof interrupted / sizeof *interrupted; i++)
		for (unsigned n = 0; n < sizeof on_top / sizeof *on_top; n++) {
			struct membarrier_thread_ *mine = membarrier_self_;

			set_modes(free);
			step_through(interrupted[i], on_top[n], 0);
			all += steps;
			CHECK(handled, "function %u: no handler ran", i);
			CHECK(membarrier_self_ == mine, "function %u, handler %u: another record", i, n);
		}
	set_modes(free);
	CHECK(membarrier_detach() == 0, "a slot was left behind");
	CHECK(membarrier_attach() == 0, "no record");
	printf("%s: %ld instructions\n", free ? "free" : "fenced", all);
}

/* Each run acts at one instruction, until signals are held: after an earlier attach there is nothing to do. */
static void one_record_is_taken(void)
{
	struct membarrier_thread_ *mine = membarrier_self_;
	long at = 0;

	do {
		CHECK(membarrier_detach() == 0, "a slot is held");
		step_through(attach_in_handler, attach_in_handler, ++at);
		CHECK(membarrier_self_ == mine, "a handler at instruction %ld, and a second record", at);
	} while (handled);
	CHECK(at > 1 && steps >= at, "signals were never held");
}

/* ---- a notification that comes at each instruction of prepare and wait --------------- */

static volatile sig_atomic_t item;
static int waited;
static struct timespec soon;

static void store_and_notify(void)
{
	item = 1;
	membarrier_eventcount_notify_one(&ec);
}

static void consume(void)
{
	uint32_t key = membarrier_eventcount_prepare(&ec);

	if (item) {
		membarrier_eventcount_cancel(&ec);
		waited = 0;
	} else {
		waited = membarrier_eventcount_wait(&ec, key, &soon);
	}
}

static void no_notification_is_lost(bool free)
{
	long last;

	item = 0;
	ec.state_ = free ? 0 : MEMBARRIER_EVENTCOUNT_FENCED_;
	step_through(consume, NULL, 0);
	last = futex_at;
	CHECK(last > 0 && waited == -ETIMEDOUT, "no futex(2) among %ld instructions", steps);
	for (long at = 1; at <= last; at++) {
		item = 0;
		ec.state_ = free ? 0 : MEMBARRIER_EVENTCOUNT_FENCED_;
		step_through(consume, store_and_notify, at);
		/* The number of instructions is not always the same. */
		CHECK((futex_at && at > futex_at) || (item && waited == 0), "a notification at instruction %ld is lost", at);
		CHECK(ec.state_ < MEMBARRIER_EVENTCOUNT_WAITER_, "an announcement was left behind");
	}
	printf("%s: a notification at each of %ld instructions\n", free ? "free" : "fenced", last);
}

int main(void)
{
	clock_gettime(CLOCK_MONOTONIC, &soon); /* This time has passed. */
	begin_single_steps(detach_and_attach);
	one_record_is_taken();
	for (int free = 0; free < 2; free++) {
		each_on_top_of_each(free);
		no_notification_is_lost(free);
	}
	return 0;
}
