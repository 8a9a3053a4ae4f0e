/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_trial.c - trying system calls that a sandbox may kill for.
 *
 * A seccomp filter may answer with an errno value, with SIGSYS, or with the end of the
 * process; Android below 10 did the last for membarrier(2), even for its QUERY. Which
 * of them cannot be known beforehand: only privileged tracers can read a filter, and a call
 * that kills ends the whole thread group, so no thread can try it. Only a child can.
 *
 * The program must not notice the child:
 *
 *   - It shares the program's memory (CLONE_VM), so nothing is copied, whatever the program's
 *     size. Before Linux 5.16 a SIGSYS that would dump core ended every process that shared
 *     the memory (0258b5fd7c71). There the child gets a copy if the program is small; if it
 *     is large, nothing is tried.
 *   - The caller sleeps in clone() until the child has ended (CLONE_VFORK). Other threads run on.
 *   - It writes to memory how far it came. An exit status would not do: another thread's
 *     waitpid(-1, ..., __WALL) may reap the child first.
 *   - It has no exit signal: neither a SIGCHLD handler nor another thread's wait() meets it.
 *   - It has every signal blocked, SIGSYS too, which then kills it at once.
 *   - It has a stack of its own, takes no lock, and calls the system alone.
 *   - It dumps no core: that would be the program's memory.
 *   - It is not created if it would be in another PID namespace than the program. If it were
 *     the first process of a new one, the program could never fork again after its end.
 *
 * doc/operators.md lists the calls made here, and what happens if a sandbox kills for one of
 * them. As far as possible, the calls made before the child exists are calls that the loader
 * has made already.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "../../atomics.h"

/* A child with a copy of the program's memory is made of programs with no more than this; in KiB. */
#define MOST_COPIED 16384
/* So many descriptors are copied, as fork() does; more are shared, which valgrind does not understand. */
#define MOST_DESCRIPTORS 1024
#define STACK 32768u

/* ---- the calling thread's state -------------------------------------------- */

struct status {
	unsigned long seccomp;     /* 0: no filter */
	unsigned long memory;      /* what fork() would copy, in KiB */
	unsigned long descriptors; /* the table's size */
};

static bool begins_with(const char *line, const char *name)
{
	return strncmp(line, name, strlen(name)) == 0;
}

/* "RssAnon:\t     128 kB" */
static unsigned long number_in(const char *line)
{
	unsigned long number = 0;

	line += strcspn(line, "0123456789\n");
	for (; *line >= '0' && *line <= '9'; line++)
		number = number * 10 + (unsigned long)(*line - '0');
	return number;
}

static void take_line(const char *line, struct status *status)
{
	if (begins_with(line, "Seccomp:"))
		status->seccomp = number_in(line);
	else if (begins_with(line, "RssAnon:") || begins_with(line, "VmSwap:"))
		status->memory += number_in(line);
	else if (begins_with(line, "FDSize:"))
		status->descriptors = number_in(line);
}

/* Read in pieces, and only the beginning of each line is kept: that of groups can have 700 KB. 0, or a negative errno value. */
static long read_status(struct status *status)
{
	long file = linux_call(SYS_openat, AT_FDCWD, (long)"/proc/thread-self/status", O_RDONLY | O_CLOEXEC, 0);
	char piece[512] = "", line[40];
	size_t filled = 0;
	long got;

	if (file < 0)
		return file;
	while ((got = linux_call(SYS_read, file, (long)piece, sizeof piece, 0)) > 0)
		for (long i = 0; i < got; i++) {
			if (piece[i] != '\n') {
				line[filled] = piece[i];
				filled += filled < sizeof line - 1;
				continue;
			}
			line[filled] = '\0';
			take_line(line, status);
			filled = 0;
		}
	linux_call(SYS_close, file, 0, 0, 0);
	return got;
}

/* A filter may be in force that kills, as far as can be told. */
static bool is_filtered(struct status *status)
{
	long error = read_status(status);

	/* No /proc. A filter that kills for this as well kills here. */
	if (error == -ENOENT)
		return linux_call(SYS_prctl, PR_GET_SECCOMP, 0, 0, 0) != 0;
	return error || status->seccomp;
}

static bool identify(const char *path, struct stat *identity)
{
	long file = linux_call(SYS_openat, AT_FDCWD, (long)path, O_RDONLY | O_CLOEXEC, 0);
	int saved = errno, error;

	if (file < 0)
		return false;
	error = fstat((int)file, identity);
	errno = saved;
	linux_call(SYS_close, file, 0, 0, 0);
	return error == 0;
}

/* A child would be in the caller's PID namespace. One that waits for its first process cannot be opened. */
static bool children_stay_here(void)
{
	struct stat here, theirs;

	return identify("/proc/thread-self/ns/pid", &here) && identify("/proc/thread-self/ns/pid_for_children", &theirs) &&
	       here.st_dev == theirs.st_dev && here.st_ino == theirs.st_ino;
}

/* ---- the child ------------------------------------------------------------- */

enum progress { NOT_BEGUN, TRYING, SURVIVED };

