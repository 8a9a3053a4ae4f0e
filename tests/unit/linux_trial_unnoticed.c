/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_trial_unnoticed - the state of a program under a filter when its main() begins, after the library has
 * tried in a child the calls that the filter may kill for. In .preinit_array, before the library's
 * constructor, the program installs its filter, and prepares what shows that there was a child.
 *
 *   linux_trial_unnoticed memory   no page of the program was copied, and none is copied on the next write
 *   linux_trial_unnoticed state    no child, no SIGCHLD, no mapping, no descriptor, no limit has changed
 *   linux_trial_unnoticed reaped   another thread takes the child away before the library waits for it
 *   linux_trial_unnoticed core     the child was killed, and left no core file
 *   linux_trial_unnoticed old-small, old-large
 *                                  on a kernel that would end the program along with a child that shares
 *                                  its memory: a small program is copied, in a large one nothing is tried
 *
 * Each of them has a control that must be noticed: the same with a child of fork(), or with a core file.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>

#include "early.h"
#include "strategy.h"
#include "supervisor.h"

enum { PAGES = 16384 };

static int filter_error;

static void install(const char *name)
{
	filter_error = filter_process(name);
}

static void check_filter(void)
{
	early_check();
	if (filter_error)
		SKIP("a seccomp filter: %s", strerror(-filter_error));
}

/* ---- memory ---------------------------------------------------------------- */

static char *memory;
static size_t page_size;

static long write_all(void)
{
	struct rusage before, after;

	getrusage(RUSAGE_SELF, &before);
	for (size_t i = 0; i < PAGES; i++)
		((volatile char *)memory)[i * page_size]++;
	getrusage(RUSAGE_SELF, &after);
	return after.ru_minflt - before.ru_minflt;
}

