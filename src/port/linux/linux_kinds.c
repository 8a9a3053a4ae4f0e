/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_kinds.c - how the kinds of barrier that membarrier(2) has are tried.
 */
#if defined(__linux__)

#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "linux_kinds.h"

MB_INTERNAL const struct verdict mb_port_linux_works = { MEMBARRIER_OFFERED, 0,
	                                                     "the kernel has it, and a first barrier succeeded" };
MB_INTERNAL const struct verdict mb_port_linux_credulous = {
	MEMBARRIER_UNSOUND, 0, "it succeeds even where it must fail: the kernel, or what emulates it, makes no barrier"
};
static const struct verdict unregistered = {
	MEMBARRIER_UNAVAILABLE, EPERM,
	"the kernel has it, but registering for it fails: a sandbox (seccomp) allows only part of it"
};
static const struct verdict refused = { MEMBARRIER_UNAVAILABLE, EPERM,
	                                    "the kernel has it and registering succeeds, but the barrier itself fails: "
	                                    "a sandbox (seccomp) allows only part of it" };
static const struct verdict out_of_memory = { MEMBARRIER_UNAVAILABLE, ENOMEM,
	                                          "the kernel has it, but had no memory for it when it was tried" };
static const struct verdict killed = {
	MEMBARRIER_UNAVAILABLE, EPERM, "a sandbox (seccomp) kills a process that asks for it: a child that tried was killed"
};

/* Flags that no version has are EINVAL before anything is done. */
static bool takes_what_it_must_refuse(const struct linux_kind *kind)
{
	bool barrier = linux_membarrier(kind->barrier, UNKNOWN_FLAG, 0) >= 0;
	bool registration = linux_membarrier(kind->registration, UNKNOWN_FLAG, 0) >= 0;

	return barrier || registration;
}

void mb_port_linux_attempt(const struct linux_kind *kind)
{
	(void)takes_what_it_must_refuse(kind);
	linux_membarrier(kind->barrier, 0, 0);
}

const struct verdict *mb_port_linux_harm(void (*attempt)(char *page))
{
	return mb_port_linux_trial(attempt, &killed);
}

const struct verdict *mb_port_linux_first(int registration, int barrier)
{
	int error = linux_membarrier(registration, 0, 0);

	if (error)
		return error == -ENOMEM ? &out_of_memory : &unregistered;
	error = linux_membarrier(barrier, 0, 0);
	if (error)
		return error == -ENOMEM ? &out_of_memory : &refused;
	return NULL;
}

const struct verdict *mb_port_linux_try(const struct linux_kind *kind)
{
	const int commands = linux_membarrier(CMD_QUERY, 0, 0), both = kind->barrier | kind->registration;
	const struct verdict *failed;

	if (commands < 0 || (commands & both) != both)
		return kind->absent;
	failed = mb_port_linux_first(kind->registration, kind->barrier);
	if (failed)
		return failed;
	return takes_what_it_must_refuse(kind) ? &mb_port_linux_credulous : &mb_port_linux_works;
}

#else
typedef int mb_linux_kinds_is_elsewhere;
#endif
