/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * slow_path_witness.c - does a slow path interrupt the CPU on which another thread runs?
 *
 *   slow_path_witness barrier    the slow path of the strategy in use (MEMBARRIER_STRATEGY)
 *   slow_path_witness code       membarrier_code_sync(), which must interrupt it too
 *   slow_path_witness code-lie   the same after a sandbox has begun to answer 0 for it and to do nothing
 *   slow_path_witness untouched  the strategy "mprotect" without its write: mprotect(2) on a
 *                                page that has no page table entry, which interrupts no CPU
 *   slow_path_witness home       slow paths at a home: of the peer, of the caller's own CPU, of a CPU that
 *                                is not there; the first is the control of the others, which interrupt no CPU
 *
 * If a barrier takes a microsecond and does nothing, a litmus test cannot tell it from a real
 * one, because the delay hides the outcome. The kernel's count of interrupts can. The test
 * expects 1.00 for each slow path of an asymmetric strategy, and 0.00 for plain fences, for a
 * sandbox that lies, and for the page that was never touched: these show that the witness works.
 * For code barriers the test cannot show more: x86 CPUs never executed old instructions here, even
 * without a barrier.
 *
 * The system interrupts only CPUs that run a thread of this process. So before each call
 * the caller waits until the peer has moved: then it is running.
 *
 * Other programs use this machine too, and interrupt that CPU while it runs them. So a
 * sample is shorter than a slice of the scheduler; it is compared with a control,
 * a system call that interrupts no CPU and is then made to last as long;
 * and the median of many samples counts only if most of them agree.
 */
#define _GNU_SOURCE
#include "interrupts.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <membarrier/code.h>
#include <membarrier/home.h>

#include "seccomp.h"

#define TOLERANCE 0.05

enum { SAMPLES = 200, SECONDS = 100 };

/* ---- the peer and the calls ---------------------------------------------- */

static atomic_ulong beats;
static atomic_bool stop;
static membarrier_home_t peers_home, own_home, absent_home;

static void *beat(void *unused)
{
	(void)unused;
	pair_pin(FAST_CPU);
	membarrier_fast_path_at(&peers_home);
	while (!atomic_load_explicit(&stop, memory_order_relaxed))
		atomic_store_explicit(&beats, atomic_load_explicit(&beats, memory_order_relaxed) + 1, memory_order_relaxed);
	return NULL;
}

static uint64_t deadline; /* the time at which the test is inconclusive */

static void wait_for_peer(void)
{
	unsigned long seen = atomic_load_explicit(&beats, memory_order_relaxed);

	while (atomic_load_explicit(&beats, memory_order_relaxed) == seen)
		if (pair_nanoseconds() > deadline)
			SKIP("machine too noisy: the two threads hardly ran at the same time for %d s", SECONDS);
}

static char *untouched_page;

static void untouched(void)
{
	const size_t size = (size_t)sysconf(_SC_PAGESIZE);

	CHECK(mprotect(untouched_page, size, PROT_READ | PROT_WRITE) == 0, "mprotect() fails");
	CHECK(mprotect(untouched_page, size, PROT_NONE) == 0, "mprotect() fails");
}

static void barrier(void)
{
	membarrier_slow_path();
}

static void code_sync(void)
{
	CHECK(membarrier_code_sync() == 0, "refused");
}

static void barrier_at_peer(void)
{
	membarrier_slow_path_at(&peers_home);
}

static void barrier_at_own(void)
{
	membarrier_slow_path_at(&own_home);
}

static void barrier_at_absent(void)
{
	membarrier_slow_path_at(&absent_home);
}

/* Returns how long all the calls took. */
static uint64_t call_gated(void (*call)(void))
{
	uint64_t took = 0;

	for (int i = 0; i < CALLS; i++) {
		uint64_t start;

		wait_for_peer();
		start = pair_nanoseconds();
		call();
		took += pair_nanoseconds() - start;
	}
	return took;
}

