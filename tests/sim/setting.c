/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* setting.c - src/setting.c itself: one reader of the environment wins, and others see its text only complete. */
#define MEMBARRIER_BUILDING_ 1
#include "../../src/setting.c"

#define ENVIRONMENT(name) (strcmp(name, "MEMBARRIER_STRATEGY") ? NULL : "nonsense")
#include "made_up_port.h"
#include "scenario.h"

static const struct strategy simulated = MADE_UP(1000, "simulated", made_up_offer, made_up_barrier);
const struct strategy *const mb_port_strategies[] = { &simulated, NULL };

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
