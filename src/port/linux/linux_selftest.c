/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_selftest.c - the selftest's second thread, CPUs, and the kernel's counts of interrupts. */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../../atomics.h"
#include "../port_selftest.h"
#include "../posix_selftest.h"

/* ---- CPUs ---------------------------------------------------------------- */

#define WORD_BITS (8 * (unsigned)sizeof(unsigned long))

/* The most CPUs any kernel is configured for; cpu_set_t ends at 1024, and the call then fails on larger machines. */
#define MOST_CPUS 8192u

struct cpus {
	unsigned long words[MOST_CPUS / WORD_BITS];
};

static bool has(const struct cpus *cpus, unsigned cpu)
{
	return cpus->words[cpu / WORD_BITS] >> cpu % WORD_BITS & 1;
}

/* The calling thread's. */
static bool read_cpus(struct cpus *cpus)
{
	memset(cpus, 0, sizeof *cpus);
	return linux_call(SYS_sched_getaffinity, 0, sizeof *cpus, (long)cpus, 0) > 0;
}

static bool set_cpus(int thread, const struct cpus *cpus)
{
	return linux_call(SYS_sched_setaffinity, thread, sizeof *cpus, (long)cpus, 0) == 0;
}

static bool pin(int thread, unsigned cpu)
{
	struct cpus one;

	memset(&one, 0, sizeof one);
	one.words[cpu / WORD_BITS] = 1ul << cpu % WORD_BITS;
	return set_cpus(thread, &one);
}

/* The first CPU of the set from `from` on, and round; it has one. */
static unsigned next_cpu(const struct cpus *cpus, unsigned from)
{
	while (!has(cpus, from % MOST_CPUS))
		from++;
	return from % MOST_CPUS;
}

unsigned mb_port_cpus(void)
{
	struct cpus allowed;
	unsigned found = 0;

	if (!read_cpus(&allowed))
		return 0;
	for (unsigned cpu = 0; cpu < MOST_CPUS && found < 2; cpu++)
		found += has(&allowed, cpu);
	return found;
}

/* ---- the peer ------------------------------------------------------------ */

struct peer {
	struct posix_peer posix;
	int thread;         /* the kernel's number, from the thread itself */
	struct cpus before; /* the caller's */
	bool pinned;
	unsigned cpu;
};

static void *begin(void *argument)
{
	struct peer *peer = argument;

	/* PEER-1: pairs with PEER-2; the thread exists, and can be pinned. */
	store_release(&peer->thread, (int)linux_call(SYS_gettid, 0, 0, 0, 0));
	peer->posix.run(peer->posix.argument);
	return NULL;
}

static bool start(struct peer *peer, void (*run)(void *), void *argument)
{
	if (!posix_peer_start(&peer->posix, begin, run, argument))
		return false;
	/* PEER-2: pairs with PEER-1. The thread is not pinned yet, so it gets to run. */
	for (unsigned attempt = 0; !load_acquire(&peer->thread); attempt++)
		mb_port_pause(attempt);
	return true;
}

static unsigned this_cpu(void)
{
	unsigned here = 0;

	linux_call(SYS_getcpu, (long)&here, 0, 0, 0);
	return here;
}

static void pin_both(struct peer *peer)
{
	unsigned mine;

	if (!read_cpus(&peer->before))
		return;
	mine = next_cpu(&peer->before, this_cpu());
	peer->cpu = next_cpu(&peer->before, mine + 1);
	if (peer->cpu == mine || !pin(peer->thread, peer->cpu))
		return;
	peer->pinned = pin(0, mine);
	if (!peer->pinned)
		set_cpus(peer->thread, &peer->before);
}

struct peer *mb_port_peer_start(void (*run)(void *), void *argument)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (!peer || !start(peer, run, argument)) {
		free(peer);
		return NULL;
	}
	pin_both(peer);
	return peer;
}

bool mb_port_peer_pinned(const struct peer *peer)
{
	return peer->pinned;
}

/* getrusage(2): a thread's voluntary and involuntary context switches, Linux >= 2.6.26. */
bool mb_port_peer_losses(const struct peer *peer, uint64_t *losses)
{
	struct rusage usage;

	if (this_cpu() != peer->cpu || getrusage(RUSAGE_THREAD, &usage))
		return false;
	*losses = (uint64_t)usage.ru_nvcsw + (uint64_t)usage.ru_nivcsw;
	return true;
}

