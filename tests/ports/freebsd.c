/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * FreeBSD's port on a fake kernel: which calls it makes with which arguments, when it makes
 * none, and what follows from refusals. One case per run.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/sysctl.h>
#include <time.h>

#include "cases.h"

/* The kernel is FreeBSD 14.1 when the constructors run. */
static int version = 1401000;
static bool version_told = true, registered, setugid;
static int refuse_with; /* the errno value of every membarrier call; 0: none */
static unsigned queries, registrations, barriers, yields;
static long slept_ns;

static const struct strategy *expedited;

int sysctl(const int *name, unsigned length, void *old, size_t *old_size, const void *new_value, size_t new_size)
{
	CHECK(length == 2 && name[0] == CTL_KERN && name[1] == KERN_OSRELDATE, "another question");
	CHECK(*old_size == sizeof version && !new_value && !new_size, "sizes %zu and %zu", *old_size, new_size);
	queries++;
	errno = EDOM;
	if (!version_told)
		return -1;
	memcpy(old, &version, sizeof version);
	return 0;
}

/* As sys/kern/kern_membarrier.c for one process. Returns an errno value. */
static int membarrier_call(long command, long flags)
{
	CHECK(version >= 1401000 && (version < 1500000 || version >= 1500068),
	      "kernel %d would have killed for it (SIGSYS)", version);
	if (refuse_with)
		return refuse_with;
	if (flags != 0)
		return EINVAL;
	if (command == 0x10) {
		registrations++;
		registered = true;
		return 0;
	}
	CHECK(command == 0x8, "command %#lx", command);
	if (!registered)
		return EPERM;
	barriers++;
	return 0;
}

/* The port calls these functions instead of the C library's. */
int fake_clock_gettime(clockid_t clock, struct timespec *now);
int fake_clock_gettime(clockid_t clock, struct timespec *now)
{
	(void)clock; /* the port's headers have FreeBSD's value, the selftest's this system's */
	*now = (struct timespec){ 5, 7 };
	return 0;
}

int fake_syscall(int number, ...);
int fake_syscall(int number, ...)
{
	long a, b, c, error = 0;
	va_list arguments;

	va_start(arguments, number);
	a = va_arg(arguments, long);
	b = va_arg(arguments, long);
	c = va_arg(arguments, long);
	va_end(arguments);
	switch (number) {
	case 584:
		error = membarrier_call(a, b);
		break;
	case SYS_sched_yield:
		yields++;
		break;
	case SYS_nanosleep:
		slept_ns += ((const struct timespec *)a)->tv_nsec + ((const struct timespec *)a)->tv_sec * 1000000000;
		break;
	case SYS_write:
		return (int)write((int)a, (const void *)b, (size_t)c);
	default:
		CHECK(0, "system call %d", number);
	}
	if (!error)
		return 0;
	errno = (int)error;
	return -1;
}

int issetugid(void)
{
	return setugid;
}

static int made(int (*function)(void))
{
	int error;

	errno = ERANGE;
	error = function();
	CHECK(errno == ERANGE, "errno is %d", errno);
	return error;
}

static void test_versions(void)
{
	static const struct {
		int version;
		bool has;
	} kernels[] = {
		{ 902001, false },  { 1302001, false }, { 1400097, false }, { 1400999, false },
		{ 1401000, true },  { 1403000, true },  { 1499999, true },  { 1500000, false },
		{ 1500067, false }, { 1500068, true },  { 1600000, true },
	};

	for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
		const struct verdict *found;

		version = kernels[i].version;
		registered = false;
		registrations = barriers = 0;
		errno = ERANGE;
		found = expedited->probe();
		CHECK(found->verdict == (kernels[i].has ? MEMBARRIER_OFFERED : MEMBARRIER_UNAVAILABLE), "kernel %d: %s",
		      version, found->reason);
		CHECK(errno == ERANGE, "kernel %d: errno is %d", version, errno);
		CHECK(registrations == kernels[i].has && barriers == kernels[i].has, "kernel %d: %u and %u calls", version,
		      registrations, barriers);
		CHECK(found->error == (kernels[i].has ? 0 : ENOSYS), "kernel %d: error %d", version, found->error);
	}
	version_told = false;
	version = 1600000;
	barriers = 0;
	errno = ERANGE;
	CHECK(expedited->probe()->verdict == MEMBARRIER_UNAVAILABLE && !barriers, "a kernel that does not tell its version");
	CHECK(errno == ERANGE, "errno is %d", errno);
}

static void test_calls(void)
{
	struct membarrier_info info = { .size = sizeof info };
	unsigned before = barriers;

	CHECK(membarrier_get_info(&info) == 0, "no info");
	CHECK(strcmp(info.strategy, "membarrier") == 0 && info.asymmetric && info.documented, "%s", info.strategy);
	CHECK(queries == 1 && registrations == 1, "%u questions, %u registrations at the start", queries, registrations);
	membarrier_slow_path();
	CHECK(barriers == before + 1, "%u barriers", barriers - before);
	CHECK(made(expedited->issue) == 0 && made(expedited->renew) == 0, "refused");
	CHECK(queries == 1, "the version was asked for again");

	mb_port_pause(0);
	mb_port_pause(9);
	CHECK(yields == 2 && slept_ns == 0, "%u yields, %ld ns", yields, slept_ns);
	mb_port_pause(10);
	CHECK(yields == 2 && slept_ns == 10 * 1000 * 1000, "%u yields, %ld ns", yields, slept_ns);
}

static void test_clock(void)
{
	errno = ERANGE;
	CHECK(mb_port_now() == 5000000007u && errno == ERANGE, "another time, or errno %d", errno);
}

/* A child must register again, which its first barrier finds out. */
static void test_fork(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };
	unsigned before = barriers;

	registered = false;
	CHECK(made(expedited->issue) == -EPERM, "a barrier without registering");
	membarrier_slow_path();
	CHECK(registered && barriers == before + 1, "%u barriers", barriers - before);
	CHECK(membarrier_get_stats(&stats) == 0 && stats.recovered == 1, "%u recovered", (unsigned)stats.recovered);
	membarrier_slow_path();
	CHECK(membarrier_get_stats(&stats) == 0 && stats.recovered == 1, "%u recovered", (unsigned)stats.recovered);
}

static void test_refusal(void)
{
	refuse_with = EPERM;
	CHECK(made(expedited->issue) == -EPERM && made(expedited->renew) == -EPERM, "not refused");
	CHECK(!membarrier_try_slow_path(), "a barrier that was refused");
	CHECK(expedited->probe()->verdict == MEMBARRIER_UNAVAILABLE, "offered");
	refuse_with = 0;
	barriers = 0;
	membarrier_slow_path(); /* aborts if it is refused for good */
	CHECK(barriers == 1, "%u barriers", barriers);
}

static void test_environment(void)
{
	check_environment(&setugid);
}

int main(int argc, char **argv)
{
	static const struct port_case cases[] = {
		{ "versions", test_versions }, { "calls", test_calls },     { "clock", test_clock },
		{ "fork", test_fork },         { "refusal", test_refusal }, { "environment", test_environment },
		{ "abort", test_abort },
	};

	expedited = mb_port_strategies[0];
	CHECK(expedited && expedited->id == 1 && !mb_port_strategies[1], "another list of strategies");
	return run_case(cases, sizeof cases / sizeof *cases, argc, argv);
}
