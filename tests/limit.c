/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * limit - runs a test until it ends, and tells one that never will from one that cannot be finished here.
 *
 * usage: limit [--search] SECONDS COMMAND [ARGUMENT...]     (LIMIT_STUCK in the environment: other STUCK seconds)
 *
 * Time on the clock says nothing on a busy machine, so none is measured. A test fails that
 * hangs: none of its processes has run for STUCK seconds, and none wants to. A test is
 * stopped that has used SECONDS of CPU. If the machine did little else meanwhile, it does
 * not end: it fails. If others had the machine, whose threads that wait by spinning used
 * the CPU in vain, or if it is a --search, which may just be too large for this machine,
 * it could not be finished here: exit status 77.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STUCK = 120, LOOK_EVERY = 2, MOST = 4096, SKIPPED = 77 };

static unsigned stuck = STUCK;

static struct process {
	int pid, parent;
	char state;
	unsigned long long ticks; /* its own, and those of children that it waited for */
} processes[MOST];
static unsigned count;

static bool read_process(const char *pid, struct process *p)
{
	unsigned long long user, system, user_waited, system_waited;
	char path[64], text[1024], *rest;
	size_t length;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
	file = fopen(path, "r");
	if (!file)
		return false;
	length = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[length] = 0;
	p->pid = atoi(pid);
	rest = strrchr(text, ')'); /* The name before it may contain anything. */
	if (!rest || sscanf(rest, ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %llu %llu", &p->state, &p->parent,
	                    &user, &system, &user_waited, &system_waited) != 6)
		return false;
	p->ticks = user + system + user_waited + system_waited;
	return true;
}

/* The processes that descend from root, itself the first. */
static void find_descendants(int root)
{
	static struct process all[MOST];
	DIR *directory = opendir("/proc");
	unsigned found = 0;
	struct dirent *entry;

	count = 0;
	if (!directory)
		return;
	while (found < MOST && (entry = readdir(directory)))
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && read_process(entry->d_name, &all[found]))
			found++;
	closedir(directory);
	for (unsigned i = 0; i < found; i++)
		if (all[i].pid == root)
			processes[count++] = all[i];
	for (unsigned done = 0; done < count; done++)
		for (unsigned i = 0; i < found && count < MOST; i++)
			if (all[i].parent == processes[done].pid)
				processes[count++] = all[i];
}

static void stop_all(int root)
{
	find_descendants(root);
	for (unsigned i = 0; i < count; i++)
		kill(processes[i].pid, SIGKILL);
	kill(-root, SIGKILL);
	waitpid(root, NULL, 0);
}

/* What all CPUs have done so far, in ticks. */
static unsigned long long machine_ticks(void)
{
	unsigned long long user = 0, nice = 0, system = 0, irq = 0, softirq = 0;
	FILE *file = fopen("/proc/stat", "r");

	if (file) {
		if (fscanf(file, "cpu %llu %llu %llu %*u %*u %llu %llu", &user, &nice, &system, &irq, &softirq) != 5)
			user = nice = system = 0;
		fclose(file);
	}
	return user + nice + system + irq + softirq;
}

/* Returns when the child has ended, with its status, or with -1 and a reason to stop it. */
static int watch(int child, unsigned long long limit, unsigned long long *used, const char **reason)
{
	unsigned long long last = 0;
	unsigned idle = 0;
	int status;

	for (;;) {
		unsigned long long now = 0;
		bool wants_to_run = false;
		sigset_t signals;

		sigemptyset(&signals);
		sigaddset(&signals, SIGCHLD);
		sigtimedwait(&signals, NULL, &(struct timespec){ LOOK_EVERY, 0 });
		if (waitpid(child, &status, WNOHANG) == child)
			return status;
		find_descendants(child);
		for (unsigned i = 0; i < count; i++) {
			now += processes[i].ticks;
			wants_to_run |= processes[i].state == 'R' || processes[i].state == 'D';
		}
		idle = now != last || wants_to_run ? 0 : idle + LOOK_EVERY;
		last = now;
		if (now > *used)
			*used = now;
		*reason = idle >= stuck ? "hangs" : *used > limit ? "goes on" : NULL;
		if (*reason)
			return -1;
	}
}

int main(int argc, char **argv)
{
	bool search = argc > 1 && strcmp(argv[1], "--search") == 0;
	char **command = argv + 2 + search;
	unsigned long long per_second = (unsigned long long)sysconf(_SC_CLK_TCK), before = machine_ticks(), used = 0, all;
	const char *reason = NULL;
	sigset_t signals, old;
	int child, status;

	if (argc < 3 + search || atoi(command[-1]) <= 0) {
		fprintf(stderr, "usage: limit [--search] SECONDS COMMAND [ARGUMENT...]\n");
		return 2;
	}
	if (getenv("LIMIT_STUCK"))
		stuck = (unsigned)atoi(getenv("LIMIT_STUCK"));
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, &old);
	child = fork();
	if (child == 0) {
		setpgid(0, 0);
		sigprocmask(SIG_SETMASK, &old, NULL);
		execvp(command[0], command);
		fprintf(stderr, "limit: %s: %s\n", command[0], strerror(errno));
		_exit(127);
	}
	if (child < 0) {
		perror("limit: fork");
		return 1;
	}
	status = watch(child, (unsigned long long)atoi(command[-1]) * per_second, &used, &reason);
	if (!reason) {
		if (WIFSIGNALED(status))
			fprintf(stderr, "limit: %s was ended by signal %d (%s)\n", command[0], WTERMSIG(status),
			        strsignal(WTERMSIG(status)));
		return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	}
	stop_all(child);
	all = machine_ticks() - before;
	if (strcmp(reason, "hangs") == 0) {
		printf("FAILED: it hangs: none of its processes has run for %u s, and none wants to\n", stuck);
		return 1;
	}
	if (!search && 2 * used > all) {
		printf("FAILED: it does not end: it has used %llu s of CPU, and had most of the machine\n", used / per_second);
		return 1;
	}
	printf("cannot be tried here: it could not be finished with %llu s of CPU (the machine worked %llu s meanwhile)\n",
	       used / per_second, all / per_second);
	return SKIPPED;
}