static void control_gated(uint64_t length)
{
	for (int i = 0; i < CALLS; i++) {
		uint64_t end;

		wait_for_peer();
		end = pair_nanoseconds() + length;
		syscall(SYS_getppid);
		while (pair_nanoseconds() < end)
			continue;
	}
}

/* ---- samples ------------------------------------------------------------- */

/* Interrupts per call. */
struct samples {
	double call[SAMPLES];
	double control[SAMPLES];
};

static int samples_taken = SAMPLES;
static const char *row; /* the one that counts these interrupts */

/* If the name of the row is not known, takes the row that grew most. Other rows grow by less than one in ten calls. */
static void choose_row(const struct table *from, const struct table *to)
{
	unsigned best = 0;
	static char label[sizeof from->row[0].label];

	for (unsigned i = 0; i < from->rows && i < to->rows; i++)
		if (to->row[i].count - from->row[i].count > to->row[best].count - from->row[best].count)
			best = i;
	memcpy(label, from->row[best].label, sizeof label);
	row = label;
}

static void take_samples(void (*call)(void), struct samples *samples)
{
	static struct table tables[3];

	for (int i = 0; i < samples_taken; i++) {
		uint64_t took;

		read_table(&tables[0]);
		took = call_gated(call);
		read_table(&tables[1]);
		control_gated(took / CALLS);
		read_table(&tables[2]);
		if (!row)
			choose_row(&tables[0], &tables[1]);
		samples->call[i] = growth(&tables[0], &tables[1], row);
		samples->control[i] = growth(&tables[1], &tables[2], row);
	}
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts; the middle half of the samples lies within the spread. */
static double median(double *values, double *spread)
{
	const int count = samples_taken;

	qsort(values, (size_t)count, sizeof *values, by_size);
	*spread = values[count - 1 - count / 4] - values[count / 4];
	return values[count / 2];
}

/* Returns the interrupts per call beyond those of the control, when the machine is quiet enough. */
static double measure(void (*called)(void))
{
	double call, call_spread, control, control_spread;

	while (pair_nanoseconds() < deadline) {
		struct samples samples;

		take_samples(called, &samples);
		call = median(samples.call, &call_spread);
		control = median(samples.control, &control_spread);
		printf("row %s, CPU %u: %.2f per call (spread %.2f), control %.2f (spread %.2f)\n", row, pair_cpus[FAST_CPU],
		       call, call_spread, control, control_spread);
		if (call_spread <= TOLERANCE && control <= TOLERANCE && control_spread <= TOLERANCE)
			return call - control;
	}
	SKIP("machine too noisy for %d s: see the figures", SECONDS);
}

/* ---- what is expected ---------------------------------------------------- */

static const char *row_of(const char *strategy)
{
#if defined(__x86_64__) || defined(__i386__)
	return strcmp(strategy, "mprotect") == 0 ? "TLB" : "CAL";
#else
	(void)strategy;
	return NULL;
#endif
}

static const char *strategy_wanted(struct membarrier_info *info)
{
	const char *asked = getenv("MEMBARRIER_STRATEGY");

	info->size = sizeof *info;
	CHECK(membarrier_get_info(info) == 0, "no info");
	if (asked && strcmp(asked, info->strategy) != 0)
		SKIP("strategy %s: %s", asked, info->setting);
	return info->strategy;
}

static void witness_barrier(void)
{
	struct membarrier_stats before = { .size = sizeof before }, after = before;
	struct membarrier_info info;
	double interrupts, expected;
	unsigned long long made, served;

	row = row_of(strategy_wanted(&info));
	expected = info.asymmetric ? 1 : 0;
	CHECK(membarrier_get_stats(&before) == 0, "no stats");
	interrupts = measure(barrier);
	CHECK(membarrier_get_stats(&after) == 0, "no stats");
	served = after.slow_paths - before.slow_paths;
	made = after.barriers - before.barriers;
	printf("strategy %s: %llu slow paths, %llu barriers\n", info.strategy, served, made);
	CHECK(served > 0 && served % (CALLS * SAMPLES) == 0, "%llu slow paths", served);
	CHECK(made == (info.asymmetric ? served : 0), "%llu barriers for %llu slow paths", made, served);
	CHECK(after.joined == before.joined && after.recovered == before.recovered, "a lone caller, never refused");
	CHECK(fabs(interrupts - expected) <= TOLERANCE, "%.3f interrupts per slow path, not %.0f", interrupts, expected);
}

static void witness_untouched(void)
{
	double interrupts;

	untouched_page = mmap(NULL, (size_t)sysconf(_SC_PAGESIZE), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(untouched_page != MAP_FAILED, "no page");
	row = row_of("mprotect");
	interrupts = measure(untouched);
	CHECK(fabs(interrupts) <= TOLERANCE, "%.3f interrupts per call: the witness sees what is not there", interrupts);
}

static void witness_code(bool lie)
{
	struct membarrier_info info = { .size = sizeof info };
	double interrupts;

	CHECK(membarrier_get_code_info(&info) == 0, "no info");
	if (!info.asymmetric)
		SKIP("threads serialise themselves: %s", info.reason);
	if (lie && filter_process("sync-core-lie"))
		SKIP("a seccomp filter");
	row = row_of("membarrier");
	if (!row && lie)
		SKIP("the row is not known, and none would grow");
	interrupts = measure(code_sync);
	CHECK(fabs(interrupts - !lie) <= TOLERANCE, "%.3f interrupts per call, not %d", interrupts, !lie);
}

static void witness_home(void)
{
	static const struct {
		const char *name;
		void (*call)(void);
		double expected;
	} homes[] = { { "the peer's", barrier_at_peer, 1 },
		          { "the caller's own", barrier_at_own, 0 },
		          { "one on a CPU that is not there", barrier_at_absent, 0 } };
	struct membarrier_stats before = { .size = sizeof before }, after = before;
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_home_info(&info) == 0, "no info");
	if (strcmp(info.strategy, "one-cpu") != 0)
		SKIP("no barrier for one CPU: %s", info.reason);
	row = row_of("membarrier");
	samples_taken = SAMPLES / 5; /* for each of the three */
	membarrier_fast_path_at(&own_home);
	absent_home.place_ = 500 * 2 + 5;
	wait_for_peer();
	CHECK(membarrier_get_stats(&before) == 0, "no stats");
	for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
		double interrupts = measure(homes[i].call);

		printf("home: %s: %.2f interrupts per slow path at it\n", homes[i].name, interrupts);
		CHECK(fabs(interrupts - homes[i].expected) <= TOLERANCE, "%s: %.3f interrupts per slow path, not %.0f",
		      homes[i].name, interrupts, homes[i].expected);
	}
	CHECK(membarrier_get_stats(&after) == 0 && after.slow_paths == before.slow_paths, "slow paths for every CPU");
}

int main(int argc, char **argv)
{
	pthread_t peer;

	CHECK(argc == 2, "usage: slow_path_witness barrier|code|code-lie|untouched|home");
	pair_find_cpus();
	pair_pin(SLOW_CPU);
	deadline = pair_nanoseconds() + SECONDS * UINT64_C(1000000000);
	peer = pair_start(beat);
	if (strcmp(argv[1], "barrier") == 0)
		witness_barrier();
	else if (strcmp(argv[1], "code") == 0 || strcmp(argv[1], "code-lie") == 0)
		witness_code(strcmp(argv[1], "code-lie") == 0);
	else if (strcmp(argv[1], "untouched") == 0)
		witness_untouched();
	else if (strcmp(argv[1], "home") == 0)
		witness_home();
	else
		CHECK(0, "unknown: %s", argv[1]);
	atomic_store_explicit(&stop, true, memory_order_relaxed);
	pthread_join(peer, NULL);
	return 0;
}
