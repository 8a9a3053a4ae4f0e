/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sys_commands.c - every command of Linux's membarrier(2): what the kernel and a filter answer, and what is
 * known of this version. A child tries each command, because a filter may kill for it, and so that this
 * process is not registered. Only the registrations of this process are read here.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#include "sys.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	QUERY = 0,
	GLOBAL = 1 << 0,
	GLOBAL_EXPEDITED = 1 << 1,
	REGISTER_GLOBAL_EXPEDITED = 1 << 2,
	PRIVATE = 1 << 3,
	REGISTER_PRIVATE = 1 << 4,
	SYNC_CORE = 1 << 5,
	REGISTER_SYNC_CORE = 1 << 6,
	RSEQ = 1 << 7,
	REGISTER_RSEQ = 1 << 8,
	GET_REGISTRATIONS = 1 << 9,
	FLAG_CPU = 1
};

#define OURS "every CPU that runs a thread of the calling process"

/* Sources: membarrier(2); kernel/sched/membarrier.c; the commits named under defects. */
static const struct known {
	const char *name, *since, *interrupts;
	int number, registration;
	bool one_cpu;
} known[] = {
	{ "query", "4.3", "none", QUERY, 0, false },
	{ "global", "4.3", "none: the caller waits until every CPU has switched threads (an RCU grace period)", GLOBAL, 0,
	  false },
	{ "global-expedited", "4.16", "every CPU that runs a process registered for it, whichever user's", GLOBAL_EXPEDITED,
	  REGISTER_GLOBAL_EXPEDITED, false },
	{ "private-expedited", "4.14", OURS, PRIVATE, REGISTER_PRIVATE, false },
	{ "private-expedited-sync-core", "4.16", OURS ", where it also serialises the instruction stream", SYNC_CORE,
	  REGISTER_SYNC_CORE, false },
	{ "private-expedited-rseq", "5.10", OURS ", where it also restarts critical sections of rseq(2)", RSEQ,
	  REGISTER_RSEQ, false },
	{ "private-expedited-rseq-cpu", "5.10", "one CPU, if it runs a thread of the calling process", RSEQ, REGISTER_RSEQ,
	  true },
	{ "get-registrations", "6.3", "none", GET_REGISTRATIONS, 0, false },
};

#define KNOWN (sizeof known / sizeof *known)

struct version {
	unsigned major, minor, patch;
};

#define BARRIERS (GLOBAL_EXPEDITED | PRIVATE | SYNC_CORE | RSEQ)

/* A defect is fixed from the version `fixed` on, and in the long-term branch of `branch` from that version on. */
static const struct defect {
	struct version fixed, branch;
	int commands;
	const char *text;
} defects[] = {
	{ { 5, 12, 0 },
	  { 0, 0, 0 },
	  GLOBAL_EXPEDITED,
	  "registering with several threads may leave out the CPU that registers (fixed in 5.12, ce29ddc47b91, and in stable "
	  "kernels of March 2021)" },
	{ { 5, 10, 0 },
	  { 0, 0, 0 },
	  SYNC_CORE,
	  "the caller's own CPU is not serialised, nor always one that returns by SYSRET (fixed in 5.10: e45cdc71d1fa, "
	  "758c9373d841, a493d1ca1a03)" },
	{ { 6, 8, 0 },
	  { 0, 0, 0 },
	  BARRIERS,
	  "callers do not take turns, and a loop of calls can stop the machine (CVE-2024-26602; fixed in 6.8, 944d5fe50f3f, "
	  "and in stable kernels of early 2024)" },
#if !defined(__x86_64__) && !defined(__i386__) && !defined(__s390__)
	{ { 5, 11, 0 },
	  { 0, 0, 0 },
	  GLOBAL_EXPEDITED | PRIVATE | RSEQ,
	  "a thread that is about to end may be passed over on CPUs that reorder stores (fixed in 5.11, 5bc78502322a)" },
#endif
#if defined(__riscv)
	{ { 6, 9, 0 },
	  { 6, 6, 51 },
	  GLOBAL_EXPEDITED | PRIVATE | RSEQ,
	  "threads may be switched without the barrier that it rests on (fixed in 6.9 and 6.6.51, d6cfd1770f20)" },
	{ { 6, 9, 0 }, { 0, 0, 0 }, SYNC_CORE, "a return to user mode does not serialise (fixed in 6.9, cd9b29014dc6)" },
#endif
};

static bool at_least(const struct version *version, const struct version *wanted)
{
	if (version->major != wanted->major)
		return version->major > wanted->major;
	if (version->minor != wanted->minor)
		return version->minor > wanted->minor;
	return version->patch >= wanted->patch;
}

