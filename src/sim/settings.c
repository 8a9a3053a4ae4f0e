/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.c - the environment variable MEMBARRIER_SIM: words and numbers, separated by commas. */
#include "sim.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "settings.h"

static void refuse(const char *word, size_t length)
{
	mb_sim_say(
		"membarrier-sim: MEMBARRIER_SIM has \"%.*s\"; expected, separated by commas:\n"
		"  seed=N executions=N seconds=N steps=N   how much of it, and which\n"
		"  all, random, pct                        how decisions are taken (otherwise by turns)\n"
		"  preemptions=N reads=N                   no more of these in one execution\n"
		"  replay=LIST                             one execution, as a failure prints it\n"
		"  machine                                 barriers order as machines do, not as the library promises\n"
		"  strict                                  the system's barrier gives its caller nothing on return\n"
		"  plain                                   no process-wide barrier: plain fences\n"
		"  output, trace, quiet                    show what the program prints, what it did, less\n"
		"  brief                                   one word for an answer: fails, holds, unknown; and the executions\n"
		"  control                                 exit status 0 if it fails, 77 if not\n"
		"  off                                     do not simulate\n",
		(int)length, word);
	_exit(MEMBARRIER_SIM_USAGE_);
}

static bool is(const char *word, size_t length, const char *name)
{
	return strlen(name) == length && memcmp(word, name, length) == 0;
}

/* For what is asked before main(). */
bool mb_sim_is_asked_for(const char *name)
{
	const char *word = getenv("MEMBARRIER_SIM");

	while (word && *word) {
		size_t length = strcspn(word, ",");

		if (is(word, length, name))
			return true;
		word += length + (word[length] == ',');
	}
	return false;
}

static bool read_flag(const char *word, size_t length)
{
	struct settings *set = &sim->set;
	const struct {
		const char *name;
		bool *flag;
	} flags[] = { { "machine", &set->machine },      { "strict", &set->strict }, { "plain", &set->plain },
		          { "output", &set->output },        { "trace", &set->trace },   { "quiet", &set->quiet },
		          { "control", &set->control },      { "off", &set->off },       { "brief", &set->brief },
		          { "keep-going", &set->keep_going } };

	for (unsigned i = 0; i < sizeof flags / sizeof *flags; i++)
		if (is(word, length, flags[i].name))
			return *flags[i].flag = true;
	if (is(word, length, "all"))
		set->search = SEARCH_ALL;
	else if (is(word, length, "random"))
		set->search = SEARCH_RANDOM;
	else if (is(word, length, "pct"))
		set->search = SEARCH_PCT;
	else
		return false;
	return true;
}

static bool read_number(const char *word, size_t length)
{
	struct settings *set = &sim->set;
	const char *value = memchr(word, '=', length);
	size_t name;
	double number;
	char *end;

	if (!value)
		return false;
	name = (size_t)(value - word);
	number = strtod(value + 1, &end);
	if (end != word + length || number < 0)
		return false;
	if (is(word, name, "seed"))
		set->seed = strtoull(value + 1, NULL, 0);
	else if (is(word, name, "executions"))
		set->executions = (uint64_t)number;
	else if (is(word, name, "seconds"))
		set->seconds = number;
	else if (is(word, name, "steps"))
		set->steps = (unsigned)number;
	else if (is(word, name, "preemptions"))
		set->preemptions = (int)number;
	else if (is(word, name, "reads"))
		set->reads = (int)number;
	else
		return false;
	return true;
}

/* Numbers separated by dots; 5x3 is five times 3. */
static bool read_replay(const char *word, size_t length)
{
	const char *at = word + 7, *end = word + length;

	if (length < 7 || memcmp(word, "replay=", 7) != 0)
		return false;
	sim->set.search = SEARCH_REPLAY;
	while (at < end) {
		char *after;
		unsigned long times = 1, number = strtoul(at, &after, 10);

		if (*after == 'x') {
			times = number;
			number = strtoul(after + 1, &after, 10);
		}
		if (after == at || (after < end && *after != '.') || sim->replays + times > DECISIONS)
			return false;
		while (times--)
			sim->replay[sim->replays++] = (uint16_t)number;
		at = after < end ? after + 1 : after;
	}
	return true;
}

void mb_sim_read_settings(void)
{
	const char *word = getenv("MEMBARRIER_SIM");

	sim->set =
		(struct settings){ .seed = 1, .executions = 100000, .seconds = 10, .steps = 5000, .preemptions = -1, .reads = -1 };
	while (word && *word) {
		size_t length = strcspn(word, ",");

		if (length && !read_flag(word, length) && !read_replay(word, length) && !read_number(word, length))
			refuse(word, length);
		word += length + (word[length] == ',');
	}
}
