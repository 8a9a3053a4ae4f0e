/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_mprotect_pool - more callers at once than mprotect has prepared pages. A supervisor holds
 * every caller in the kernel, after it has claimed its page, until all have called. Then no two
 * may have the same page. Afterwards they make many calls as fast as they can.
 */
#define _GNU_SOURCE
#include <pthread.h>

#include "strategy.h"
#include "supervisor.h"

enum { CALLERS = 80, CALLS = 200 };

static struct seccomp_notif held[CALLERS];
static struct supervisor supervisor;

/* Holds callers of mprotect() in their first step: answers none until all have called. */
static void *hold_all(void *unused)
{
	while (__atomic_load_n(&supervisor.listener, __ATOMIC_ACQUIRE) < 0) /* Pairs with main()'s release. */
		sched_yield();
	for (int i = 0; i < CALLERS; i++) {
		CHECK(ioctl(supervisor.listener, SECCOMP_IOCTL_NOTIF_RECV, &held[i]) == 0, "caller %d: %s", i, strerror(errno));
		for (int j = 0; j < i; j++)
			CHECK(held[i].data.args[0] != held[j].data.args[0], "callers %d and %d have the same page", i, j);
	}
	for (int i = 0; i < CALLERS; i++) {
		struct seccomp_notif_resp reply = { .id = held[i].id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };

		CHECK(ioctl(supervisor.listener, SECCOMP_IOCTL_NOTIF_SEND, &reply) == 0, "caller %d: %s", i, strerror(errno));
	}
	return unused;
}

static void *call(void *calls)
{
	for (int i = 0; i < *(const int *)calls; i++)
		membarrier_slow_path();
	return NULL;
}

static void call_in_threads(int calls)
{
	struct membarrier_stats before = strategy_stats(), after;
	pthread_t threads[CALLERS];
	const unsigned total = CALLERS * (unsigned)calls;

	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_create(&threads[i], NULL, call, &calls) == 0, "thread %d", i);
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	after = strategy_stats();
	CHECK(after.slow_paths - before.slow_paths == total, "%lu", (unsigned long)after.slow_paths);
	CHECK(after.recovered == before.recovered && after.declined == before.declined, "nothing was refused");
}

/* The filter is installed before the pool's threads exist, so that they have it too. */
static void hold_in_the_kernel(void)
{
	static const struct filter first_step = { "first-step",           SYS_mprotect,          FILTER_IF_EQUAL, 2,
		                                      PROT_READ | PROT_WRITE, SECCOMP_RET_USER_NOTIF };
	pthread_t holder;
	int listener;

	supervisor.listener = -1;
	CHECK(pthread_create(&holder, NULL, hold_all, NULL) == 0, "no thread");
	listener = filter_install(&first_step, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (listener < 0)
		SKIP("a seccomp supervisor: %s", strerror(-listener));
	/* Release: pairs with the load in hold_all(). */
	__atomic_store_n(&supervisor.listener, listener, __ATOMIC_RELEASE);
	call_in_threads(1);
	CHECK(pthread_join(holder, NULL) == 0, "no thread");
	printf("%d callers at once, each with a page of its own\n", CALLERS);
}

int main(void)
{
	struct membarrier_info info = strategy_info();

	call_in_threads(CALLS);
	printf("%d callers, %d calls each\n", CALLERS, CALLS);
	if (strcmp(info.strategy, "mprotect") == 0)
		hold_in_the_kernel();
	return 0;
}
