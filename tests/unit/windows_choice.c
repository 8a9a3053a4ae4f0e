/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * windows_choice - which strategy is chosen in Windows and in Wine, what MEMBARRIER_STRATEGY changes,
 * and a program built with MEMBARRIER_ASSUME_ASYMMETRIC, which stops at start-up if
 * only plain fences are sound.
 *
 *   windows_choice PLEDGED...         the driver: starts itself and PLEDGED over and over
 *   windows_choice = STRATEGY SETTING  one example: what is chosen, a part of what the report
 *                                      says of the variable ("-": nothing)
 */
#include <membarrier.h>
#include <string.h>
#include <windows.h>

#include "../test.h"

static const char flush[] = "flush-process-write-buffers";

struct example {
	const char *strategy, *consent; /* the two variables; NULL: not set */
	const char *chosen[2];          /* on Windows, on Wine */
	const char *setting[2];         /* likewise; a part of what is said of the variable */
};

#define BOTH(text) \
	{              \
		text, text \
	}
#define DEFAULT        \
	{                  \
		flush, "fence" \
	}
#define UNKNOWN BOTH("names no strategy")
#define NEEDS_CONSENT                                   \
	{                                                   \
		"obeyed", "not known to be sound here: ignored" \
	}

static const struct example examples[] = {
	{ NULL, NULL, DEFAULT, BOTH("-") },
	{ NULL, "1", DEFAULT, BOTH("-") },
	{ "fence", NULL, BOTH("fence"), BOTH("obeyed") },
	{ "fence", "1", BOTH("fence"), BOTH("obeyed") },
	{ "nonesuch", "1", DEFAULT, UNKNOWN },
	{ "Fence", NULL, BOTH("fence"), BOTH("Fence") },
	{ "membarrier", "1", DEFAULT, UNKNOWN },
	{ flush, NULL, DEFAULT, NEEDS_CONSENT },
	{ flush, "0", DEFAULT, NEEDS_CONSENT },
	{ flush, "yes", DEFAULT, NEEDS_CONSENT },
	{ flush, "1", BOTH(flush), BOTH("obeyed") },
};

static int in_wine(void)
{
	return GetProcAddress(GetModuleHandleA("ntdll.dll"), "wine_get_version") != NULL;
}

/* ---- one example, in a process of its own ------------------------------- */

static void check_candidates(unsigned number)
{
	struct membarrier_candidate c = { .size = sizeof c };

	CHECK(number == 2, "%u", number);
	CHECK(membarrier_get_candidate(0, &c) == 0 && strcmp(c.name, flush) == 0, "the first is %s", c.name);
	CHECK(c.verdict == (in_wine() ? MEMBARRIER_UNSOUND : MEMBARRIER_OFFERED), "%d: %s", (int)c.verdict, c.reason);
	CHECK((strstr(c.reason, "Wine") != NULL) == in_wine(), "%s", c.reason);
	CHECK(c.error == 0 && c.asymmetric && c.documented, "%d, %d, %d", c.error, c.asymmetric, c.documented);
	CHECK(membarrier_get_candidate(1, &c) == 0 && strcmp(c.name, "fence") == 0, "the last is %s", c.name);
}

static int check_example(const char *chosen, const char *setting)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats stats = { .size = sizeof stats };

	CHECK(membarrier_get_info(&info) == 0, "no info");
	CHECK(strcmp(info.strategy, chosen) == 0, "%s was chosen, because: %s", info.strategy, info.reason);
	CHECK(info.asymmetric == (strcmp(chosen, flush) == 0), "%d", info.asymmetric);
	if (strcmp(setting, "-") == 0)
		CHECK(info.setting == NULL, "%s", info.setting);
	else
		CHECK(info.setting && strstr(info.setting, setting), "%s", info.setting ? info.setting : "nothing is said");
	check_candidates(info.candidates);
	for (int i = 0; i < 3; i++)
		membarrier_slow_path();
	CHECK(membarrier_get_stats(&stats) == 0 && stats.slow_paths == 3, "%lu", (unsigned long)stats.slow_paths);
	CHECK(stats.barriers + stats.joined == (info.asymmetric ? 3 : 0), "%lu", (unsigned long)stats.barriers);
	puts("as expected");
	return 0;
}

