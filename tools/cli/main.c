/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* main.c - the command `membarrier`: which command is meant, and whether its output got through. */
#include <errno.h>
#include <getopt.h>
#include <membarrier.h>
#include <stdio.h>
#include <string.h>

#include "../common/options.h"
#include "command.h"

static const char help[] =
	"usage: membarrier COMMAND [OPTIONS]\n"
	"\n"
	"Process-wide memory barriers: what this machine offers, whether it holds, what it costs.\n"
	"\n"
	"commands:\n"
	"  info      which strategy is in use here, and why\n"
	"  selftest  whether the strategy in use really works here: a second, and an answer\n"
	"  litmus    try on this machine that the barriers order what they promise\n"
	"  bench     what the barriers cost here, and when they pay\n"
	"\n"
	"options:\n"
	"  -h, --help      print this help; `membarrier COMMAND --help` that of a command\n"
	"  -V, --version   print the version\n"
	"\n"
	"environment:\n"
	"  MEMBARRIER_STRATEGY    the strategy to use, if it is sound here (`membarrier info` lists them);\n"
	"                         one that is not obeyed is warned of on standard error\n"
	"  MEMBARRIER_UNSOUND_OK  1: also one that is not known to be sound here\n"
	"  NO_COLOR               if not empty: no colours\n"
	"\n"
	"exit status:\n"
	"  0    what was tried holds\n"
	"  1    a forbidden outcome was seen, or it is not what `info --require` asks for\n"
	"  2    the command line was wrong, or the output could not be written\n"
	"  77   it cannot be tried here\n"
	"  130  interrupted\n";

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "info", info_main },
	{ "selftest", selftest_main },
	{ "litmus", litmus_main },
	{ "bench", bench_main },
};

static int print_version(void)
{
	unsigned version = membarrier_version();

	printf("membarrier %u.%u.%u\n", version / 10000, version / 100 % 100, version % 100);
	return EXIT_HOLDS;
}

static int run_command(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(argv[0], commands[i].name) == 0) {
			optind = 0; /* A command reads its own options from the start; 0 makes every getopt forget. */
			return commands[i].run(argc, argv);
		}
	return usage_error(NULL, "expected a command (info, selftest, litmus, bench), not \"%s\" (see --help)", argv[0]);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = { { "help", no_argument, NULL, 'h' },
		                                     { "version", no_argument, NULL, 'V' },
		                                     { NULL, 0, NULL, 0 } };
	int answer;

	opterr = 0;
	/* "+": the first word that is no option is the command, and what follows is the command's. */
	answer = getopt_long(argc, argv, "+:hV", options, NULL);
	if (answer == 'h') {
		fputs(help, stdout);
		return EXIT_HOLDS;
	}
	if (answer == 'V')
		return print_version();
	if (answer != -1)
		return option_error(NULL, answer, argv);
	if (optind == argc)
		return usage_error(NULL, "expected a command: info, selftest, litmus or bench (see --help)");
	return run_command(argc - optind, argv + optind);
}

int main(int argc, char **argv)
{
	unsigned library = membarrier_version();
	int status;

	/* While the major version is 0, major.minor is the ABI. */
	if (library / 100 != MEMBARRIER_VERSION / 100)
		return usage_error(NULL,
		                   "built for library version %d.%d, but found %u.%u: expected one build's command and library",
		                   MEMBARRIER_VERSION_MAJOR, MEMBARRIER_VERSION_MINOR, library / 10000, library / 100 % 100);
	remember_command_line(argv);
	status = run(argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "membarrier: cannot write to standard output: %s\n", strerror(errno));
		return status == EXIT_VIOLATED ? status : EXIT_USAGE;
	}
	return status;
}
