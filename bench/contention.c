/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * contention.c - slow paths of many threads at once, beside hot threads: the library, a mutex
 * around the raw call, and liburcu's grace periods are compared with the raw call.
 *
 * It measures as `membarrier bench --contention` does, with peers that a user need not have.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "contest.h"
#include "peers.h"

static const char help[] =
	"usage: contention [OPTIONS]\n"
	"\n"
	"Slow paths of many threads at once, against the raw call.\n"
	"\n" CONTEST_HELP
	"  --contenders LIST   of raw, again, library, mutex, liburcu (all but again that are here);\n"
	"                      again is the raw call measured a second time: the noise\n"
	"\n"
	"liburcu's grace period does more than a barrier: it also waits for readers. The hot\n"
	"threads are registered readers outside of any section, and the callers registered too.\n";

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static bool call_behind_mutex(void)
{
	bool made;

	pthread_mutex_lock(&mutex);
	made = contender_raw.call();
	pthread_mutex_unlock(&mutex);
	return made;
}

static const struct contender *find(const char *name)
{
	static const struct contender mutexed = { .name = "mutex", .call = call_behind_mutex };
	static const struct contender liburcu = {
		.name = "liburcu", .call = peer_urcu_synchronize, .attach = peer_urcu_attach, .detach = peer_urcu_detach
	};
	static struct contender again;

	again = contender_raw;
	again.name = "again";
	if (strcmp(name, "raw") == 0)
		return &contender_raw;
	if (strcmp(name, "again") == 0)
		return &again;
	if (strcmp(name, "library") == 0)
		return &contender_library;
	if (strcmp(name, "mutex") == 0)
		return &mutexed;
	return strcmp(name, "liburcu") == 0 && peer_urcu_version() ? &liburcu : NULL;
}

int main(int argc, char **argv)
{
	static struct contention contention = { .name = "contention", .executable = "bench/contention", .title = "Slow paths" };
	char standard[] = "raw,library,mutex,liburcu";
	struct contest contest = { .find = find, .names = standard };

	(void)argc;
	if (!peer_urcu_version()) {
		*strrchr(standard, ',') = '\0';
		contest.absent = "liburcu: absent when this was built";
	}
	return contest_run(&contention, &contest, help, argv);
}
