/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* info_commands.c - `membarrier info --all`: every command of the system's membarrier(2), and what is in use here. */
#include <membarrier.h>
#include <membarrier/home.h>
#include <stdio.h>
#include <string.h>

#include "../common/json.h"
#include "../common/sys.h"
#include "../common/term.h"
#include "command.h"

#define INDENT 14 /* as in info.c */
#define BLOCK 16  /* inside a command's block */

/* Says for what this library uses a command in this process; NULL: it does not. */
static const char *use_of(const struct sys_command *command)
{
	struct membarrier_info info = { .size = sizeof info }, home = { .size = sizeof home };

	if (membarrier_get_info(&info) != 0 || membarrier_get_home_info(&home) != 0)
		return NULL;
	if (strcmp(command->name, "private-expedited") == 0 && strcmp(info.strategy, "membarrier") == 0)
		return "slow paths";
	if (strcmp(command->name, "private-expedited-rseq-cpu") == 0 && strcmp(home.strategy, "one-cpu") == 0)
		return "slow paths at a home";
	return NULL;
}

static const char *outcome_name(enum sys_outcome outcome)
{
	return outcome == SYS_WORKS     ? "works"
	       : outcome == SYS_REFUSED ? "refused"
	       : outcome == SYS_KILLED  ? "killed"
	                                : "not tried";
}

static void command_json(const struct sys_command *command)
{
	const char *use = use_of(command);

	json_object(NULL);
	json_text("name", command->name);
	json_count("number", command->number);
	json_count("registration_number", command->registration);
	json_text("since", command->since);
	json_truth("offered", command->offered);
	if (command->registered_known)
		json_truth("registered", command->registered);
	else
		json_text("registered", NULL);
	json_text("tried", outcome_name(command->outcome));
	json_count("errno", command->outcome == SYS_REFUSED ? (uint64_t)command->error : 0);
	json_text("errno_name", command->outcome == SYS_REFUSED ? error_name(command->error) : NULL);
	json_count("signal", command->outcome == SYS_KILLED ? (uint64_t)command->error : 0);
	json_count("nanoseconds", command->nanoseconds);
	json_text("interrupts", command->interrupts);
	json_text("used_for", use);
	json_array("defects");
	for (const char *const *at = command->defects; *at; at++)
		json_text(NULL, *at);
	json_end();
	json_end();
}

static void print_outcome(const struct sys_command *command)
{
	const char *name = error_name(command->error);
	char text[128];

	if (command->outcome == SYS_WORKS)
		snprintf(text, sizeof text, "works, %.1f us in a process of one thread", (double)command->nanoseconds / 1000);
	else if (command->outcome == SYS_REFUSED)
		snprintf(text, sizeof text, "refused (%s, errno %d)", name ? name : "no name", command->error);
	else if (command->outcome == SYS_KILLED)
		snprintf(text, sizeof text, "killed by signal %d", command->error);
	else
		snprintf(text, sizeof text, "not tried: no child could be made, or it did not answer");
	print_wrapped("    tried", BLOCK, text);
}

static void print_command(const struct sys_command *command)
{
	const char *use = use_of(command);
	char text[64];

	printf("\n%c %s\n", use ? '*' : ' ', command->name);
	snprintf(text, sizeof text, "%s, since Linux %s", command->offered ? "offered" : "not offered", command->since);
	print_wrapped("    kernel", BLOCK, text);
	if (command->registration)
		print_wrapped("    process", BLOCK,
		              !command->registered_known ? "not known to be registered"
		              : command->registered      ? "registered"
		                                         : "not registered");
	print_outcome(command);
	print_wrapped("    interrupts", BLOCK, command->interrupts);
	if (use)
		print_wrapped("    used for", BLOCK, use);
	if (!command->defects[0])
		print_wrapped("    defects", BLOCK, "none that is known of this version");
	for (const char *const *at = command->defects; *at; at++)
		print_wrapped("    defects", BLOCK, *at);
}

static struct sys_command commands[SYS_MOST_COMMANDS];
static unsigned count;

void ask_commands(void)
{
	count = sys_commands(commands, SYS_MOST_COMMANDS);
}

void report_commands(bool json)
{
	if (json) {
		json_array("commands");
		for (unsigned i = 0; i < count; i++)
			command_json(&commands[i]);
		json_end();
		return;
	}
	putchar('\n');
	print_wrapped("", 0,
	              count ? "commands of membarrier(2), each tried in a child (* in use):"
	                    : "commands of membarrier(2): none are known for this system");
	for (unsigned i = 0; i < count; i++)
		print_command(&commands[i]);
}

void report_home(bool json)
{
	struct membarrier_info home = { .size = sizeof home };
	char text[512];

	if (membarrier_get_home_info(&home) != 0)
		return;
	if (json) {
		json_object("home");
		json_text("strategy", home.strategy);
		json_truth("documented", home.documented);
		json_text("reason", home.reason);
		json_text("basis", home.basis);
		json_end();
		return;
	}
	snprintf(text, sizeof text, "%s: %s", home.strategy, home.reason);
	print_wrapped("home", INDENT, text);
}