struct trial {
	void (*attempt)(char *page);
	char *page;
	enum progress progress; /* written by the child; the system orders it before the caller's return from clone() */
};

/* A limit of 1 also keeps the core from a program that cores are piped to; one of 0 does not. */
static void dump_no_core(void)
{
	struct {
		uint64_t soft, hard;
	} limit = { 0, 0 };

	if (linux_call(SYS_prlimit64, 0, RLIMIT_CORE, 0, (long)&limit) == 0) {
		limit.soft = limit.hard ? 1 : 0;
		linux_call(SYS_prlimit64, 0, RLIMIT_CORE, (long)&limit, 0);
	}
}

static int run_child(void *argument)
{
	struct trial *trial = argument;

	dump_no_core();
	/* The caller will wait for this child, so that call is tried too; the child itself has no child to wait for. */
	if (linux_call(SYS_wait4, -1, 0, WNOHANG | __WALL, 0) != -ECHILD)
		return 0;
	store_relaxed(&trial->progress, TRYING);
	trial->attempt(trial->page);
	store_relaxed(&trial->progress, SURVIVED);
	return 0;
}

/* ---- the caller ------------------------------------------------------------ */

static const struct verdict childless = {
	MEMBARRIER_UNAVAILABLE, EAGAIN,
	"a sandbox (seccomp) is in force that may kill for it, and no child could be made to try it"
};
static const struct verdict elsewhere = {
	MEMBARRIER_UNAVAILABLE, EAGAIN,
	"a sandbox (seccomp) is in force that may kill for it, and a child that tried it would be in another PID namespace "
	"(or /proc does not tell)"
};
static const struct verdict too_large = {
	MEMBARRIER_UNAVAILABLE, EAGAIN,
	"a sandbox (seccomp) is in force that may kill for it; this kernel (before 5.16, or of a version that is not known) "
	"wants the program's memory copied to try it, and there is too much: load the library when the program starts"
};
static const struct verdict unwaited = {
	MEMBARRIER_UNAVAILABLE, EAGAIN,
	"a sandbox (seccomp) is in force that may kill for it, and does not let a child that tries it begin, or be waited for"
};

/* A child could not be waited for, and is left behind: no second one is made. */
static bool left_behind;

static unsigned long flags_for(const struct status *status)
{
	unsigned long flags = CLONE_VFORK;

	/* Not known to be 5.16: as if it were older. */
	if (mb_port_linux_at_least(5, 16, 0, false))
		flags |= CLONE_VM;
	if (status->descriptors > MOST_DESCRIPTORS)
		flags |= CLONE_FILES;
	return flags;
}

/*
 * glibc's other name of clone(). ThreadSanitizer replaces clone() by a function that takes
 * every child for one with memory of its own, and ends a program whose child shares its memory.
 */
int __clone(int (*function)(void *), void *stack, int flags, void *argument, ...) __attribute__((weak));

/* What became of a child, which has ended; NULL: it survived. */
static const struct verdict *run(struct trial *trial, char *stack_end, unsigned long flags, const struct verdict *killed)
{
	int saved = errno;
	int child = (__clone ? __clone : clone)(run_child, stack_end, (int)flags, trial);

	errno = saved;
	if (child < 0)
		return &childless;
	if (load_relaxed(&trial->progress) == NOT_BEGUN) {
		store_relaxed(&left_behind, true);
		return &unwaited;
	}
	/* Another thread may have done it. Every signal is blocked: it is not interrupted. */
	linux_call(SYS_wait4, child, 0, __WALL, 0);
	return load_relaxed(&trial->progress) == SURVIVED ? NULL : killed;
}

static const struct verdict *try_in_child(void (*attempt)(char *page), unsigned long flags, const struct verdict *killed)
{
	const size_t page_size = (size_t)sysconf(_SC_PAGESIZE), size = page_size + STACK;
	const struct verdict *verdict;
	sigset_t all, before;
	struct trial *trial;
	int saved = errno;
	/* Shared, for a child with a copy of all other memory. The page for the attempt, the stack, what the child tells. */
	char *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	errno = saved;
	if (room == MAP_FAILED)
		return &childless;
	trial = (struct trial *)(void *)(room + size - 64);
	trial->attempt = attempt;
	trial->page = room;
	/* A signal meant for the program must not run its handler in the child. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	verdict = run(trial, (char *)trial, flags, killed);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	linux_call(SYS_munmap, (long)room, (long)size, 0, 0);
	return verdict;
}

const struct verdict *mb_port_linux_trial(void (*attempt)(char *page), const struct verdict *killed)
{
	struct status status = { 0, 0, 0 };
	unsigned long flags;

	if (!is_filtered(&status))
		return NULL;
	if (load_relaxed(&left_behind))
		return &unwaited;
	if (!children_stay_here())
		return &elsewhere;
	flags = flags_for(&status);
	if (!(flags & CLONE_VM) && status.memory > MOST_COPIED)
		return &too_large;
	return try_in_child(attempt, flags, killed);
}

#else
typedef int mb_linux_trial_is_elsewhere;
#endif
