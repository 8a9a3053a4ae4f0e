/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * msan.c - under MemorySanitizer, with a library that was not built with it: the header must report all that a
 * program may read as written. -DUNSEEN, a control: the program calls the symbols that the header wraps. -DREFUSED,
 * another control: the program reads what a refused call has not written.
 */
#include <membarrier.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned read_bytes(const char *text)
{
	unsigned sum = 0;

	while (text && *text)
		sum += (unsigned char)*text++;
	return sum;
}

static unsigned look_at_info(void)
{
	struct membarrier_info *info = malloc(sizeof *info);
	unsigned sum;

	info->size = sizeof *info;
	if (membarrier_get_info(info))
		return 1;
	sum = read_bytes(info->strategy) + read_bytes(info->reason) + read_bytes(info->basis) + read_bytes(info->setting) +
	      (unsigned)info->asymmetric + (unsigned)info->documented + info->candidates;
	free(info);
	return sum;
}

static unsigned look_at_candidates(void)
{
	/* By a pointer, which a macro in place of the function would not cover. */
	int (*get)(unsigned, struct membarrier_candidate *) = membarrier_get_candidate;
	unsigned sum = 0;

	for (unsigned i = 0;; i++) {
		struct membarrier_candidate c;

		c.size = sizeof c;
		if (get(i, &c))
			return sum;
		sum += read_bytes(c.name) + read_bytes(c.reason) + read_bytes(c.basis) + (unsigned)c.verdict +
		       (unsigned)c.error + (unsigned)c.asymmetric + (unsigned)c.documented;
	}
}

static unsigned look_at_stats(void)
{
	struct membarrier_stats stats;

#ifdef REFUSED
	stats.size = 0;
	(void)membarrier_get_stats(&stats);
#else
	stats.size = sizeof stats;
#ifdef UNSEEN
	if (membarrier_get_stats_for_(&stats))
		return 1;
#else
	if (membarrier_get_stats(&stats))
		return 1;
#endif
#endif
	return (unsigned)(stats.slow_paths + stats.barriers + stats.joined + stats.recovered + stats.declined);
}

static unsigned look_at_selftest(void)
{
	struct membarrier_selftest_report s;

	s.size = sizeof s;
	if (membarrier_selftest(20, &s))
		return 1;
	return read_bytes(s.reason) + (unsigned)s.result + (unsigned)(s.rounds + s.forbidden + s.control_rounds) +
	       (unsigned)(s.control_weak + s.witnessed + s.interrupts) + read_bytes(s.home_reason) +
	       (unsigned)s.home_result + (unsigned)(s.home_rounds + s.home_forbidden + s.home_witnessed + s.home_interrupts);
}

int main(void)
{
	membarrier_ticket_t ticket = membarrier_ticket();

	membarrier_slow_path();
	membarrier_ticket_wait(ticket);
	/* The program branches on each value, because MemorySanitizer checks branches. */
	if (membarrier_ticket_passed(ticket))
		puts("passed");
	if (membarrier_try_slow_path())
		puts("made");
	if (membarrier_require(0) == 0 && membarrier_version() > 0)
		puts("here");
	if (look_at_info())
		puts("info");
	if (look_at_candidates())
		puts("candidates");
	if (look_at_stats())
		puts("stats");
	if (look_at_selftest())
		puts("selftest");
	return 0;
}
