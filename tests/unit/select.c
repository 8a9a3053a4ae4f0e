/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * select - which strategy is chosen if each candidate is offered, refused, or asked for.
 *
 *   select UNDER_FILTER SHOW_CHOICE          sandboxes and MEMBARRIER_STRATEGY
 *   select UNDER_FILTER SHOW_CHOICE unsound  a mechanism that works but is not known to be sound
 *
 * The second form hides /proc/interrupts, in a mount namespace.
 */
#define _GNU_SOURCE
#include <errno.h>

#include "hide.h"
#include "spawn.h"

struct example {
	const char *strategy, *consent; /* the two variables; NULL: not set */
	const char *filters;            /* NULL: none */
	const char *chosen;             /* NULL: the best candidate after membarrier */
	const char *membarrier;         /* verdict and error; NULL: as without any filter */
	const char *mprotect;           /* likewise; a verdict without error leaves the error open */
	const char *setting;            /* a part of what the report says of the variable */
};

#define NO_MPROTECT "mprotect-rw-enomem"
#define NEITHER "membarrier-enosys," NO_MPROTECT
#define REFUSED "UNAVAILABLE EPERM"
#define ABSENT "UNAVAILABLE ENOSYS"
#define NO_MEMORY "UNAVAILABLE ENOMEM"
#define UNTRIED "UNAVAILABLE EAGAIN"

#define FORTY "0123456789012345678901234567890123456789"

static const struct example ordinary[] = {
	{ NULL, NULL, NULL, "membarrier", NULL, NULL, "-" },
	{ "", NULL, NULL, "membarrier", NULL, NULL, "-" },
	{ NULL, "1", NULL, "membarrier", NULL, NULL, "-" },
	{ "membarrier", NULL, NULL, "membarrier", NULL, NULL, "obeyed" },
	{ "fence", NULL, NULL, "fence", NULL, NULL, "obeyed" },
	{ "nonesuch", NULL, NULL, "membarrier", NULL, NULL, "names no strategy" },
	{ "Membarrier", NULL, NULL, "membarrier", NULL, NULL, "MEMBARRIER_STRATEGY=\"Membarrier\": obeyed" },
	{ "FENCE", NULL, NULL, "fence", NULL, NULL, "MEMBARRIER_STRATEGY=\"FENCE\": obeyed" },
	{ "fnce", NULL, NULL, "membarrier", NULL, NULL, "MEMBARRIER_STRATEGY=\"fnce\" names no strategy" },
	{ "fencE ", NULL, NULL, "membarrier", NULL, NULL, "MEMBARRIER_STRATEGY=\"fencE \" names no strategy" },
	{ "fenc", NULL, NULL, "membarrier", NULL, NULL, "names no strategy" },
	{ "f\033[2J\n\377\"", NULL, NULL, "membarrier", NULL, NULL, "MEMBARRIER_STRATEGY=\"f?[2J??\"\" names no strategy" },
	{ FORTY, NULL, NULL, "membarrier", NULL, NULL, "MEMBARRIER_STRATEGY=\"" FORTY "\" names no strategy" },
	{ FORTY "x", NULL, NULL, "membarrier", NULL, NULL, "MEMBARRIER_STRATEGY=\"" FORTY "...\" names no strategy" },
	{ "nonesuch", "1", NULL, "membarrier", NULL, NULL, "names no strategy" },

	{ NULL, NULL, "membarrier-enosys", NULL, ABSENT, NULL, "-" },
	{ NULL, NULL, "membarrier-eperm", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "membarrier-eacces", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "membarrier-einval", NULL, "UNAVAILABLE EINVAL", NULL, "-" },
	{ NULL, NULL, "query-only", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "no-register-enomem", NULL, NO_MEMORY, NULL, "-" },
	{ NULL, NULL, "no-barrier-eperm", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "no-barrier-enomem", NULL, NO_MEMORY, NULL, "-" },

	{ "membarrier", NULL, "membarrier-enosys", NULL, ABSENT, NULL, "does not work here" },
	{ "membarrier", NULL, "no-barrier-eperm", NULL, REFUSED, NULL, "does not work here" },
	{ "membarrier", "1", "membarrier-enosys", NULL, ABSENT, NULL, "does not work here" },
	{ "fence", NULL, "membarrier-enosys", "fence", ABSENT, NULL, "obeyed" },

	{ NULL, NULL, NO_MPROTECT, "membarrier", NULL, NO_MEMORY, "-" },
	{ NULL, NULL, "mprotect-none-eperm", "membarrier", NULL, "UNAVAILABLE", "-" },
	{ "mprotect", NULL, NO_MPROTECT, "membarrier", NULL, NO_MEMORY, "does not work here" },
	{ "mprotect", "1", "mprotect-none-eperm", "membarrier", NULL, "UNAVAILABLE", "does not work here" },

	{ NULL, NULL, "membarrier-kill", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "membarrier-kill-thread", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "membarrier-trap", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "barrier-kill", NULL, REFUSED, NULL, "-" },
	{ "membarrier", "1", "membarrier-kill", NULL, REFUSED, NULL, "does not work here" },
	{ NULL, NULL, "mprotect-rw-kill", "membarrier", NULL, REFUSED, "-" },
	{ "mprotect", "1", "mprotect-rw-kill", "membarrier", NULL, REFUSED, "does not work here" },
	{ NULL, NULL, "membarrier-kill,mprotect-rw-kill", "fence", REFUSED, REFUSED, "-" },
	{ NULL, NULL, "clone-eperm", "fence", UNTRIED, UNTRIED, "-" },
	{ NULL, NULL, "wait4-eperm", "fence", UNTRIED, UNTRIED, "-" },
	{ NULL, NULL, "wait4-kill", "fence", UNTRIED, UNTRIED, "-" },
	{ NULL, NULL, "prlimit-eperm", "membarrier", NULL, NULL, "-" },
	{ NULL, NULL, "prlimit-eperm,membarrier-kill", NULL, REFUSED, NULL, "-" },
	{ NULL, NULL, "prlimit-kill", "fence", UNTRIED, UNTRIED, "-" },
	{ NULL, NULL, "allow-all", "membarrier", NULL, NULL, "-" },
	{ NULL, NULL, "get-seccomp-kill", "membarrier", NULL, NULL, "-" },
	{ NULL, NULL, "get-seccomp-eperm", "membarrier", NULL, NULL, "-" },
	{ NULL, NULL, "get-seccomp-eperm,membarrier-kill", NULL, REFUSED, NULL, "-" },

	{ NULL, NULL, NEITHER, "fence", ABSENT, NO_MEMORY, "-" },
	{ "mprotect", "1", NEITHER, "fence", ABSENT, NO_MEMORY, "does not work here" },
	{ "membarrier", NULL, NEITHER, "fence", ABSENT, NO_MEMORY, "does not work here" },
	{ "nonesuch", NULL, NEITHER, "fence", ABSENT, NO_MEMORY, "names no strategy" },
};

