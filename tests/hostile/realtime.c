/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * realtime - a peer under SCHED_FIFO spins on its CPU, and no other thread runs there. A slow
 * path of an ordinary thread does not need to. It returns while the peer spins on, and the
 * peer's CPU has taken one interrupt for each slow path.
 *
 * Control: a system call that interrupts no CPU, which must not show such interrupts.
 *
 * The peer spins for a fifth of a second at most, then sleeps, so that other threads run
 * and the peer does not reach the kernel's limit for such threads.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../ordering/pair.h"
#include "../unit/strategy.h"

enum { CALLS = 20, WINDOWS = 10, MOST_BURSTS = 100, BURST_MS = 200, PAUSE_MS = 100 };

static atomic_int bursts_asked, bursts_begun; /* the peer spins while they are equal ... */
static atomic_int bursts_over;                /* ... and this one is less */
static atomic_long preempted; /* how often the peer lost its CPU; the numbers of the bursts publish it */
static atomic_bool enough, stop;

#define LOAD(object) atomic_load_explicit(&(object), memory_order_relaxed)
#define STORE(object, value) atomic_store_explicit(&(object), (value), memory_order_relaxed)

static void pause_ms(long milliseconds)
{
	nanosleep(&(struct timespec){ 0, milliseconds * 1000 * 1000 }, NULL);
}

/* If a kernel thread of a higher priority takes the peer's CPU, no barrier needs to interrupt it. */
static void count_preemptions(void)
{
	struct rusage usage;

	CHECK(getrusage(RUSAGE_THREAD, &usage) == 0, "%s", strerror(errno));
	STORE(preempted, usage.ru_nivcsw);
}

static void *spin(void *unused)
{
	const struct sched_param lowest = { .sched_priority = sched_get_priority_min(SCHED_FIFO) };

	pair_pin(FAST_CPU);
	if (sched_setscheduler(0, SCHED_FIFO, &lowest))
		SKIP("SCHED_FIFO: %s", strerror(errno));
	while (!LOAD(stop)) {
		uint64_t end = pair_nanoseconds() + BURST_MS * UINT64_C(1000000);

		if (LOAD(bursts_asked) == LOAD(bursts_begun)) {
			pause_ms(1);
			continue;
		}
		count_preemptions();
		atomic_store_explicit(&bursts_begun, LOAD(bursts_asked), memory_order_release);
		while (!LOAD(enough) && pair_nanoseconds() < end)
			membarrier_fast_path();
		count_preemptions();
		atomic_store_explicit(&bursts_over, LOAD(bursts_begun), memory_order_release);
	}
	return unused;
}

/* ---- /proc/interrupts: the row that ends in this text, the peer's column --- */

/* The first line names the CPUs that have a column. */
static int column_of(unsigned cpu, const char *header)
{
	unsigned found;
	int used;

	for (int column = 0; sscanf(header, " CPU%u%n", &found, &used) == 1; column++, header += used)
		if (found == cpu)
			return column;
	SKIP("/proc/interrupts has no column for CPU %u", cpu);
}

static unsigned long interrupts(const char *kind)
{
	FILE *file = fopen("/proc/interrupts", "r");
	char *line = NULL, *at;
	size_t size = 0;
	unsigned long count;
	int column;

	if (!file || getline(&line, &size, file) < 0)
		SKIP("/proc/interrupts: %s", strerror(errno));
	column = column_of(pair_cpus[FAST_CPU], line);
	do
		if (getline(&line, &size, file) < 0)
			SKIP("/proc/interrupts has no row of %s", kind);
	while (!strstr(line, kind));
	at = strchr(line, ':');
	CHECK(at, "%s", line);
	at++;
	do
		count = strtoul(at, &at, 10);
	while (column--);
	free(line);
	fclose(file);
	return count;
}

/* ---- windows: some calls within one burst ---------------------------------- */

static void nothing(void)
{
	syscall(SYS_getppid);
	/* Takes about as long as a slow path. */
	for (uint64_t end = pair_nanoseconds() + 10000; pair_nanoseconds() < end;)
		continue;
}

/* Returns the interrupts; -1 if the burst was over before all calls had returned, or the peer lost its CPU. */
static long window(const char *kind, void (*call)(void))
{
	unsigned long before, after;
	int burst = LOAD(bursts_asked) + 1;
	long preempted_before;

	STORE(enough, false);
	STORE(bursts_asked, burst);
	while (atomic_load_explicit(&bursts_begun, memory_order_acquire) != burst)
		sched_yield();
	preempted_before = LOAD(preempted);
	before = interrupts(kind);
	for (int i = 0; i < CALLS; i++)
		call();
	after = interrupts(kind);
	if (LOAD(bursts_over) == burst)
		return -1;
	STORE(enough, true);
	while (atomic_load_explicit(&bursts_over, memory_order_acquire) != burst)
		pause_ms(1);
	return LOAD(preempted) == preempted_before ? (long)(after - before) : -1;
}

/* Returns the interrupts per call, over all windows that lay within a burst. */
static double rate(const char *kind, void (*call)(void))
{
	long sum = 0, counted = 0;

	for (int i = 0; counted < WINDOWS; i++) {
		long taken = window(kind, call);

		if (i == MOST_BURSTS)
			SKIP("machine too busy: %ld of %d windows within a burst", counted, WINDOWS);
		if (taken >= 0) {
			sum += taken < CALLS ? taken : CALLS; /* other interrupts may come in bursts */
			counted++;
		}
		pause_ms(PAUSE_MS);
	}
	return (double)sum / (double)(counted * CALLS);
}

static void slow_path(void)
{
	membarrier_slow_path();
}

int main(void)
{
	struct membarrier_info info = strategy_info();
	const char *kind = strcmp(info.strategy, "membarrier") == 0 ? "unction call interrupts" : "TLB shootdowns";
	double control, real;
	pthread_t peer;

	if (!info.asymmetric)
		SKIP("plain fences interrupt no CPU");
	pair_find_cpus();
	interrupts(kind);
	pair_pin(SLOW_CPU);
	peer = pair_start(spin);
	control = rate(kind, nothing);
	real = rate(kind, slow_path);
	STORE(stop, true);
	CHECK(pthread_join(peer, NULL) == 0, "no thread");
	printf("interrupts of the spinning CPU: %.2f per slow path, %.2f per call of the control\n", real, control);
	if (control > 0.2)
		SKIP("INCONCLUSIVE: that CPU takes as many other interrupts");
	CHECK(real >= 0.9, "%.2f interrupts per slow path", real);
	CHECK(strategy_stats().recovered == 0 && strategy_stats().declined == 0, "it was refused");
	return 0;
}
