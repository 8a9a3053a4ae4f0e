/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * kinds.c - what the barriers cost that a program must ask for.
 *
 *   code      back to back in a process of one thread: a slow path, and membarrier_code_sync(), which the kernel cannot
 *             skip there, because the caller's CPU must be serialised too
 *   hammer    a stranger (of another user if this program runs as root) makes barriers between processes in a loop on
 *             another CPU: how many turns a hot thread makes meanwhile, as a share of its turns without them. "default":
 *             a process that asked for nothing; "joined": a member in the role FAST (membarrier/shared.h)
 *
 * The forms take turns, in slices; each ratio is computed within a round.
 */
#define _GNU_SOURCE
#include <membarrier.h>
#include <membarrier/code.h>
#include <membarrier/shared.h>

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../tools/common/json.h"
#include "../tools/common/plural.h"
#include "../tools/common/sys.h"
#include "../tools/measure/document.h"
#include "../tools/measure/loops.h"
#include "settings.h"

#define HELP "usage: kinds [OPTION...]\n" TIMING_HELP

enum { MOST_ROUNDS = 400, GLOBAL_EXPEDITED = 1 << 1, OTHER_USER = 65534, SETTLE = 2 /* ms */ };
enum call { SLOW, CODE, CALLS };
enum hot { DEFAULT, JOINED, HOTS };

static const char *const call_names[CALLS] = { "slow path", "membarrier_code_sync()" };
static const char *const call_keys[CALLS] = { "slow", "code_sync" };
static const char *const hot_names[HOTS] = { "default", "joined" };

/* Shared with the children. */
static struct shared_memory {
	struct membarrier_shared word;
	struct lines hot[HOTS];
	atomic_int free_[HOTS]; /* 0: not ready yet; 1: a member with free fast paths, which is interrupted; 2: not free */
	atomic_bool stop;       /* never set; hot_turns() needs it */
	_Alignas(LINE) atomic_ulong blows;
} * shared;
static unsigned cpus[2];
static bool code_offered, root;

/* ---- code ---- */

static struct summary call_ns[CALLS], call_ratio;

static double call_slice(enum call call, unsigned milliseconds)
{
	const uint64_t begin = sys_nanoseconds(), end = begin + milliseconds * UINT64_C(1000000);
	uint64_t calls = 0, now;

	do {
		for (int i = 0; i < 16; i++) {
			if (call == SLOW)
				membarrier_slow_path();
			else if (membarrier_code_sync())
				exit(1);
		}
		calls += 16;
	} while ((now = sys_nanoseconds()) < end);
	return (double)(now - begin) / (double)calls;
}

static void measure_code(unsigned rounds, unsigned milliseconds)
{
	static double value[CALLS][MOST_ROUNDS], ratio[MOST_ROUNDS];
	uint64_t random = 88172645463325252u;
	unsigned order[CALLS];

	for (unsigned i = 0; i < rounds; i++) {
		random_order(order, CALLS, &random);
		for (unsigned k = 0; k < CALLS; k++)
			value[order[k]][i] = call_slice((enum call)order[k], milliseconds);
		ratio[i] = quotient(value[CODE][i], value[SLOW][i]);
	}
	for (unsigned k = 0; k < CALLS; k++)
		call_ns[k] = summarise(value[k], rounds);
	call_ratio = summarise(ratio, rounds);
}

/* ---- hammer ---- */

static struct summary hot_left[HOTS], blow_us[HOTS];

static pid_t start(void (*run)(enum hot hot), enum hot hot)
{
	pid_t child = fork();

	if (child < 0) {
		perror("kinds: cannot create a process");
		exit(1);
	}
	if (child == 0) {
		run(hot);
		_exit(0);
	}
	return child;
}

static void run_hot(enum hot hot)
{
	membarrier_member_t member = { 0 };
	int joined = hot == JOINED ? membarrier_shared_join(&shared->word, MEMBARRIER_ROLE_FAST, &member) : 0;

	sys_pin(cpus[1]);
	atomic_store(&shared->free_[hot], hot == DEFAULT || (joined == 0 && member.free_) ? 1 : 2);
	raise(SIGSTOP);
	hot_turns(&shared->hot[hot], &shared->stop);
}

static void run_hammer(enum hot unused)
{
	(void)unused;
	sys_pin(cpus[0]);
	if (root && (setgid(OTHER_USER) || setuid(OTHER_USER)))
		_exit(1);
	raise(SIGSTOP);
	for (;;) {
		if (syscall(SYS_membarrier, GLOBAL_EXPEDITED, 0, 0))
			_exit(1);
		atomic_fetch_add_explicit(&shared->blows, 1, memory_order_relaxed);
	}
}

