/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* quiescence.c - sections and grace periods of libmembarrier-sync and of others. */
#include "reclamation.h"

#define COUNTED "barriers per grace period:"

static const struct situation situations[] = {
	SITUATION("section", "enter, look, leave", OURS(ours_section, NULL),
	          CONTENDER("by hand, a compiler barrier", barrier_section, NULL),
	          CONTENDER("by hand, a fence", fence_section, NULL), CONTENDER("liburcu memb", urcu_section, NULL),
	          CONTENDER("liburcu mb", urcu_fenced_section, NULL), CONTENDER("ck_epoch", ck_epoch_section, NULL)),
	TOGETHER("section_two", "enter, look, leave; two threads together", OURS(ours_section, ours_section),
	         CONTENDER("by hand, a compiler barrier", barrier_section, barrier_section),
	         CONTENDER("by hand, a fence", fence_section, fence_section),
	         CONTENDER("liburcu memb", urcu_section, urcu_section),
	         CONTENDER("liburcu mb", urcu_fenced_section, urcu_fenced_section),
	         CONTENDER("ck_epoch", ck_epoch_section, ck_epoch_section)),
	COUNTING("synchronize_alone", "a grace period, no reader", COUNTED, OURS(ours_synchronize, NULL),
	         CONTENDER("the raw call", raw_call, NULL), CONTENDER("liburcu memb", urcu_grace, NULL),
	         CONTENDER("liburcu mb", urcu_fenced_grace, NULL), CONTENDER("ck_epoch", ck_epoch_grace, NULL)),
	COUNTING("synchronize", "a grace period; the second thread enters, looks and leaves", COUNTED,
	         OURS(ours_synchronize, ours_section), CONTENDER("the raw call", raw_call, barrier_section),
	         CONTENDER("liburcu memb", urcu_grace, urcu_section),
	         CONTENDER("liburcu mb", urcu_fenced_grace, urcu_fenced_section),
	         CONTENDER("ck_epoch", ck_epoch_grace, ck_epoch_section)),
	TOGETHER("synchronize_two", "a grace period, two threads together", OURS(ours_synchronize, ours_synchronize),
	         CONTENDER("the raw call", raw_call, raw_call), CONTENDER("liburcu memb", urcu_grace, urcu_grace),
	         CONTENDER("liburcu mb", urcu_fenced_grace, urcu_fenced_grace),
	         CONTENDER("ck_epoch", ck_epoch_grace, ck_epoch_grace)),
};

static const struct bar bars[] = {
	{ "enter, look, leave", "section", "ours", "liburcu memb", FIRST, TIME, 0.75 },
	{ "enter, look, leave", "section", "ours", "ck_epoch", FIRST, TIME, 0.4 },
	{ "synchronize, hot reader", "synchronize", "ours", "liburcu memb", FIRST, PACE, 1.8 },
	{ "barriers per grace period", "synchronize", "ours", NULL, FIRST, MOST_COUNTED, 1 },
};

int main(int argc, char **argv)
{
	static const struct table table = {
		"quiescence", "folly's RCU (Debian has no package)",
		situations,   sizeof situations / sizeof *situations,
		bars,         sizeof bars / sizeof *bars,
	};

	(void)argc;
	return rounds_run(&table, argv);
}
