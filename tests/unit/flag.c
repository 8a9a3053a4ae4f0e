/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * flag - calls that pass the flag of another copy, as they do if the linker takes a function
 * of the header from one copy of the library and the flag from another. They must obey that
 * flag, and nothing that this copy has chosen. Also with a library that was built with
 * MEMBARRIER_FENCE_ONLY, which has no barrier for a flag > 0.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include "spawn.h"
#include "strategy.h"

#define UNKNOWN 12345

/* What the last resort of a program is told. */
#define OTHER_COPY                                                                               \
	"libmembarrier: another copy of the library in this process made fast paths free, and this " \
	"one has no process-wide barrier for them: it is older, or was built with MEMBARRIER_FENCE_ONLY\n"
#define PLEDGED                                                                                     \
	"libmembarrier: this program was built with MEMBARRIER_ASSUME_ASYMMETRIC, and no process-wide " \
	"barrier is known to be sound here (`membarrier info` says why)\n"

static int asymmetric, chosen; /* whether this copy is asymmetric, and the number of its strategy */

static struct membarrier_flag_ flag_of(int id)
{
	static const char another_copy;
	struct membarrier_flag_ flag = { .id = id, .owner = &another_copy };

	return flag;
}

/* Checks how many slow paths and barriers the call makes. */
#define MADE(slow_paths_, barriers_, call)                                                                        \
	do {                                                                                                          \
		struct membarrier_stats before_ = strategy_stats(), after_;                                               \
		call;                                                                                                     \
		after_ = strategy_stats();                                                                                \
		CHECK(after_.slow_paths - before_.slow_paths == (slow_paths_) &&                                          \
		          after_.barriers - before_.barriers == (barriers_),                                              \
		      "%s: %lu slow paths, %lu barriers", #call, (unsigned long)(after_.slow_paths - before_.slow_paths), \
		      (unsigned long)(after_.barriers - before_.barriers));                                               \
	} while (0)

static membarrier_ticket_t ticket(uint64_t index)
{
	membarrier_ticket_t ticket = { index };

	return ticket;
}

/* ---- what ends the program ------------------------------------------------ */

static void listen(const char *line)
{
	fputs("hook: ", stdout);
	fputs(line, stdout);
	fflush(stdout);
}

struct end {
	void (*call)(struct membarrier_flag_ *flag, int pledged);
	int id, pledged;
};

static void make_end(const void *argument)
{
	const struct end *end = argument;
	struct membarrier_flag_ flag = flag_of(end->id);

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	CHECK(membarrier_add_last_resort(listen) == 0, "no room");
	end->call(&flag, end->pledged);
	puts("returned");
}

static void expect_end(void (*call)(struct membarrier_flag_ *, int), int id, int pledged, const char *line)
{
	struct end end = { call, id, pledged };
	struct outcome o;

	spawn(&o, make_end, &end);
	CHECK(spawn_killed(&o, SIGABRT), "flag %d, pledged %d: status %#x: %s", id, pledged, (unsigned)o.status, o.out);
	CHECK(strcmp(o.err, line) == 0, "flag %d, pledged %d: %s", id, pledged, o.err);
	CHECK(strncmp(o.out, "hook: ", 6) == 0 && strcmp(o.out + 6, line) == 0, "flag %d, pledged %d: %s", id, pledged,
	      o.out);
}

static void pledge(struct membarrier_flag_ *flag, int unused)
{
	(void)unused;
	CHECK(membarrier_remove_last_resort(listen) == 0, "it was added"); /* The pledge is checked before all hooks. */
	listen(PLEDGED);
	membarrier_pledge_for_(flag);
}

static void wait_for_ticket(struct membarrier_flag_ *flag, int pledged)
{
	membarrier_ticket_wait_for_(flag, pledged, ticket(1));
}

/* ---- the flags ------------------------------------------------------------ */

/* > 0: fast paths of some copy are free. This copy must make a barrier, whatever it has chosen itself, or abort. */
static void check_free(int id)
{
	struct membarrier_flag_ flag = flag_of(id);

	if (!asymmetric) {
		MADE(0, 0, CHECK(!membarrier_try_slow_path_for_(&flag, 0), "flag %d: nothing can have made the barrier", id));
		MADE(0, 0, CHECK(!membarrier_ticket_passed_for_(&flag, 0, ticket(1)), "flag %d: likewise", id));
		expect_end(membarrier_slow_path_for_, id, 0, OTHER_COPY);
		expect_end(membarrier_slow_path_for_, id, 1, OTHER_COPY);
		expect_end(wait_for_ticket, id, 0, OTHER_COPY);
		return;
	}
	for (int pledged = 0; pledged < 2; pledged++) {
		MADE(1, 1, membarrier_slow_path_for_(&flag, pledged));
		MADE(1, 1, CHECK(membarrier_try_slow_path_for_(&flag, pledged), "flag %d: it declined", id));
		/* This copy does not number its tickets: taking one makes a barrier at once, and so does asking. */
		MADE(1, 1, CHECK(membarrier_ticket_for_(&flag, pledged).index == 0, "flag %d: a number of ours", id));
		MADE(1, 1, CHECK(membarrier_ticket_passed_for_(&flag, pledged, ticket(1)), "flag %d: it declined", id));
		MADE(1, 1, CHECK(membarrier_ticket_passed_for_(&flag, pledged, ticket(UINT64_MAX)), "flag %d: it declined", id));
		MADE(1, 1, membarrier_ticket_wait_for_(&flag, pledged, ticket(1)));
		MADE(0, 0, CHECK(membarrier_ticket_passed_for_(&flag, pledged, ticket(0)), "flag %d: zero has passed", id));
	}
	CHECK(flag.id == id, "flag %d: it was overwritten with %d", id, flag.id);
	CHECK(membarrier_require_for_(&flag, MEMBARRIER_REQUIRE_ASYMMETRIC) == 0, "flag %d: fast paths are free", id);
	membarrier_pledge_for_(&flag);
}