static void prepare_memory(void)
{
	page_size = (size_t)sysconf(_SC_PAGESIZE);
	memory = mmap(NULL, PAGES * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		abort();
	madvise(memory, PAGES * page_size, MADV_NOHUGEPAGE);
	write_all();
	install("allow-all");
}

static void check_memory(void)
{
	long faults = write_all(), of_fork;
	pid_t child = fork();

	if (child == 0) {
		usleep(200000); /* While the child lives, the pages are shared, and a write copies them. */
		_exit(0);
	}
	CHECK(child > 0, "fork(): %s", strerror(errno));
	of_fork = write_all();
	CHECK(waitpid(child, NULL, 0) == child, "waitpid()");
	CHECK(of_fork > PAGES / 2, "INCONCLUSIVE: only %ld pages were copied for a child of fork()", of_fork);
	CHECK(faults < PAGES / 16, "%ld of %d pages were copied", faults, PAGES);
	printf("pages copied: %ld; beside a child of fork(): %ld\n", faults, of_fork);
}

/* ---- state ----------------------------------------------------------------- */

static volatile sig_atomic_t children_ended;

static struct state {
	int next_descriptor, dumpable, children;
	struct rlimit core;
	sigset_t blocked;
	unsigned shared_mappings;
} before_choice;

static void count_child(int signal)
{
	(void)signal;
	children_ended++;
}

/* Reads without stdio, because the C library may not have begun yet. */
static unsigned count_shared_mappings(void)
{
	static char text[65536];
	int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
	unsigned found = 0;
	ssize_t got, all = 0;

	while (file >= 0 && (got = read(file, text + all, sizeof text - 1 - (size_t)all)) > 0)
		all += got;
	close(file);
	text[all] = '\0';
	for (const char *at = text; (at = strstr(at, "/dev/zero")) != NULL; at++)
		found++;
	return found;
}

static struct state state(void)
{
	struct state now;

	memset(&now, 0, sizeof now);
	now.shared_mappings = count_shared_mappings();
	now.next_descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
	close(now.next_descriptor);
	now.dumpable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
	getrlimit(RLIMIT_CORE, &now.core);
	pthread_sigmask(SIG_SETMASK, NULL, &now.blocked);
	now.children = waitpid(-1, NULL, WNOHANG | __WALL) >= 0 || errno != ECHILD;
	return now;
}

static void prepare_state(void)
{
	signal(SIGCHLD, count_child);
	before_choice = state();
	install("barrier-kill");
}

static void check_state(void)
{
	struct membarrier_candidate candidate = strategy_candidate("membarrier");
	struct state now = state();
	pid_t child;

	CHECK(candidate.error == EPERM, "INCONCLUSIVE: nothing was killed: %s", candidate.reason);
	CHECK(children_ended == 0, "SIGCHLD came %d times", (int)children_ended);
	CHECK(!now.children, "there is a child");
	CHECK(now.next_descriptor == before_choice.next_descriptor, "descriptor %d", now.next_descriptor);
	CHECK(now.dumpable == before_choice.dumpable, "dumpable %d", now.dumpable);
	CHECK(memcmp(&now.core, &before_choice.core, sizeof now.core) == 0, "core limit %lu",
	      (unsigned long)now.core.rlim_cur);
	CHECK(memcmp(&now.blocked, &before_choice.blocked, sizeof now.blocked) == 0, "other signals are blocked");
	/* If mprotect was chosen, it has mapped its pages. */
	CHECK(now.shared_mappings - before_choice.shared_mappings == 0 || strcmp(strategy_info().strategy, "mprotect") == 0,
	      "%u mappings more", now.shared_mappings - before_choice.shared_mappings);
	child = fork();
	if (child == 0)
		_exit(0);
	while (child > 0 && waitpid(child, NULL, 0) < 0)
		CHECK(errno == EINTR, "waitpid(): %s", strerror(errno));
	CHECK(children_ended == 1, "INCONCLUSIVE: a child of fork() was not noticed");
}

/* ---- reaped ---------------------------------------------------------------- */

static int reaped;

/* The library is about to wait for its child: another thread waits first. */
static bool answer_wait(const struct seccomp_data *call, struct seccomp_notif_resp *reply)
{
	pid_t child = (pid_t)call->args[0];

	(void)reply;
	if (child > 0 && waitpid(child, NULL, __WALL) == child)
		reaped++;
	return true;
}

static void prepare_reaped(void)
{
	static struct supervisor supervisor = { answer_wait, -1 };
	static const struct filter wait4_asks = { "wait4-asks", SYS_wait4, FILTER_ALWAYS, 0, 0, SECCOMP_RET_USER_NOTIF };

	supervise(&supervisor, &wait4_asks);
}

static void check_reaped(void)
{
	struct membarrier_candidate candidate = strategy_candidate("membarrier");

	CHECK(reaped > 0, "INCONCLUSIVE: no child was taken away");
	CHECK(candidate.verdict == MEMBARRIER_OFFERED, "%s", candidate.reason);
	printf("%d taken away; %s\n", reaped, candidate.reason);
}

/* ---- core ------------------------------------------------------------------ */

static char folder[] = "/tmp/membarrier-core-XXXXXX";
static int folder_error;

static unsigned count_files(bool clean)
{
	DIR *directory = opendir(".");
	unsigned found = 0;

	CHECK(directory, "opendir(): %s", strerror(errno));
	for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
		if (entry->d_name[0] != '.') {
			found++;
			if (clean)
				unlink(entry->d_name);
		}
	closedir(directory);
	return found;
}

static void prepare_core(void)
{
	struct rlimit all;

	getrlimit(RLIMIT_CORE, &all);
	all.rlim_cur = all.rlim_max;
	setrlimit(RLIMIT_CORE, &all);
	if (!mkdtemp(folder) || chdir(folder))
		folder_error = errno;
	install("barrier-kill");
}

static void check_core(void)
{
	struct membarrier_candidate candidate = strategy_candidate("membarrier");
	unsigned found, of_kill;
	pid_t child;

	if (folder_error)
		SKIP("a folder for core files: %s", strerror(folder_error));
	CHECK(candidate.error == EPERM, "INCONCLUSIVE: nothing was killed: %s", candidate.reason);
	found = count_files(true);
	child = fork();
	if (child == 0) {
		syscall(SYS_membarrier, FILTER_BARRIER, 0, 0);
		_exit(0);
	}
	CHECK(child > 0 && waitpid(child, NULL, 0) == child, "no control");
	of_kill = count_files(true);
	rmdir(folder);
	CHECK(found == 0, "%u files were left", found);
	if (of_kill == 0)
		SKIP("core files: a killed process leaves none here");
	printf("no core file; a killed process leaves %u\n", of_kill);
}

/* ---- old-small, old-large -------------------------------------------------- */

static bool looks_old;

/* The library calls it too. */
int uname(struct utsname *name)
{
	long result = syscall(SYS_uname, name);

	if (result == 0 && looks_old)
		strcpy(name->release, "5.15.999-generic");
	return (int)result;
}

static void prepare_small(void)
{
	looks_old = true;
	install("allow-all");
}

static void check_small(void)
{
	struct membarrier_candidate candidate = strategy_candidate("membarrier");

	/* On other CPUs the barrier of an old kernel may be unsound; but it was tried. */
	CHECK(candidate.verdict != MEMBARRIER_UNAVAILABLE, "%s", candidate.reason);
}

static void prepare_large(void)
{
	looks_old = true;
	prepare_memory();
}

static void check_large(void)
{
	struct membarrier_candidate candidate = strategy_candidate("membarrier");

	CHECK(candidate.verdict == MEMBARRIER_UNAVAILABLE && candidate.error == EAGAIN && strstr(candidate.reason, "too much"),
	      "%s", candidate.reason);
	check_memory();
}

/* ---------------------------------------------------------------------------- */

static const struct mode {
	const char *name;
	void (*prepare)(void), (*check)(void);
} modes[] = {
	{ "memory", prepare_memory, check_memory },  { "state", prepare_state, check_state },
	{ "reaped", prepare_reaped, check_reaped },  { "core", prepare_core, check_core },
	{ "old-small", prepare_small, check_small }, { "old-large", prepare_large, check_large },
};

static const struct mode *find(const char *name)
{
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
		if (strcmp(modes[i].name, name) == 0)
			return &modes[i];
	return NULL;
}

static void start(int argc, char **argv, char **environment)
{
	const struct mode *wanted = argc == 2 ? find(argv[1]) : NULL;

	(void)environment;
	early_begin();
	if (wanted)
		wanted->prepare();
}

RUN_BEFORE_CONSTRUCTORS(start);

int main(int argc, char **argv)
{
	const struct mode *wanted = argc == 2 ? find(argv[1]) : NULL;

	CHECK(wanted, "memory, state, reaped, core, old-small or old-large");
	check_filter();
	wanted->check();
	return 0;
}