/* These need mprotect to be sound here. */
static const struct example forced[] = {
	{ "mprotect", NULL, NULL, "mprotect", NULL, NULL, "obeyed" },
	{ "mprotect", NULL, "membarrier-enosys", "mprotect", ABSENT, NULL, "obeyed" },
};

/* These run without /proc/interrupts. */
static const struct example unsound[] = {
	{ NULL, NULL, NULL, "membarrier", NULL, "UNSOUND 0", "-" },
	{ NULL, NULL, "membarrier-enosys", "fence", ABSENT, "UNSOUND 0", "-" },
	{ NULL, "1", "membarrier-enosys", "fence", ABSENT, "UNSOUND 0", "-" },
	{ "mprotect", NULL, NULL, "membarrier", NULL, "UNSOUND 0", "not known to be sound here: ignored" },
	{ "mprotect", "", NULL, "membarrier", NULL, "UNSOUND 0", "not known to be sound here: ignored" },
	{ "mprotect", "0", NULL, "membarrier", NULL, "UNSOUND 0", "not known to be sound here: ignored" },
	{ "mprotect", "yes", NULL, "membarrier", NULL, "UNSOUND 0", "not known to be sound here: ignored" },
	{ "mprotect", "1", NULL, "mprotect", NULL, "UNSOUND 0", "obeyed" },
	{ "mprotect", "1", "membarrier-enosys", "mprotect", ABSENT, "UNSOUND 0", "obeyed" },
	{ "mprotect", NULL, "membarrier-enosys", "fence", ABSENT, "UNSOUND 0", "not known to be sound here: ignored" },
	{ "fence", "1", NULL, "fence", NULL, "UNSOUND 0", "obeyed" },
};

static const char *under_filter, *show_choice;

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void show(const void *argument)
{
	const struct example *example = argument;

	set("MEMBARRIER_STRATEGY", example->strategy);
	set("MEMBARRIER_UNSOUND_OK", example->consent);
	if (example->filters)
		execl(under_filter, under_filter, example->filters, show_choice, (char *)NULL);
	else
		execl(show_choice, show_choice, (char *)NULL);
	exit(126);
}