/* < 0: no fast path is free, except in a unit that has pledged. */
static void check_fences(void)
{
	struct membarrier_flag_ flag = flag_of(-1);
	struct membarrier_info info = { .size = sizeof info };

	MADE(1, 0, membarrier_slow_path_for_(&flag, 0));
	MADE(1, 0, CHECK(membarrier_try_slow_path_for_(&flag, 0), "a fence cannot be refused"));
	MADE(0, 0, CHECK(membarrier_ticket_passed_for_(&flag, 0, membarrier_ticket_for_(&flag, 0)), "it has passed at once"));
	MADE(0, 0, membarrier_ticket_wait_for_(&flag, 0, membarrier_ticket_for_(&flag, 0)));
	MADE(0, 0, CHECK(!membarrier_try_slow_path_for_(&flag, 1), "nothing can have made the barrier"));
	MADE(0, 0, CHECK(!membarrier_ticket_passed_for_(&flag, 1, membarrier_ticket_for_(&flag, 1)), "likewise"));
	expect_end(membarrier_slow_path_for_, -1, 1, PLEDGED);
	expect_end(wait_for_ticket, -1, 1, PLEDGED);
	expect_end(pledge, -1, 1, PLEDGED);
	CHECK(membarrier_get_info_for_(&flag, &info) == 0 && !info.asymmetric, "%s", info.strategy);
	CHECK(membarrier_require_for_(&flag, MEMBARRIER_REQUIRE_ASYMMETRIC) != 0, "fast paths are not free");
	CHECK(flag.id == -1, "it was overwritten with %d", flag.id);
}

/* 0: this copy's choice is stored in the flag, so the fast paths that test it are as free as ours. */
static void check_unchosen(void)
{
	struct membarrier_flag_ flag = flag_of(0);

	MADE(1, (asymmetric ? 1u : 0u), membarrier_slow_path_for_(&flag, 0));
	CHECK(flag.id == chosen, "%d, expected %d", flag.id, chosen);
	flag = flag_of(0);
	(void)membarrier_ticket_for_(&flag, 0);
	CHECK(flag.id == chosen, "%d, expected %d", flag.id, chosen);
	flag = flag_of(0);
	CHECK(membarrier_require_for_(&flag, 0) == 0 && flag.id == chosen, "%d, expected %d", flag.id, chosen);
	flag = flag_of(0);
	if (asymmetric)
		membarrier_pledge_for_(&flag);
	else
		expect_end(pledge, 0, 1, PLEDGED);
}

/* The linker may copy the flag into the program. The new flag has the same owner, so its tickets have our numbers. */
static void check_moved(void)
{
	struct membarrier_flag_ moved = membarrier_strategy_;
	membarrier_ticket_t before = membarrier_ticket(), there;
	/* Without 64-bit atomics barriers have no numbers, and taking a ticket makes a barrier at once. */
	unsigned at_once = asymmetric && before.index == 0;

	MADE(at_once, at_once, there = membarrier_ticket_for_(&moved, 0));
	CHECK(there.index == before.index, "numbers of their own");
	membarrier_ticket_wait(before);
	CHECK(membarrier_ticket_passed_for_(&moved, 0, there), "a ticket of ours");
}

int main(void)
{
	struct membarrier_info info = strategy_info();

	CHECK((uintptr_t)&membarrier_strategy_ % 64 == 0 && sizeof membarrier_strategy_ == 64, "no cache line of its own");
	CHECK(offsetof(struct membarrier_flag_, id) == 0, "foreign fast paths read the first word");
	asymmetric = info.asymmetric;
	chosen = membarrier_strategy_.id;
	CHECK((chosen > 0) == asymmetric && chosen != 0, "%d", chosen);
	check_unchosen();
	check_fences();
	check_free(UNKNOWN);
	check_free(asymmetric ? chosen : 1);
	if (asymmetric)
		check_moved();
	CHECK(membarrier_strategy_.id == chosen, "another's flag changed ours to %d", membarrier_strategy_.id);
	return 0;
}
