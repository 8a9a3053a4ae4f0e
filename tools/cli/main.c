/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* main.c - the program `membarrier`: runs the command, and checks that its output was written. */
#include <getopt.h>
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/options.h"
#include "../measure/document.h"
#include "command.h"

static const char help[] =
	"usage: membarrier COMMAND [OPTIONS]\n"
	"\n"
	"Process-wide memory barriers: what this machine offers, whether it holds, and\n"
	"what it costs.\n"
	"\n"
	"commands:\n"
	"  info      which strategy is in use here, and why\n"
	"  selftest  whether the strategy really works here: a second, and an answer\n"
	"  litmus    test on this machine whether the barriers order what they promise\n"
	"  bench     what the barriers cost here, and when they pay\n"
	"  report    what bench says as an HTML page, to look at and to share\n"
	"  help      `membarrier help COMMAND`: the options of a command\n"
	"\n"
	"options:\n"
	"  -h, --help      print this help; `membarrier COMMAND --help` that of a command\n"
	"  -V, --version   print the version\n";

static const char more[] =
	"\n"
	"environment:\n"
	"  MEMBARRIER_STRATEGY    the strategy to use, if it is sound here (`membarrier\n"
	"                         info` lists them); one that is not obeyed is warned of\n"
	"                         on standard error\n"
	"  MEMBARRIER_UNSOUND_OK  1: also one that is not known to be sound here\n"
	"  NO_COLOR               if not empty: no colours\n"
	"  COLUMNS                the width of reports, 40 to 100 (the terminal's, or 80)\n"
	"\n"
	"exit status:\n"
	"  0    what was tried holds\n"
	"  1    a forbidden outcome was seen, or it is not what `info --require` asks for\n"
	"  2    the command line was wrong, or the output could not be written\n"
	"  77   it cannot be tried here, or there was too little time for a verdict\n"
	"  130  interrupted\n";

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "info", info_main },   { "selftest", selftest_main }, { "litmus", litmus_main },
	{ "bench", bench_main }, { "report", report_main },
};

#define COMMANDS (sizeof commands / sizeof *commands)

static int print_version(void)
{
	char version[VERSION_TEXT];

	printf("membarrier %s\n", version_text(version));
	return EXIT_HOLDS;
}

static int print_help(void)
{
	fputs(help, stdout);
	fputs(more, stdout);
	return EXIT_HOLDS;
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

static int unknown(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (looks_like(name, commands[i].name))
			return usage_error(NULL, "no such command: %s; did you mean %s? (see --help)", name, commands[i].name);
	return usage_error(NULL, "expected a command (info, selftest, litmus, bench, report), not \"%s\" (see --help)", name);
}

/* Runs `help` and `help COMMAND`. */
static int explain(int argc, char **argv)
{
	static char name[] = "--help";
	char *arguments[] = { argv[1], name, NULL };

	if (argc == 1 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return print_help();
	if (argc > 2)
		return usage_error("help", "expected one command, not \"%s\" (see --help)", argv[2]);
	if (!find(argv[1]))
		return unknown(argv[1]);
	optind = 0;
	return find(argv[1])->run(2, arguments);
}

static int run_command(int argc, char **argv)
{
	const struct command *command = find(argv[0]);

	if (strcmp(argv[0], "help") == 0)
		return explain(argc, argv);
	if (!command)
		return unknown(argv[0]);
	optind = 0; /* A command reads its own options from the start; 0 makes every getopt forget. */
	return command->run(argc, argv);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { { "help", no_argument, NULL, 'h' },
		                                     { "version", no_argument, NULL, 'V' },
		                                     { NULL, 0, NULL, 0 } };
	int answer;

	opterr = 0;
	/* "+": the first word that is not an option is the command, and the rest belongs to the command. */
	answer = getopt_long(argc, argv, "+:hV", options, NULL);
	if (answer == 'h')
		return print_help();
	if (answer == 'V')
		return print_version();
	if (answer != -1)
		return option_error(NULL, answer, argv, options);
	if (optind == argc) {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	return run_command(argc - optind, argv + optind);
}

int main(int argc, char **argv)
{
	unsigned library = membarrier_version();

	/* While the major version is 0, major.minor is the ABI. */
	if (library / 100 != MEMBARRIER_VERSION / 100)
		return usage_error(NULL,
		                   "built for library version %d.%d, but found %u.%u: expected one build's command and library",
		                   MEMBARRIER_VERSION_MAJOR, MEMBARRIER_VERSION_MINOR, library / 10000, library / 100 % 100);
	remember_command_line(argv);
	return exit_status(run(argc, argv));
}
