/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_mprotect_map_limit - slow paths in a process that can get no more mappings, or no more data. The
 * strategy mprotect must have got all that it needs when it was tried.
 *
 *   linux_mprotect_map_limit few    vm.max_map_count is reached; callers that overlap
 *   linux_mprotect_map_limit many   the same, with more callers at once than prepared pages; a supervisor
 *                                   holds the callers that have a page, while the others look for one
 *   linux_mprotect_map_limit data   RLIMIT_DATA is reached
 *
 * Control: a page in the middle of a mapping, or one of private memory, cannot be made
 * writable any more.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/resource.h>

#include "strategy.h"
#include "supervisor.h"

enum { FEW = 16, MANY = 80, POOL = 64, CALLS = 3000, CALLS_OF_MANY = 20, MOST_MAPPINGS = 1000000 };

static int gate;
static size_t page_size;

/* A refusal may take a second, and there may be thousands of them. */
static void *call(void *unused)
{
	while (!__atomic_load_n(&gate, __ATOMIC_RELAXED))
		sched_yield();
	for (int i = 0; i < CALLS; i++) {
		membarrier_slow_path();
		if (i % 16 == 0)
			CHECK(strategy_stats().recovered == 0, "slow paths were refused");
	}
	return unused;
}

/* A caller that finds no page for long asks again, and that is counted. */
static void *call_as_one_of_many(void *unused)
{
	while (!__atomic_load_n(&gate, __ATOMIC_RELAXED))
		sched_yield();
	for (int i = 0; i < CALLS_OF_MANY; i++)
		membarrier_slow_path();
	return unused;
}

static char *map_private(size_t pages)
{
	char *at = mmap(NULL, pages * page_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(at != MAP_FAILED, "mmap(): %s", strerror(errno));
	return at;
}

/* Neighbours have different rights, so that the kernel does not merge them. */
static void take_all_mappings(void)
{
	long taken = 0;

	while (taken < MOST_MAPPINGS &&
	       mmap(NULL, page_size, taken & 1 ? PROT_READ : PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
		taken++;
	if (taken == MOST_MAPPINGS)
		SKIP("the limit on mappings: %ld were available", taken);
	printf("%ld mappings more, then none\n", taken);
}

static void check_control(char *page)
{
	if (mprotect(page, page_size, PROT_READ | PROT_WRITE) == 0)
		SKIP("INCONCLUSIVE: the limit does not keep a page from being made writable");
}

static void start(pthread_t *threads, int callers, void *(*caller)(void *))
{
	for (int i = 0; i < callers; i++)
		CHECK(pthread_create(&threads[i], NULL, caller, NULL) == 0, "thread %d", i);
}

static void check_calls(pthread_t *threads, int callers, int calls)
{
	struct membarrier_stats before = strategy_stats(), after;

	__atomic_store_n(&gate, 1, __ATOMIC_RELAXED);
	for (int i = 0; i < callers; i++)
		CHECK(pthread_join(threads[i], NULL) == 0, "thread %d", i);
	after = strategy_stats();
	CHECK(after.slow_paths - before.slow_paths == (size_t)callers * (size_t)calls, "%lu",
	      (unsigned long)after.slow_paths);
}

static void few(void)
{
	char *middle = map_private(3) + page_size;
	pthread_t threads[FEW];

	start(threads, FEW, call);
	take_all_mappings();
	check_control(middle);
	check_calls(threads, FEW, CALLS);
}

static int listener = -1;

static void let(const struct seccomp_notif *call_held)
{
	struct seccomp_notif_resp reply = { .id = call_held->id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };

	CHECK(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply) == 0, "answering: %s", strerror(errno));
}

/* The first POOL callers keep their pages until the others have looked for one in vain for some time. */
static void *hold_first(void *unused)
{
	static struct seccomp_notif held[POOL], next;

	while (__atomic_load_n(&listener, __ATOMIC_ACQUIRE) < 0) /* Pairs with many()'s release. */
		sched_yield();
	for (int i = 0; i < POOL; i++)
		CHECK(ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &held[i]) == 0, "caller %d: %s", i, strerror(errno));
	usleep(100000);
	for (int i = 0; i < POOL; i++)
		let(&held[i]);
	for (;;) {
		memset(&next, 0, sizeof next);
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &next) == 0)
			let(&next);
	}
	return unused;
}

static void many(void)
{
	static const struct filter first_step = { "first-step",           SYS_mprotect,          FILTER_IF_EQUAL, 2,
		                                      PROT_READ | PROT_WRITE, SECCOMP_RET_USER_NOTIF };
	static pthread_t threads[MANY];
	pthread_t holder;
	int installed;

	CHECK(pthread_create(&holder, NULL, hold_first, NULL) == 0, "no thread");
	installed = filter_install(&first_step, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (installed < 0)
		SKIP("a seccomp supervisor: %s", strerror(-installed));
	start(threads, MANY, call_as_one_of_many); /* they have the filter */
	take_all_mappings();
	/* Release: pairs with the load in hold_first(). */
	__atomic_store_n(&listener, installed, __ATOMIC_RELEASE);
	check_calls(threads, MANY, CALLS_OF_MANY);
}

static void data(void)
{
	const struct rlimit none = { 0, 0 };
	char *page = map_private(1);
	pthread_t threads[FEW];

	start(threads, FEW, call);
	CHECK(setrlimit(RLIMIT_DATA, &none) == 0, "setrlimit(): %s", strerror(errno));
	check_control(page);
	check_calls(threads, FEW, CALLS);
}

int main(int argc, char **argv)
{
	struct membarrier_info info = strategy_info();

	page_size = (size_t)sysconf(_SC_PAGESIZE);
	CHECK(argc == 2, "few, many or data");
	if (strcmp(info.strategy, "mprotect") != 0)
		SKIP("mprotect, which is not offered here");
	if (strcmp(argv[1], "few") == 0)
		few();
	else if (strcmp(argv[1], "many") == 0)
		many();
	else
		data();
	return 0;
}