void mb_port_peer_join(struct peer *peer)
{
	if (peer->pinned) {
		set_cpus(peer->thread, &peer->before);
		set_cpus(0, &peer->before);
	}
	posix_peer_join(&peer->posix);
}

/* ---- /proc/interrupts ---------------------------------------------------- */

/*
 *            CPU0       CPU1                 CPUs that are offline have no column
 *  24:          1          0  IO-APIC ...
 * CAL:     238211      26190   Function call interrupts
 * ERR:          0
 *
 * Read in pieces: with hundreds of CPUs it is a megabyte.
 */
struct table {
	long file;
	long at, end;
	char piece[4096];
};

/* What it ends a row with, on every architecture that counts such interrupts under a name (x86, arm, arm64, riscv). */
#define FUNCTION_CALLS "unction call interrupts"
/* x86 alone. */
#define SHOOTDOWNS "TLB shootdowns"
#define TAIL (sizeof FUNCTION_CALLS - 1) /* the longer one */

static int next_character(struct table *table)
{
	if (table->at == table->end) {
		table->at = 0;
		table->end = linux_call(SYS_read, table->file, (long)table->piece, sizeof table->piece, 0);
		if (table->end <= 0) {
			table->end = 0;
			return -1;
		}
	}
	return (unsigned char)table->piece[table->at++];
}

/* How many columns come before that CPU's; -1: it has none. */
static int find_column(struct table *table, unsigned cpu)
{
	int column = 0, c = next_character(table);

	while (c >= 0 && c != '\n') {
		unsigned number = 0;

		if (c < '0' || c > '9') {
			c = next_character(table);
			continue;
		}
		for (; c >= '0' && c <= '9'; c = next_character(table))
			number = number * 10 + (unsigned)(c - '0');
		if (number == cpu) {
			while (c >= 0 && c != '\n')
				c = next_character(table);
			return column;
		}
		column++;
	}
	return -1;
}

/* One row: the count in the column, and how the row ends. False at the table's end. */
static bool read_row(struct table *table, int column, uint64_t *count, char tail[TAIL + 1])
{
	int c = next_character(table);
	bool numbers = false; /* past the label, before the description */

	*count = 0;
	memset(tail, ' ', TAIL);
	tail[TAIL] = '\0';
	if (c < 0)
		return false;
	for (int at = -1; c >= 0 && c != '\n'; c = next_character(table)) {
		bool first = tail[TAIL - 1] == ' ' || tail[TAIL - 1] == ':';

		if (c == ':' && at < 0) {
			numbers = true;
			at = 0;
		} else if (numbers && c != ' ') {
			numbers = c >= '0' && c <= '9';
			if (numbers && first)
				at++;
			if (numbers && at == column + 1)
				*count = *count * 10 + (uint64_t)(c - '0');
		}
		memmove(tail, tail + 1, TAIL - 1);
		tail[TAIL - 1] = (char)c;
	}
	return true;
}

static bool ends_with(const char *tail, const char *text)
{
	return strcmp(tail + TAIL - strlen(text), text) == 0;
}

/* The rows are added up: 32-bit ARM has had one for single calls and one for the others. */
static bool read_counts(struct table *table, unsigned cpu, const char *kind, struct interrupts *counts)
{
	int column = find_column(table, cpu);
	char tail[TAIL + 1];
	bool found = false;
	uint64_t count;

	counts->wanted = counts->all = 0;
	while (column >= 0 && read_row(table, column, &count, tail)) {
		counts->all += count;
		if (ends_with(tail, kind)) {
			counts->wanted += count;
			found = true;
		}
	}
	return found;
}

bool mb_port_interrupts(const struct peer *peer, const struct strategy *strategy, struct interrupts *counts)
{
	struct table table = { .at = 0 };
	const char *kind = NULL;
	bool found;

	if (strategy == &mb_port_linux_expedited)
		kind = FUNCTION_CALLS;
	if (strategy == &mb_port_linux_mprotect)
		kind = SHOOTDOWNS;
	if (!kind)
		return false;
	table.file = linux_call(SYS_openat, AT_FDCWD, (long)"/proc/interrupts", O_RDONLY | O_CLOEXEC, 0);
	if (table.file < 0)
		return false;
	found = read_counts(&table, peer->cpu, kind, counts);
	linux_call(SYS_close, table.file, 0, 0, 0);
	return found;
}

#else
typedef int mb_linux_selftest_is_elsewhere;
#endif