static bool is_fixed(const struct version *version, const struct defect *defect)
{
	return at_least(version, &defect->fixed) ||
	       (version->major == defect->branch.major && version->minor == defect->branch.minor &&
	        at_least(version, &defect->branch));
}

static void find_defects(struct sys_command *command)
{
	struct version version = { 0, 0, 0 };
	struct utsname name;
	unsigned found = 0;

	memset(command->defects, 0, sizeof command->defects);
	if (uname(&name) != 0 || sscanf(name.release, "%5u.%5u.%5u", &version.major, &version.minor, &version.patch) < 2 ||
	    version.major < 3) {
		command->defects[0] = "not known: the kernel's version is not understood"; /* 2.6.x: setarch --uname-2.6 */
		return;
	}
	for (size_t i = 0; i < sizeof defects / sizeof *defects && found < SYS_MOST_DEFECTS; i++)
		if ((defects[i].commands & (int)command->number) && !is_fixed(&version, &defects[i]))
			command->defects[found++] = defects[i].text;
}

static int call(int command, int flags, int cpu)
{
	long answer = syscall(SYS_membarrier, command, flags, cpu);

	return answer < 0 ? -errno : (int)answer;
}

/* The answers that a child got. Negative: an errno value. */
struct answer {
	int registration, call;
	uint64_t nanoseconds;
};

static void ask(const struct known *about, struct answer *answer)
{
	unsigned cpu = 0;
	uint64_t start;

	sys_allowed_cpus(&cpu, 1);
	if (about->registration)
		answer->registration = call(about->registration, 0, 0);
	start = sys_nanoseconds();
	answer->call = call(about->number, about->one_cpu ? FLAG_CPU : 0, about->one_cpu ? (int)cpu : 0);
	answer->nanoseconds = sys_nanoseconds() - start;
}

static void run_child(const struct known *about, int out)
{
	const struct rlimit no_core = { 0, 0 };
	struct answer answer = { 0, 0, 0 };

	signal(SIGSYS, SIG_DFL);
	setrlimit(RLIMIT_CORE, &no_core);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	ask(about, &answer);
	_exit(write(out, &answer, sizeof answer) == (ssize_t)sizeof answer ? 0 : 1);
}

/* Reads the answer of a child, and returns how the child ended. */
static enum sys_outcome read_child(pid_t child, int in, struct answer *answer, int *number)
{
	bool told = read(in, answer, sizeof *answer) == (ssize_t)sizeof *answer;
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return SYS_NOT_TRIED;
	if (WIFSIGNALED(status)) {
		*number = WTERMSIG(status);
		return SYS_KILLED;
	}
	if (!told)
		return SYS_NOT_TRIED;
	*number = answer->registration < 0 ? -answer->registration : answer->call < 0 ? -answer->call : 0;
	return *number ? SYS_REFUSED : SYS_WORKS;
}

static enum sys_outcome try_in_child(const struct known *about, struct answer *answer, int *number)
{
	enum sys_outcome outcome = SYS_NOT_TRIED;
	int ends[2];
	pid_t child;

	*number = 0;
	if (pipe(ends) != 0)
		return outcome;
	child = fork();
	if (child == 0)
		run_child(about, ends[1]);
	close(ends[1]);
	if (child > 0)
		outcome = read_child(child, ends[0], answer, number);
	close(ends[0]);
	return outcome;
}

unsigned sys_commands(struct sys_command *commands, unsigned most)
{
	unsigned count = most < KNOWN ? most : KNOWN;
	int offered = 0, registered = -1;

	for (unsigned i = 0; i < count; i++) {
		struct answer answer = { 0, 0, 0 };
		struct sys_command *at = &commands[i];

		at->name = known[i].name;
		at->since = known[i].since;
		at->interrupts = known[i].interrupts;
		at->number = (unsigned)known[i].number;
		at->registration = (unsigned)known[i].registration;
		find_defects(at);
		at->outcome = try_in_child(&known[i], &answer, &at->error);
		at->nanoseconds = answer.nanoseconds;
		if (known[i].number == QUERY && at->outcome == SYS_WORKS)
			offered = answer.call;
		at->offered = known[i].number == QUERY ? at->outcome == SYS_WORKS : (offered & known[i].number) != 0;
		/* The child was not killed for it, so this process may ask. */
		if (known[i].number == GET_REGISTRATIONS && at->outcome == SYS_WORKS)
			registered = call(GET_REGISTRATIONS, 0, 0);
	}
	for (unsigned i = 0; i < count; i++) {
		commands[i].registered_known = known[i].registration && registered >= 0;
		commands[i].registered = commands[i].registered_known && (registered & known[i].registration);
	}
	return count;
}

#else
typedef int membarrier_tool_commands_are_elsewhere;
#endif
