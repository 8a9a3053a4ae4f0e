/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * shared.c - membarrier/shared.h: which processes may create and join which words; foreign words, filters, and a
 * creator that is killed.
 *
 *   shared          all of it
 *   shared FILE     joins what is in the file, as FAST and as SLOW: a program of another word size
 */
#define _GNU_SOURCE
#include <membarrier/shared.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#include "../seccomp.h"
#include "../test.h"

enum { KILLS = 1000, BOTH = MEMBARRIER_ROLE_FAST | MEMBARRIER_ROLE_SLOW };

static struct membarrier_shared *segment;

static bool registered(void)
{
	long registrations = syscall(SYS_membarrier, 1 << 9, 0, 0);

	return registrations > 0 && (registrations & FILTER_REGISTER_GLOBAL);
}

/* Checks, in a child under a filter, what a join returns, and whether fast paths are then free. */
static void want(const char *filter, unsigned roles, int error, int is_free)
{
	int status;
	pid_t child = fork();

	CHECK(child >= 0, "no child");
	if (child == 0) {
		membarrier_member_t member = { 0 };
		int got, before = errno;

		if (filter && filter_process(filter))
			_exit(77);
		got = membarrier_shared_join(segment, roles, &member);
		CHECK(got == error, "%s, roles %u: %d, expected %d", filter ? filter : "no filter", roles, got, error);
		CHECK(member.free_ == is_free, "%s, roles %u: free %d", filter ? filter : "no filter", roles, member.free_);
		CHECK(errno == before || filter, "errno changed");
		membarrier_shared_fast_path(&member);
		if (!got && (roles & MEMBARRIER_ROLE_SLOW))
			membarrier_shared_slow_path(&member);
		if (is_free)
			CHECK(membarrier_shared_receives(&member) != 0, "it does not receive");
		exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child, "the child is lost");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		SKIP("a filter");
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
}

static void filters(void)
{
	want(NULL, BOTH, 0, 1);
	want(NULL, MEMBARRIER_ROLE_SLOW, 0, 0);
	want("register-global-eperm", MEMBARRIER_ROLE_FAST, 0, 0);
	want("register-global-eperm", MEMBARRIER_ROLE_SLOW, 0, 0);
	want("membarrier-eperm", MEMBARRIER_ROLE_FAST, 0, 0);
	want("membarrier-kill", MEMBARRIER_ROLE_FAST, 0, 0);
	want("membarrier-kill", MEMBARRIER_ROLE_SLOW, -ENOTSUP, 0);
	want("global-eperm", MEMBARRIER_ROLE_SLOW, -ENOTSUP, 0);
	want("global-kill", MEMBARRIER_ROLE_SLOW, -ENOTSUP, 0);
	want("global-lie", MEMBARRIER_ROLE_SLOW, -ENOTSUP, 0);
	want("global-eperm", MEMBARRIER_ROLE_FAST, 0, 1); /* In the role FAST it need not make barriers. */
	want("membarrier-enosys", MEMBARRIER_ROLE_SLOW, -ENOTSUP, 0);
}

static void foreign_words(void)
{
	const uint64_t word = segment->word_;

	segment->word_ = word ^ 3; /* another format */
	want(NULL, MEMBARRIER_ROLE_FAST, -EPROTO, 0);
	segment->word_ = word ^ 0x800; /* another mode */
	want(NULL, MEMBARRIER_ROLE_FAST, -EPROTO, 0);
	segment->word_ = word ^ UINT64_C(1) << 40; /* another boot */
	want(NULL, BOTH, -ESTALE, 0);
	want(NULL, MEMBARRIER_ROLE_FAST, -ESTALE, 0);
	segment->word_ = 0;
	want(NULL, BOTH, -EAGAIN, 0);
	segment->word_ = word;
}

/* If a creator dies at any moment, the word is complete or 0. */
static void killed_creators(void)
{
	long whole = 0, none = 0;

	for (int i = 0; i < KILLS; i++) {
		membarrier_member_t member;
		struct timespec rest = { 0, i * 397 % 300000 };
		pid_t child;
		int error;

		segment->word_ = 0;
		child = fork();
		CHECK(child >= 0, "no child");
		if (child == 0) {
			membarrier_shared_create(segment, MEMBARRIER_MODE_ASYMMETRIC);
			pause();
		}
		nanosleep(&rest, NULL);
		kill(child, SIGKILL);
		CHECK(waitpid(child, NULL, 0) == child, "the child is lost");
		error = membarrier_shared_join(segment, MEMBARRIER_ROLE_SLOW, &member);
		CHECK(error == 0 || error == -EAGAIN, "%d", error);
		whole += !error;
		none += error != 0;
	}
	printf("%d creators killed: %ld times whole, %ld times none\n", KILLS, whole, none);
}

static int join_file(const char *name)
{
	int file = open(name, O_RDWR | O_CLOEXEC);
	membarrier_member_t member = { 0 };
	int error;

	CHECK(file >= 0, "%s", name);
	segment = mmap(NULL, sizeof *segment, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	CHECK(segment != MAP_FAILED, "no segment");
	error = membarrier_shared_join(segment, BOTH, &member);
	CHECK(error == 0 && member.free_, "%zu-byte words: error %d", sizeof(void *), error);
	membarrier_shared_slow_path(&member);
	printf("joined by a program with %zu-byte words\n", sizeof(void *));
	return 0;
}

int main(int argc, char **argv)
{
	membarrier_member_t member = { 0 };
	int error;

	CHECK(!registered(), "registered before it was asked for");
	if (argc > 1)
		return join_file(argv[1]);
	segment = mmap(NULL, sizeof *segment, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(segment != MAP_FAILED, "no segment");
	CHECK(membarrier_shared_create(segment, 0) == -EINVAL && membarrier_shared_create(segment, 3) == -EINVAL &&
	          membarrier_shared_create(NULL, MEMBARRIER_MODE_FENCED) == -EINVAL &&
	          membarrier_shared_join(segment, 0, &member) == -EINVAL &&
	          membarrier_shared_join(segment, 4, &member) == -EINVAL,
	      "bad arguments are taken");
	CHECK(membarrier_shared_create(segment, MEMBARRIER_MODE_FENCED) == 0, "not created");
	want("membarrier-kill", BOTH, 0, 0); /* A fenced segment makes no system call. */
	segment->word_ = 0;
	error = membarrier_shared_create(segment, MEMBARRIER_MODE_ASYMMETRIC);
	if (error == -ENOTSUP)
		SKIP("this process cannot make barriers for others");
	CHECK(error == 0 && membarrier_shared_create(segment, MEMBARRIER_MODE_ASYMMETRIC) == -EEXIST, "%d", error);
	filters();
	foreign_words();
	killed_creators();
	CHECK(!registered(), "registered, and joined as nothing");
	return 0;
}