/* ---- the driver ---------------------------------------------------------- */

struct outcome {
	DWORD status;
	char text[4096]; /* standard output and error */
};

static void set(const char *strategy, const char *consent)
{
	SetEnvironmentVariableA("MEMBARRIER_STRATEGY", strategy);
	SetEnvironmentVariableA("MEMBARRIER_UNSOUND_OK", consent);
}

static void read_all(HANDLE pipe, struct outcome *outcome)
{
	DWORD length = 0, got;

	while (length < sizeof outcome->text - 1 &&
	       ReadFile(pipe, outcome->text + length, (DWORD)sizeof outcome->text - 1 - length, &got, NULL) && got)
		length += got;
	outcome->text[length] = '\0';
}

static void run(char *command, struct outcome *outcome)
{
	SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };
	STARTUPINFOA start = { .cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES };
	PROCESS_INFORMATION child;
	HANDLE ours, theirs;

	CHECK(CreatePipe(&ours, &theirs, &inherited, 0), "error %lu", GetLastError());
	CHECK(SetHandleInformation(ours, HANDLE_FLAG_INHERIT, 0), "error %lu", GetLastError());
	start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
	start.hStdOutput = start.hStdError = theirs;
	CHECK(CreateProcessA(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child), "%s: error %lu", command,
	      GetLastError());
	CloseHandle(theirs);
	read_all(ours, outcome);
	CHECK(WaitForSingleObject(child.hProcess, INFINITE) == WAIT_OBJECT_0, "error %lu", GetLastError());
	CHECK(GetExitCodeProcess(child.hProcess, &outcome->status), "error %lu", GetLastError());
	CloseHandle(child.hProcess);
	CloseHandle(child.hThread);
	CloseHandle(ours);
}

static void run_example(const char *self, const struct example *example)
{
	struct outcome outcome;
	char command[MAX_PATH + 256], title[256];

	snprintf(title, sizeof title, "MEMBARRIER_STRATEGY=%s MEMBARRIER_UNSOUND_OK=%s",
	         example->strategy ? example->strategy : "(not set)", example->consent ? example->consent : "(not set)");
	snprintf(command, sizeof command, "\"%s\" = \"%s\" \"%s\"", self, example->chosen[in_wine()],
	         example->setting[in_wine()]);
	set(example->strategy, example->consent);
	run(command, &outcome);
	CHECK(outcome.status == 0, "%s: status %lu: %s", title, outcome.status, outcome.text);
	CHECK(strncmp(outcome.text, "as expected", 11) == 0, "%s: it says: %s", title, outcome.text);
	printf("%s: %s\n", title, example->chosen[in_wine()]);
}

static void run_pledged(const char *pledged)
{
	struct outcome outcome;
	char command[MAX_PATH + 3];

	snprintf(command, sizeof command, "\"%s\"", pledged);
	set(flush, "1");
	run(command, &outcome);
	CHECK(outcome.status == 0 && strstr(outcome.text, "main"), "%s: status %lu: %s", pledged, outcome.status,
	      outcome.text);
	set("fence", NULL);
	run(command, &outcome);
	CHECK(outcome.status != 0, "%s went on under plain fences: %s", pledged, outcome.text);
	CHECK(strstr(outcome.text, "libmembarrier: this program was built with MEMBARRIER_ASSUME_ASYMMETRIC") &&
	          !strstr(outcome.text, "main\n") && !strstr(outcome.text, "main\r"),
	      "%s: %s", pledged, outcome.text);
}

int main(int argc, char **argv)
{
	char self[MAX_PATH];

	if (argc == 4 && strcmp(argv[1], "=") == 0)
		return check_example(argv[2], argv[3]);
	CHECK(argc > 1, "a pledged program");
	CHECK(GetModuleFileNameA(NULL, self, sizeof self) < sizeof self, "the path is too long");
	printf("this is %s\n", in_wine() ? "Wine" : "Windows");
	for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
		run_example(self, &examples[i]);
	for (int i = 1; i < argc; i++)
		run_pledged(argv[i]);
	return 0;
}
