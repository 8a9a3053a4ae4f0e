/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* parameters.c - the costs on each machine. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "simulator.h"

#define VIRTUAL_VALUE(name, virtual, metal, what, source) .name = (virtual),
#define METAL_VALUE(name, virtual, metal, what, source) .name = (metal),
static const struct parameters virtual_machine = { PARAMETERS(VIRTUAL_VALUE) }, metal = { PARAMETERS(METAL_VALUE) };

struct parameters cost;

bool parameters_choose(const char *machine)
{
	if (strcmp(machine, "virtual") == 0)
		cost = virtual_machine;
	else if (strcmp(machine, "hardware") == 0)
		cost = metal;
	else
		return false;
	return true;
}

bool parameters_set(const char *text)
{
#define SET(name, virtual, metal, what, source)              \
	if (strncmp(text, #name "=", sizeof #name) == 0) {       \
		cost.name = strtoull(text + sizeof #name, NULL, 10); \
		return true;                                         \
	}
	PARAMETERS(SET)
	return false;
}

void parameters_print(void)
{
	printf("%-12s%10s%10s%10s  %s\n", "parameter", "in use", "virtual", "hardware", "what, in ns; source");
#define PRINT(name, virtual, metal, what, source) \
	printf("%-12s%10llu%10d%10d  %s; %s\n", #name, (unsigned long long)cost.name, virtual, metal, what, source);
	PARAMETERS(PRINT)
}
