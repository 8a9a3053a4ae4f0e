/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* setting_text.c - src/setting.c, the file itself: one reader of the environment wins, and its text is whole before it is shown. */
#define MEMBARRIER_BUILDING_ 1
#include "setting.c"

#include "scenario.h"

static const struct verdict offered = { MEMBARRIER_OFFERED, 0, "" };

static const struct verdict *probe(void)
{
	return &offered;
}

static int issue(void)
{
	membarrier_sim_barrier();
	return 0;
}

static int renew(void)
{
	return 0;
}

static const struct strategy simulated = { 1000, "simulated", "", true, probe, issue, renew };
const struct strategy *const mb_port_strategies[] = { &simulated, NULL };

#define ENVIRONMENT(name) (strcmp(name, "MEMBARRIER_STRATEGY") ? NULL : "nonsense")
#include "port_rest.h"

static void nothing_read(void)
{
	agreed_setting = 0;
	written = 0;
}

static void read_it(void)
{
	(void)mb_rank_asked_for();
}

static void show_it(void)
{
	const char *shown = mb_setting_text();

	EXPECT(shown && shown[0] == 'M' && strlen(shown) > 0 && shown[strlen("MEMBARRIER_STRATEGY")] != '\0');
}

static void check(void)
{
	EXPECT(mb_setting_text() == text);
}

static const struct scenario scenarios[] = { { "shown", nothing_read, { read_it, show_it }, check },
	                                         { "shown-twice", nothing_read, { show_it, show_it }, check },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