/* Returns the turns of a hot process in a nanosecond, with or without a stranger's calls, which take *blow each. */
static double hot_slice(pid_t hot_process, enum hot hot, pid_t hammer, unsigned milliseconds, double *blow)
{
	unsigned long blows;
	unsigned turns;
	uint64_t begin, took;

	kill(hot_process, SIGCONT);
	if (hammer)
		kill(hammer, SIGCONT);
	sys_sleep(SETTLE);
	begin = sys_nanoseconds();
	turns = atomic_load_explicit(&shared->hot[hot].stored, memory_order_relaxed);
	blows = atomic_load_explicit(&shared->blows, memory_order_relaxed);
	sys_sleep(milliseconds);
	turns = atomic_load_explicit(&shared->hot[hot].stored, memory_order_relaxed) - turns;
	blows = atomic_load_explicit(&shared->blows, memory_order_relaxed) - blows;
	took = sys_nanoseconds() - begin;
	kill(hot_process, SIGSTOP);
	if (hammer)
		kill(hammer, SIGSTOP);
	*blow = (double)took / 1000 / (double)(blows ? blows : 1);
	return (double)turns / (double)took;
}

static void measure_hammer(unsigned rounds, unsigned milliseconds)
{
	static double left[HOTS][MOST_ROUNDS], blow[HOTS][MOST_ROUNDS];
	const pid_t hot[HOTS] = { start(run_hot, DEFAULT), start(run_hot, JOINED) }, hammer = start(run_hammer, DEFAULT);

	while (!atomic_load(&shared->free_[DEFAULT]) || !atomic_load(&shared->free_[JOINED]))
		sys_sleep(1);
	for (unsigned i = 0; i < rounds; i++)
		for (unsigned k = 0; k < HOTS; k++) {
			double unused, alone = hot_slice(hot[k], (enum hot)k, 0, milliseconds, &unused);
			double beside = hot_slice(hot[k], (enum hot)k, hammer, milliseconds, &blow[k][i]);

			left[k][i] = quotient(beside, alone);
		}
	for (unsigned k = 0; k < HOTS; k++) {
		hot_left[k] = summarise(left[k], rounds);
		blow_us[k] = summarise(blow[k], rounds);
		kill(hot[k], SIGKILL);
	}
	kill(hammer, SIGKILL);
	while (wait(NULL) > 0)
		continue;
}

/* ---- reports ---- */

static void print_text(void)
{
	char left[64], text[64];

	if (code_offered) {
		printf("\n%-24s  %7s\n", "one thread", "ns");
		for (unsigned k = 0; k < CALLS; k++)
			printf("%-24s  %7.0f\n", call_names[k], call_ns[k].median);
		printf("ratio: %.2f %s\n", call_ratio.median, quartiles_text(call_ratio, 2, text));
	} else {
		puts("\nno barrier for code here");
	}
	printf("\na stranger's barriers, of %s user\n", root ? "another" : "the same");
	printf("%-24s  %9s  %s\n", "hot process", "us a call", "left of the hot thread's speed");
	for (unsigned k = 0; k < HOTS; k++)
		printf("%-24s  %9.2f  %5s %s%s\n", hot_names[k], blow_us[k].median, figure_text(hot_left[k].median, 2, left),
		       quartiles_text(hot_left[k], 2, text), atomic_load(&shared->free_[k]) == 2 ? " (could not join)" : "");
}

static void print_json(unsigned rounds, unsigned milliseconds)
{
	json_object(NULL);
	json_text("table", "kinds");
	json_count("rounds", rounds);
	json_count("slice_ms", milliseconds);
	json_array("code");
	for (unsigned k = 0; code_offered && k < CALLS; k++) {
		json_object(NULL);
		json_text("form", call_keys[k]);
		document_summary("ns", call_ns[k]);
		if (k == CODE)
			document_summary("to_slow", call_ratio);
		json_end();
	}
	json_end();
	json_truth("other_user", root);
	json_array("hammer");
	for (unsigned k = 0; k < HOTS; k++) {
		json_object(NULL);
		json_text("hot", hot_names[k]);
		json_truth("as_meant", atomic_load(&shared->free_[k]) == 1);
		document_summary("call_us", blow_us[k]);
		document_summary("hot_left", hot_left[k]);
		json_end();
	}
	json_end();
	json_end();
}

int main(int argc, char **argv)
{
	struct timing timing = read_timing(HELP, MOST_ROUNDS, NULL, argv);
	struct membarrier_info info = { .size = sizeof info };

	(void)argc;
	if (timing.seconds)
		timing.rounds =
			rounds_within(timing.seconds, CALLS * timing.slice + 2 * HOTS * (timing.slice + SETTLE), MOST_ROUNDS);
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || membarrier_shared_create(&shared->word, MEMBARRIER_MODE_ASYMMETRIC) != 0) {
		puts("cannot be tried here: no asymmetric segment");
		return 77;
	}
	if (sys_allowed_cpus(cpus, 2) < 2) {
		puts("cannot be tried here: it takes two CPUs");
		return 77;
	}
	root = geteuid() == 0;
	printf("%u round%s, slices of %u ms; medians, and behind them the quartiles\n", timing.rounds,
	       plural(timing.rounds), timing.slice);
	fflush(stdout);
	measure_hammer(timing.rounds, timing.slice); /* Its processes are not registered for code barriers. */
	code_offered = membarrier_get_code_info(&info) == 0 && info.asymmetric;
	if (code_offered)
		measure_code(timing.rounds, timing.slice);
	print_text();
	if (timing.json) {
		if (!write_to(timing.json))
			return 2;
		print_json(timing.rounds, timing.slice);
	}
	return 0;
}
