/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * kinds.c - the barriers that a program asks for (home.h, code.h, restart.h, shared.h) on whatever system this is: what is
 * said to be in use is what the calls then do. No threads, nothing of the system's.
 *
 *   kinds              any answers that agree with each other; prints them
 *   kinds NAME=ANSWER...   and these must be the answers: home, code, restart, shared
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>
#include <membarrier/code.h>
#include <membarrier/home.h>
#include <membarrier/restart.h>
#include <membarrier/shared.h>

#include "../test.h"

#ifndef ENOTSUP
#define ENOTSUP EINVAL
#endif

static struct membarrier_info info_of(int (*ask)(struct membarrier_info *))
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(ask(&info) == 0 && info.strategy && info.reason && info.reason[0] && info.basis, "no info");
	return info;
}

static const char *home(void)
{
	static membarrier_home_t home;
	const struct membarrier_info info = info_of(membarrier_get_home_info);
	const bool one_cpu = strcmp(info.strategy, "one-cpu") == 0;

	membarrier_slow_path_at(&home);
	CHECK(home.place_ == 0, "a slow path wrote to the home");
	for (int i = 0; i < 3; i++) {
		membarrier_fast_path_at(&home);
		membarrier_slow_path_at(&home);
	}
	CHECK((home.place_ & 1) == one_cpu, "%s, and the home says %d", info.strategy, home.place_);
	return info.strategy;
}

/* "none" would abort: there is no code to make ready. */
static const char *code(void)
{
	static const unsigned char bytes[64];
	const struct membarrier_info info = info_of(membarrier_get_code_info);
	const bool none = strcmp(info.strategy, "none") == 0, each_thread = strcmp(info.strategy, "each-thread") == 0;

	if (!none)
		membarrier_code_ready(bytes, sizeof bytes);
	membarrier_code_enter();
	CHECK(info.asymmetric == (!none && !each_thread), "%s is asymmetric: %d", info.strategy, info.asymmetric);
	CHECK(membarrier_code_sync() == (info.asymmetric ? 0 : -ENOTSUP), "%s, and sync does not do as it says",
	      info.strategy);
	return info.strategy;
}

static const char *restart(void)
{
	const int all = membarrier_restart_all(), one = membarrier_restart_cpu(0);

	CHECK(all == one && (all == 0 || all == -ENOTSUP), "all %d, one %d", all, one);
	CHECK(membarrier_restart_cpu(-1) == (all ? -ENOTSUP : -EINVAL), "CPU -1");
	return all ? "none" : "offered";
}

/* Fenced segments are there everywhere but on CPUs without 64-bit atomics. */
static const char *shared(void)
{
	static struct membarrier_shared fenced, asymmetric;
	const unsigned both = MEMBARRIER_ROLE_FAST | MEMBARRIER_ROLE_SLOW;
	membarrier_member_t member = { 0 };
	int error;

	error = membarrier_shared_join(&fenced, both, &member);
	if (error == -ENOTSUP) {
		CHECK(membarrier_shared_create(&fenced, MEMBARRIER_MODE_FENCED) == -ENOTSUP, "created, and cannot be joined");
		return "none";
	}
	CHECK(error == -EAGAIN, "a segment that was not created: %d", error);
	CHECK(membarrier_shared_create(&fenced, MEMBARRIER_MODE_FENCED) == 0, "no fenced segment");
	CHECK(membarrier_shared_join(&fenced, both, &member) == 0 && !member.free_, "not joined");
	membarrier_shared_fast_path(&member);
	membarrier_shared_slow_path(&member);
	CHECK(membarrier_shared_receives(&member) == 0, "a member of a fenced segment is interrupted");
	error = membarrier_shared_create(&asymmetric, MEMBARRIER_MODE_ASYMMETRIC);
	CHECK(error == 0 || error == -ENOTSUP, "creating: %d", error);
	if (error)
		return "fenced";
	CHECK(membarrier_shared_join(&asymmetric, both, &member) == 0, "not joined");
	membarrier_shared_fast_path(&member);
	membarrier_shared_slow_path(&member);
	return "asymmetric";
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		const char *(*answer)(void);
	} kinds[] = { { "home", home }, { "code", code }, { "restart", restart }, { "shared", shared } };
	bool wrong = false;
	int met = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *answer = kinds[i].answer();
		const size_t length = strlen(kinds[i].name);

		printf("%s%s=%s", i ? " " : "", kinds[i].name, answer);
		for (int k = 1; k < argc; k++) {
			if (strncmp(argv[k], kinds[i].name, length) != 0 || argv[k][length] != '=')
				continue;
			met++;
			wrong |= strcmp(argv[k] + length + 1, answer) != 0;
		}
	}
	printf("\n");
	CHECK(!wrong && met == argc - 1, "expected something else");
	return 0;
}
