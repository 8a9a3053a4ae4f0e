/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * select_publish.c - fast paths that ran before the strategy was chosen.
 *
 *   select_publish LIBRARY   (none: it was built as a static one only)
 *
 * Scenario SB (store buffering), over and over, while the library is being loaded
 * into a running process by dlopen():
 *
 *   hot thread                  rare thread
 *   x = round                   y = round
 *   membarrier_fast_path()      membarrier_slow_path()
 *   r1 = y                      r2 = x            never both from the round before
 *
 * This program is not linked with the library. Each child process starts its two
 * threads first. The third thread, main, calls dlopen(), and the library's constructor
 * chooses. Before that the constructor asks getauxval() whether it may trust the
 * environment. This program defines that function: in it the child looks up the addresses
 * of the two fences, before anything is chosen, and the two threads begin. Children differ
 * in what happens next:
 *
 *   HELD     the constructor is held there for many rounds: the slow path must
 *            choose without it, and must not wait for it;
 *   RACING   the constructor goes on as soon as the first round has begun;
 *   RETURNED the threads get the addresses only when dlopen() has returned.
 *
 * Broken control: the same children with a local fence for the slow path. The weak
 * outcome must appear there, or the test is inconclusive.
 */
#define _GNU_SOURCE
#include "pair.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CHILDREN = 30,
	ROUNDS = 2000,
	HELD_ROUNDS = 200,
	SECONDS = 60, /* the longest run of a silent control */
	HANG_SECONDS = 60
};

enum way { HELD, RACING, RETURNED, WAYS };

typedef void fence_function(void);

static const char *library;
static enum way way;
static bool control;

/* Shared with the parent. */
static struct result {
	long rounds, weak, early; /* early: children whose threads began inside the constructor */
	unsigned long long slow_paths, barriers;
} * result;

/* ---- the two threads ----------------------------------------------------- */

static struct pair_line x, y, round_of[2]; /* each has a cache line */
static int r1[ROUNDS + 1], r2[ROUNDS + 1];

/* Relaxed unless a comment says otherwise: only the fences under test order the accesses. */
#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

static _Atomic(fence_function *) fast_path, slow_path;

static fence_function *await(_Atomic(fence_function *) *function)
{
	fence_function *found;

	/* Acquire: pairs with the release in take_addresses(); the library is mapped and relocated. */
	while (!(found = atomic_load_explicit(function, memory_order_acquire)))
		sched_yield();
	return found;
}

static void meet(int me, int round)
{
	int spins = 0;

	/* Release and acquire: each side sees the other's results of the last round, and that it has ended. */
	atomic_store_explicit(&round_of[me].word, round, memory_order_release);
	while (atomic_load_explicit(&round_of[!me].word, memory_order_acquire) < round)
		if (++spins > 5000)
			sched_yield();
}

static void *hot(void *unused)
{
	fence_function *fast;
	uint32_t random = 1;

	(void)unused;
	pair_pin(FAST_CPU);
	fast = await(&fast_path);
	for (int i = 1; i <= ROUNDS; i++) {
		meet(FAST_CPU, i);
		pair_clog(&random);
		STORE(x.word, i);
		fast();
		r1[i] = LOAD(y.word);
	}
	meet(FAST_CPU, ROUNDS + 1);
	return NULL;
}

static void *rare(void *unused)
{
	fence_function *slow;
	uint32_t random = 7;

	(void)unused;
	pair_pin(SLOW_CPU);
	slow = await(&slow_path);
	for (int i = 1; i <= ROUNDS; i++) {
		meet(SLOW_CPU, i);
		for (uint32_t n = pair_random(&random) % 512; n; n--)
			LOAD(y.word);
		STORE(y.word, i);
		slow();
		r2[i] = LOAD(x.word);
	}
	meet(SLOW_CPU, ROUNDS + 1);
	return NULL;
}

/* ---- inside the library's constructor ------------------------------------ */

static _Thread_local bool loading; /* this thread is in dlopen() */

static void take_addresses(void *handle)
{
	fence_function *fast, *slow;

	/* By memcpy(), because ISO C converts no object pointer to a function pointer. */
	CHECK(handle, "%s", dlerror());
	memcpy(&fast, &(void *){ dlsym(handle, "membarrier_fast_path") }, sizeof fast);
	memcpy(&slow, &(void *){ dlsym(handle, "membarrier_slow_path") }, sizeof slow);
	CHECK(fast && slow, "%s", dlerror());
	/* Release: pairs with the acquire in await(). */
	atomic_store_explicit(&fast_path, fast, memory_order_release);
	atomic_store_explicit(&slow_path, control ? pair_local_fence : slow, memory_order_release);
}

