/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * two_copies.c - two copies of libmembarrier-sync in one process: one is linked, and dlopen() loads the
 * other from a path. If both use one lock, the process ends with a line that says so. Separate locks, and
 * objects that are retired through one copy each, do no harm. After dlclose() the library stays for the
 * threads that have used it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <membarrier/hazard.h>
#include <membarrier/rwlock.h>

#include "test.h"

typedef int write_function(membarrier_rwlock_t *, int, const struct timespec *);
typedef void unwrite_function(membarrier_rwlock_t *);
typedef void retire_function(const membarrier_hazard_domain_t *, struct membarrier_retired *, membarrier_reclaim);
typedef int drain_function(const membarrier_hazard_domain_t *);

static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static write_function *write_elsewhere;
static unwrite_function *unwrite_elsewhere;
static int (*attach_elsewhere)(void);

static void use_both(void)
{
	static membarrier_rwlock_t own = MEMBARRIER_RWLOCK_INIT;

	CHECK(membarrier_rwlock_rdlock(&lock) == 0, "not locked");
	membarrier_rwlock_rdunlock(&lock);
	CHECK(write_elsewhere(&own, MEMBARRIER_RWLOCK_BLOCK_, NULL) == 0, "not locked by the other copy");
	unwrite_elsewhere(&own);
}

static struct membarrier_retired *reclaimed;

static void reclaim(struct membarrier_retired *object)
{
	CHECK(!reclaimed, "more than one is reclaimed");
	reclaimed = object;
}

/* Each copy reclaims the objects that were retired through it, when its own slots do not show them. */
static void each_reclaims_its_own(void *library)
{
	static struct membarrier_retired mine, theirs;
	membarrier_hazard_slot_t *slot = membarrier_hazard_get();
	retire_function *retire_elsewhere;
	drain_function *drain_elsewhere;

	*(void **)&retire_elsewhere = dlsym(library, "membarrier_hazard_retire");
	*(void **)&drain_elsewhere = dlsym(library, "membarrier_hazard_drain");
	CHECK(slot && retire_elsewhere && drain_elsewhere, "functions are missing");
	membarrier_hazard_set(slot, &mine);
	membarrier_hazard_retire(NULL, &mine, reclaim);
	retire_elsewhere(NULL, &theirs, reclaim);
	CHECK(drain_elsewhere(NULL) == 0 && reclaimed == &theirs, "the other copy drains what is not its own");
	reclaimed = NULL;
	CHECK(membarrier_hazard_drain(NULL) == -EDEADLK && !reclaimed, "reclaimed under a slot");
	membarrier_hazard_put(slot);
	CHECK(membarrier_hazard_drain(NULL) == 0 && reclaimed == &mine, "not drained");
}

/* Returns the status of the child; `said` is what it has written to standard error. */
static int child_says(char *said, size_t size)
{
	int both[2], status;
	ssize_t length;
	pid_t pid;

	CHECK(pipe(both) == 0, "no pipe");
	fflush(stdout);
	pid = fork();
	CHECK(pid >= 0, "fork() fails");
	if (pid == 0) {
		dup2(both[1], STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		write_elsewhere(&lock, MEMBARRIER_RWLOCK_BLOCK_, NULL);
		_exit(0);
	}
	close(both[1]);
	length = read(both[0], said, size - 1);
	said[length > 0 ? length : 0] = 0;
	close(both[0]);
	CHECK(waitpid(pid, &status, 0) == pid, "no child");
	return status;
}

static void *attach_and_wait(void *closed)
{
	CHECK(attach_elsewhere() == 0, "no record");
	pthread_barrier_wait(closed);
	pthread_barrier_wait(closed);
	return NULL;
}

int main(int argc, char **argv)
{
	void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
	pthread_barrier_t closed;
	pthread_t thread;
	char said[400];
	int status;

	CHECK(library, "%s", dlerror());
	*(void **)&write_elsewhere = dlsym(library, "membarrier_rwlock_write_");
	*(void **)&unwrite_elsewhere = dlsym(library, "membarrier_rwlock_unwrite_");
	*(void **)&attach_elsewhere = dlsym(library, "membarrier_attach");
	CHECK(write_elsewhere && unwrite_elsewhere && attach_elsewhere, "functions are missing");
	if (attach_elsewhere == membarrier_attach)
		SKIP("the loader has bound the second copy to the first");
	use_both();
	each_reclaims_its_own(library);
	status = child_says(said, sizeof said);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "a lock of two copies: wait status %#x", (unsigned)status);
	CHECK(strstr(said, "used by two copies of the library") && strchr(said, '\n'), "said: %s", said);

	pthread_barrier_init(&closed, NULL, 2);
	CHECK(pthread_create(&thread, NULL, attach_and_wait, &closed) == 0, "no thread");
	pthread_barrier_wait(&closed);
	CHECK(dlclose(library) == 0, "%s", dlerror());
	pthread_barrier_wait(&closed);
	pthread_join(thread, NULL); /* Code of the closed library gives its record back. */
	return 0;
}
