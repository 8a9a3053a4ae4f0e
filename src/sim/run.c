/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * run.c - calls main() again and again, each time with the program's memory as it was at the
 * start. The program starts here instead of in main() (-Wl,--wrap=main, in libmembarrier-sim.pc).
 */
#define _GNU_SOURCE
#include "sim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "settings.h"

enum { RANGES = 8 };

struct simulator *mb_sim;

static struct {
	struct range range[RANGES];
	char *copy[RANGES];
	unsigned ranges;
} image;

static struct {
	int count, result;
	char **words, **environment;
} arguments;

int __real_main(int count, char **words, char **environment);
int __wrap_main(int count, char **words, char **environment);

void *mb_sim_real(const char *name);
void *mb_sim_real(const char *name)
{
	void *real = dlsym(RTLD_NEXT, name);

	if (!real)
		mb_sim_stop("the C library has no %s()", name);
	return real;
}

void mb_sim_say(const char *format, ...)
{
	va_list list;
	char text[2000];
	int length;

	va_start(list, format);
	length = vsnprintf(text, sizeof text, format, list);
	va_end(list);
	if (length > 0)
		(void)!write(sim ? sim->report : 2, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

/* The program needs what the simulator cannot do: no verdict, and no further execution. */
void mb_sim_stop(const char *format, ...)
{
	va_list list;
	char text[1000];

	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	mb_sim_say("membarrier-sim: cannot simulate this program: %s\n", text);
	_exit(MEMBARRIER_SIM_CANNOT_);
}

/* ---- the program's memory ---- */

static void keep_image(void)
{
	image.ranges = mb_sim_writable(image.range, RANGES);
	for (unsigned i = 0; i < image.ranges; i++) {
		size_t size = (size_t)(image.range[i].to - image.range[i].from);

		image.copy[i] = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (image.copy[i] == MAP_FAILED)
			mb_sim_stop("there is no memory for a copy of its data");
	}
	for (unsigned i = 0; i < image.ranges; i++)
		memcpy(image.copy[i], image.range[i].from, (size_t)(image.range[i].to - image.range[i].from));
}

static void restore_image(void)
{
	for (unsigned i = 0; i < image.ranges; i++)
		memcpy(image.range[i].from, image.copy[i], (size_t)(image.range[i].to - image.range[i].from));
}

/* ---- one execution ---- */

static void *run_main(void *unused)
{
	(void)unused;
	arguments.result = __real_main(arguments.count, arguments.words, arguments.environment);
	if (arguments.result)
		mb_sim_fail("main() returned %d", arguments.result);
	mb_sim_leave(OVER);
}

enum outcome mb_sim_execute(void)
{
	enum outcome outcome;

	restore_image();
	mb_sim_heap_start();
	mb_sim_memory_start();
	mb_sim_schedule_start();
	mb_sim_search_start();
	sim->run++;
	sim->executions++;
	for (int i = 0; i < THREADS; i++)
		sim->thread[i].begun = false;
	mb_sim_create(run_main, NULL, NULL);
	sim->running = true;
	outcome = mb_sim_enter();
	sim->running = false;
	if (sim->steps > sim->longest)
		sim->longest = sim->steps;
	return outcome;
}

/* ---- how a program ends ---- */

void exit(int status)
{
	void (*real)(int) __attribute__((noreturn));

	if (sim && sim->running) {
		if (status)
			mb_sim_fail("exit(%d)", status);
		mb_sim_leave(OVER);
	}
	*(void **)(void *)&real = mb_sim_real("exit");
	real(status);
}

void abort(void)
{
	void (*real)(void) __attribute__((noreturn));

	if (sim && sim->running)
		mb_sim_fail("abort()");
	*(void **)(void *)&real = mb_sim_real("abort");
	real();
}

void __assert_fail(const char *condition, const char *file, unsigned line, const char *function)
	__attribute__((noreturn));
void __assert_fail(const char *condition, const char *file, unsigned line, const char *function)
{
	if (sim && sim->running)
		mb_sim_fail("%s:%u: %s: assertion failed: %s", file, line, function, condition);
	mb_sim_say("%s:%u: %s: assertion failed: %s\n", file, line, function, condition);
	abort();
}

/* ---- all of them ---- */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void count(enum outcome outcome)
{
	sim->fails += outcome == FAILED;
	sim->discards += outcome == DISCARDED;
	sim->sleeps += outcome == ASLEEP;
	sim->too_long += outcome == TOO_LONG;
}

/* Returns true if all executions were seen. */
static bool search(enum search how, uint64_t executions, double end)
{
	sim->search = how;
	sim->length = 0;
	for (uint64_t i = 0; i < executions; i++) {
		if (how != SEARCH_ALL)
			mb_sim_seed(sim->set.seed, i);
		count(mb_sim_execute());
		if (sim->fails && !sim->set.keep_going)
			return false;
		if (how == SEARCH_ALL && !mb_sim_next_execution())
			return sim->set.preemptions < 0 && sim->set.reads < 0 && !sim->too_long;
		if ((i & 63) == 63 && now() > end)
			return false;
	}
	return false;
}

/* The first part of the time goes to the search of all executions, the rest to the two random searches in turn. */
static bool search_all_ways(double begin, double end)
{
	if (search(SEARCH_ALL, sim->set.executions / 4 + 1, begin + (end - begin) / 4))
		return true;
	for (unsigned round = 0; !sim->fails && now() < end && sim->executions < sim->set.executions; round++) {
		sim->set.seed += 0x1000000;
		(void)search(round % 2 ? SEARCH_PCT : SEARCH_RANDOM, 1000, end);
	}
	return false;
}

static bool run_search(void)
{
	double begin = now(), end = begin + sim->set.seconds;

	if (sim->set.search == SEARCH_REPLAY) {
		(void)search(SEARCH_REPLAY, 1, end);
		return false;
	}
	if (sim->set.search == SEARCH_AUTO)
		return search_all_ways(begin, end);
	return search(sim->set.search, sim->set.executions, end);
}

static int verdict(bool complete, double took)
{
	if (sim->set.brief) {
		mb_sim_say("%s %llu\n",
		           sim->fails ? "fails"
		           : complete ? "holds"
		                      : "unknown",
		           (unsigned long long)sim->executions);
		return 0;
	}
	if (sim->fails)
		mb_sim_report_failure();
	if (!sim->set.quiet)
		mb_sim_say("membarrier-sim: %s: %llu execution%s%s in %.2f s (%s; %u discarded, %u cut short, %u alike)\n",
		           sim->fails ? "FAILED" : "held", (unsigned long long)sim->executions, sim->executions == 1 ? "" : "s",
		           complete ? ", all there are," : "", took,
		           sim->set.machine ? "as machines order" : "as the library promises", sim->discards, sim->too_long,
		           sim->sleeps);
	if (sim->set.control) {
		if (sim->fails)
			return 0;
		mb_sim_say("INCONCLUSIVE: the control has not failed\n");
		return 77;
	}
	if (sim->fails)
		return MEMBARRIER_SIM_FAILED_;
	if (sim->executions == sim->too_long + (uint64_t)sim->discards + sim->sleeps) {
		mb_sim_say("membarrier-sim: no execution came to its end: steps=N allows longer ones\n");
		return MEMBARRIER_SIM_CANNOT_;
	}
	return 0;
}

static void hide_output(void)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	sim->report = fcntl(2, F_DUPFD_CLOEXEC, 100);
	sim->standard_output = fcntl(1, F_DUPFD_CLOEXEC, 100);
	if (nowhere < 0 || sim->report < 0 || sim->standard_output < 0)
		mb_sim_stop("it has no standard error, or no file descriptor to spare");
	if (!sim->set.output) {
		dup2(nowhere, 1);
		dup2(nowhere, 2);
	}
	close(nowhere);
}

static void start(void)
{
	struct simulator *memory =
		mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		mb_sim_stop("there is no memory for the simulator");
	sim = memory;
	sim->report = 2;
	mb_sim_read_settings();
	if (sim->set.off)
		return;
	mb_sim_plain_start();
	if (mb_sim_contexts())
		mb_sim_stop("there are no threads, or no memory, for the simulator");
	hide_output();
	mb_sim_heap_keep();
	keep_image();
}

int __wrap_main(int count, char **words, char **environment)
{
	double begin;
	bool complete;

	arguments.count = count;
	arguments.words = words;
	arguments.environment = environment;
	start();
	if (sim->set.off)
		return __real_main(count, words, environment);
	begin = now();
	complete = run_search();
	_exit(verdict(complete, now() - begin));
}