static void begin_early(void)
{
	const int last = way == HELD ? HELD_ROUNDS : 1;
	struct timespec spent;

	take_addresses(dlopen(library, RTLD_NOW | RTLD_NOLOAD));
	result->early++;
	while (LOAD(round_of[SLOW_CPU].word) < last) {
		/* CPU time of this thread: the other thread has had as much by then. */
		CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent) == 0 && spent.tv_sec < HANG_SECONDS,
		      "a slow path waits for a constructor in another thread");
		sched_yield();
	}
}

/* Replaces the C library's function, which the library calls. */
unsigned long getauxval(unsigned long type);
unsigned long getauxval(unsigned long type)
{
	static unsigned long (*real)(unsigned long);

	if (!real)
		memcpy(&real, &(void *){ dlsym(RTLD_NEXT, "getauxval") }, sizeof real);
	if (loading && way != RETURNED) {
		loading = false;
		begin_early();
	}
	return real ? real(type) : 0;
}

/* ---- children ------------------------------------------------------------ */

static void ask(void *handle)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };
	int (*get_info)(struct membarrier_info *), (*get_stats)(struct membarrier_stats *);

	memcpy(&get_info, &(void *){ dlsym(handle, "membarrier_get_info") }, sizeof get_info);
	memcpy(&get_stats, &(void *){ dlsym(handle, "membarrier_get_stats") }, sizeof get_stats);
	CHECK(get_info && get_info(&info) == 0, "no info");
	CHECK(get_stats && get_stats(&stats) == 0, "no stats");
	pair_want_cheap_fast_path(info.strategy, info.asymmetric);
	result->slow_paths += stats.slow_paths;
	result->barriers += stats.barriers + stats.joined;
}

static void child(void)
{
	pthread_t threads[2] = { pair_start(hot), pair_start(rare) };
	void *handle;

	loading = true;
	handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	CHECK(handle, "%s", dlerror());
	loading = false;
	if (!LOAD(fast_path))
		take_addresses(handle);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	for (int i = 1; i <= ROUNDS; i++)
		result->weak += r1[i] != i && r2[i] != i;
	result->rounds += ROUNDS;
	ask(handle);
}

static void run_child(unsigned index)
{
	int status;
	pid_t pid;

	way = index % WAYS;
	fflush(stdout);
	pid = fork();
	CHECK(pid >= 0, "fork() fails");
	if (pid == 0) {
		child();
		exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid, "waitpid() fails");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		exit(77);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "child %u (way %u): wait status %#x", index, way,
	      (unsigned)status);
}

static void report(unsigned children)
{
	printf("%s: %u children, %ld of them early: %ld weak of %ld rounds; %llu slow paths, %llu barriers\n",
	       control ? "control" : "real", children, result->early, result->weak, result->rounds, result->slow_paths,
	       result->barriers);
}

int main(int argc, char **argv)
{
	uint64_t end = pair_nanoseconds() + SECONDS * UINT64_C(1000000000);
	unsigned children;

	if (argc != 2)
		SKIP("no shared library was built");
	library = argv[1];
	pair_find_cpus();
	result = mmap(NULL, sizeof *result, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(result != MAP_FAILED, "no memory to share");

	control = true;
	for (children = 0; children < CHILDREN || (!result->weak && pair_nanoseconds() < end); children++)
		run_child(children);
	report(children);
	if (!result->weak)
		SKIP("INCONCLUSIVE: the broken control was not seen to fail");
	if (!result->early)
		SKIP("this library's constructor does not call getauxval(), or not ours");

	control = false;
	memset(result, 0, sizeof *result);
	for (children = 0; children < CHILDREN; children++)
		run_child(children);
	report(children);
	CHECK(result->weak == 0, "%ld weak outcomes", result->weak);
	CHECK(result->early == CHILDREN - CHILDREN / WAYS, "%ld children began early", result->early);
	CHECK(result->slow_paths == (unsigned long long)CHILDREN * ROUNDS && result->barriers == result->slow_paths,
	      "%llu slow paths, %llu barriers", result->slow_paths, result->barriers);
	return 0;
}