/* Copies the rest of the line that begins with the name. */
static const char *value_of(const char *text, const char *name, char *value, size_t size)
{
	size_t length = strlen(name);

	for (const char *at = text; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
		if (strncmp(at, name, length) == 0) {
			snprintf(value, size, "%.*s", (int)strcspn(at + length, "\n"), at + length);
			return value;
		}
	CHECK(0, "no line begins with \"%s\":\n%s", name, text);
	return NULL;
}

static char natural_membarrier[64], natural_mprotect[64];

static void check_line(const struct outcome *outcome, const char *line, const char *expected, const char *title)
{
	char value[512];

	value_of(outcome->out, line, value, sizeof value);
	CHECK(strncmp(value, expected, strlen(expected)) == 0, "%s: %s%s, expected %s\n%s", title, line, value, expected,
	      outcome->out);
}

/* A sanitizer asks for the limit of core files too, and does not start without the answer. */
static int cannot_start(const struct example *example)
{
#ifdef TEST_SANITIZED
	return example->filters && strstr(example->filters, "prlimit") != NULL;
#else
	(void)example;
	return 0;
#endif
}

static void check_example(const struct example *example)
{
	const char *next = strcmp(natural_mprotect, "OFFERED 0") == 0 ? "mprotect" : "fence";
	const char *chosen = example->chosen ? example->chosen : next;
	struct outcome outcome;
	char title[256], value[512];

	if (cannot_start(example))
		return;
	snprintf(title, sizeof title, "MEMBARRIER_STRATEGY=%s MEMBARRIER_UNSOUND_OK=%s under %s",
	         example->strategy ? example->strategy : "(not set)", example->consent ? example->consent : "(not set)",
	         example->filters ? example->filters : "no filter");
	spawn(&outcome, show, example);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 0), "%s: status %#x\n%s%s", title, (unsigned)outcome.status, outcome.out, outcome.err);
	CHECK(spawn_line(outcome.out, "works"), "%s:\n%s", title, outcome.out);
	value_of(outcome.out, "strategy ", value, sizeof value);
	CHECK(strcmp(value, chosen) == 0, "%s: chosen %s, expected %s\n%s", title, value, chosen, outcome.out);
	check_line(&outcome, "candidate membarrier ", example->membarrier ? example->membarrier : natural_membarrier, title);
	check_line(&outcome, "candidate mprotect ", example->mprotect ? example->mprotect : natural_mprotect, title);
	check_line(&outcome, "candidate fence ", "OFFERED 0", title);
	check_line(&outcome, "asymmetric ", strcmp(chosen, "fence") ? "1" : "0", title);
	check_line(&outcome, "documented ", strcmp(chosen, "mprotect") ? "1" : "0", title);
	value_of(outcome.out, "setting ", value, sizeof value);
	CHECK((strcmp(example->setting, "-") == 0) == (strcmp(value, "-") == 0) && strstr(value, example->setting),
	      "%s: setting \"%s\", expected \"%s\"", title, value, example->setting);
	value_of(outcome.out, "why ", value, sizeof value);
	CHECK((strstr(example->setting, "obeyed") != NULL) == (strstr(value, "MEMBARRIER_STRATEGY") != NULL), "%s: why %s",
	      title, value);
	printf("%s: %s\n", title, chosen);
}

/* Records what this system offers without filters. */
static void learn_natural(void)
{
	struct example none = { 0 };
	struct outcome outcome;

	spawn(&outcome, show, &none);
	CHECK(spawn_exited(&outcome, 0), "status %#x: %s", (unsigned)outcome.status, outcome.err);
	if (!strstr(outcome.out, "candidate membarrier "))
		SKIP("the library was built with plain fences only");
	value_of(outcome.out, "candidate membarrier ", natural_membarrier, sizeof natural_membarrier);
	value_of(outcome.out, "candidate mprotect ", natural_mprotect, sizeof natural_mprotect);
	printf("here: membarrier %s, mprotect %s\n", natural_membarrier, natural_mprotect);
	if (strcmp(natural_membarrier, "OFFERED 0") != 0)
		SKIP("there is no membarrier to take away");
}

#define CHECK_ALL(examples)                                             \
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples)[0]; i++) \
	check_example(&(examples)[i])

int main(int argc, char **argv)
{
	CHECK(argc >= 3, "two programs");
	under_filter = argv[1];
	show_choice = argv[2];
	learn_natural();
	if (argc > 3) {
		if (strncmp(natural_mprotect, "UNAVAILABLE", 11) == 0)
			SKIP("mprotect %s", natural_mprotect);
		hide_interrupts();
		CHECK_ALL(unsound);
		return 0;
	}
	CHECK_ALL(ordinary);
	if (strcmp(natural_mprotect, "OFFERED 0") == 0)
		CHECK_ALL(forced);
	else
		printf("not tried: MEMBARRIER_STRATEGY=mprotect, which is %s here\n", natural_mprotect);
	return 0;
}
