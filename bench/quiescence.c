/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* quiescence.c - read sections and grace periods of libmembarrier-sync against others'. */
#include "reclamation.h"

#define OURS(first, second)        \
	{ "ours", { first, second } }, \
	{                              \
		"again",                   \
		{                          \
			first, second          \
		}                          \
	}
#define COUNTED "barriers per grace period:"

static const struct situation situations[] = {
	{ "section",
	  "enter, look, leave",
	  NULL,
	  false,
	  0,
	  { OURS(ours_section, NULL),
	    { "by hand, a compiler barrier", { barrier_section, NULL } },
	    { "by hand, a fence", { fence_section, NULL } },
	    { "liburcu memb", { urcu_section, NULL } },
	    { "liburcu mb", { urcu_fenced_section, NULL } },
	    { "ck_epoch", { ck_epoch_section, NULL } } } },
	{ "section_two",
	  "enter, look, leave; two threads together",
	  NULL,
	  true,
	  0,
	  { OURS(ours_section, ours_section),
	    { "by hand, a compiler barrier", { barrier_section, barrier_section } },
	    { "by hand, a fence", { fence_section, fence_section } },
	    { "liburcu memb", { urcu_section, urcu_section } },
	    { "liburcu mb", { urcu_fenced_section, urcu_fenced_section } },
	    { "ck_epoch", { ck_epoch_section, ck_epoch_section } } } },
	{ "synchronize_alone",
	  "a grace period, no reader",
	  COUNTED,
	  false,
	  0,
	  { OURS(ours_synchronize, NULL),
	    { "the raw call", { raw_call, NULL } },
	    { "liburcu memb", { urcu_grace, NULL } },
	    { "liburcu mb", { urcu_fenced_grace, NULL } },
	    { "ck_epoch", { ck_epoch_grace, NULL } } } },
	{ "synchronize",
	  "a grace period; the second thread enters, looks and leaves",
	  COUNTED,
	  false,
	  0,
	  { OURS(ours_synchronize, ours_section),
	    { "the raw call", { raw_call, barrier_section } },
	    { "liburcu memb", { urcu_grace, urcu_section } },
	    { "liburcu mb", { urcu_fenced_grace, urcu_fenced_section } },
	    { "ck_epoch", { ck_epoch_grace, ck_epoch_section } } } },
	{ "synchronize_two",
	  "a grace period, two threads together",
	  NULL,
	  true,
	  0,
	  { OURS(ours_synchronize, ours_synchronize),
	    { "the raw call", { raw_call, raw_call } },
	    { "liburcu memb", { urcu_grace, urcu_grace } },
	    { "liburcu mb", { urcu_fenced_grace, urcu_fenced_grace } },
	    { "ck_epoch", { ck_epoch_grace, ck_epoch_grace } } } },
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
