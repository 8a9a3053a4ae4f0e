/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * seccomp.h - filters that refuse the library's system calls, as sandboxes do. They are
 * raw BPF, without libseccomp. Linux only; define _GNU_SOURCE before the first header.
 *
 * The filters refuse mprotect() only for one page and one permission, as the library
 * calls it, because the loader and pthread_create() need the call too.
 */
#ifndef MEMBARRIER_TEST_SECCOMP_H
#define MEMBARRIER_TEST_SECCOMP_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000u
#endif

/* Defined here, because the headers are often older than the kernel. */
enum {
	FILTER_QUERY = 0,
	FILTER_GLOBAL_EXPEDITED = 1 << 1,
	FILTER_REGISTER_GLOBAL = 1 << 2,
	FILTER_BARRIER = 1 << 3,
	FILTER_REGISTER = 1 << 4,
	FILTER_SYNC_CORE = 1 << 5,
	FILTER_ONE_CPU = 1 << 7
};

enum filter_test { FILTER_ALWAYS, FILTER_IF_EQUAL, FILTER_IF_OTHER };

struct filter {
	const char *name;
	long number;           /* of the system call */
	enum filter_test test; /* of the argument below */
	unsigned argument;
	uint32_t value;
	uint32_t action;
};

#define FILTER_FAIL(error) (SECCOMP_RET_ERRNO | (error))

static const struct filter filter_list[] = {
	{ "membarrier-enosys", SYS_membarrier, FILTER_ALWAYS, 0, 0, FILTER_FAIL(ENOSYS) },
	{ "membarrier-eperm", SYS_membarrier, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EPERM) },
	{ "membarrier-eacces", SYS_membarrier, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EACCES) },
	{ "membarrier-einval", SYS_membarrier, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EINVAL) },
	{ "membarrier-kill", SYS_membarrier, FILTER_ALWAYS, 0, 0, SECCOMP_RET_KILL_PROCESS },
	{ "membarrier-kill-thread", SYS_membarrier, FILTER_ALWAYS, 0, 0, SECCOMP_RET_KILL },
	{ "membarrier-trap", SYS_membarrier, FILTER_ALWAYS, 0, 0, SECCOMP_RET_TRAP },
	{ "barrier-kill", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_BARRIER, SECCOMP_RET_KILL_PROCESS },
	{ "query-only", SYS_membarrier, FILTER_IF_OTHER, 0, FILTER_QUERY, FILTER_FAIL(EPERM) },
	{ "no-register-enomem", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_REGISTER, FILTER_FAIL(ENOMEM) },
	{ "no-barrier-eperm", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_BARRIER, FILTER_FAIL(EPERM) },
	{ "no-barrier-enomem", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_BARRIER, FILTER_FAIL(ENOMEM) },
	{ "one-cpu-einval", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_ONE_CPU, FILTER_FAIL(EINVAL) },
	{ "one-cpu-eperm", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_ONE_CPU, FILTER_FAIL(EPERM) },
	{ "one-cpu-kill", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_ONE_CPU, SECCOMP_RET_KILL_PROCESS },
	{ "one-cpu-lie", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_ONE_CPU, FILTER_FAIL(0) }, /* answers 0 and does nothing */
	{ "flag-cpu-lie", SYS_membarrier, FILTER_IF_EQUAL, 1, 1, FILTER_FAIL(0) },
	{ "sync-core-eperm", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_SYNC_CORE, FILTER_FAIL(EPERM) },
	{ "sync-core-kill", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_SYNC_CORE, SECCOMP_RET_KILL_PROCESS },
	{ "sync-core-lie", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_SYNC_CORE, FILTER_FAIL(0) },
	{ "global-eperm", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_GLOBAL_EXPEDITED, FILTER_FAIL(EPERM) },
	{ "global-kill", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_GLOBAL_EXPEDITED, SECCOMP_RET_KILL_PROCESS },
	{ "global-lie", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_GLOBAL_EXPEDITED, FILTER_FAIL(0) },
	{ "register-global-eperm", SYS_membarrier, FILTER_IF_EQUAL, 0, FILTER_REGISTER_GLOBAL, FILTER_FAIL(EPERM) },
	{ "mprotect-rw-enomem", SYS_mprotect, FILTER_IF_EQUAL, 2, PROT_READ | PROT_WRITE, FILTER_FAIL(ENOMEM) },
	{ "mprotect-none-eperm", SYS_mprotect, FILTER_IF_EQUAL, 2, PROT_NONE, FILTER_FAIL(EPERM) },
	{ "mprotect-rw-kill", SYS_mprotect, FILTER_IF_EQUAL, 2, PROT_READ | PROT_WRITE, SECCOMP_RET_KILL_PROCESS },

	{ "allow-all", SYS_membarrier, FILTER_ALWAYS, 0, 0, SECCOMP_RET_ALLOW }, /* as in most containers */

	/* What the library needs to find out without harm that a call kills. */
	{ "clone-eperm", SYS_clone, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EPERM) },
	{ "wait4-eperm", SYS_wait4, FILTER_ALWAYS, 0, 0, FILTER_FAIL(EPERM) },
	{ "wait4-kill", SYS_wait4, FILTER_ALWAYS, 0, 0, SECCOMP_RET_KILL_PROCESS },
	{ "prlimit-eperm", SYS_prlimit64, FILTER_IF_EQUAL, 1, RLIMIT_CORE, FILTER_FAIL(EPERM) },
	{ "prlimit-kill", SYS_prlimit64, FILTER_IF_EQUAL, 1, RLIMIT_CORE, SECCOMP_RET_KILL_PROCESS },
	{ "get-seccomp-kill", SYS_prctl, FILTER_IF_EQUAL, 0, PR_GET_SECCOMP, SECCOMP_RET_KILL_PROCESS },
	{ "get-seccomp-eperm", SYS_prctl, FILTER_IF_EQUAL, 0, PR_GET_SECCOMP, FILTER_FAIL(EPERM) },
};

static inline const struct filter *filter_find(const char *name)
{
	for (size_t i = 0; i < sizeof filter_list / sizeof filter_list[0]; i++)
		if (strcmp(filter_list[i].name, name) == 0)
			return &filter_list[i];
	return NULL;
}

/* The offset of the low word of an argument: BPF loads 32 bits. */
static inline uint32_t filter_argument(unsigned argument)
{
	const uint16_t one = 1;
	const size_t high_first = *(const unsigned char *)&one ? 0 : 4;

	return (uint32_t)(offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t) + high_first);
}

/*
 * Installs the filter; flags are those of seccomp(2). Returns the result of the call (with
 * SECCOMP_FILTER_FLAG_NEW_LISTENER a descriptor), or a negative errno value.
 */
static inline int filter_install(const struct filter *filter, unsigned long flags)
{
	const uint32_t page = (uint32_t)sysconf(_SC_PAGESIZE);
	const int one_page = filter->number == SYS_mprotect;
	struct sock_filter code[8];
	struct sock_fprog program = { 0, code };
	long result;

	/* If a test fails, the jump goes to ALLOW, which follows the action. */
	code[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	code[1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)filter->number, 0, 5);
	code[2] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, filter_argument(one_page ? 1 : 0));
	code[3] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, page, 0, one_page ? 3 : 0);
	code[4] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, filter_argument(filter->argument));
	code[5] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, filter->value, filter->test == FILTER_IF_OTHER,
	                                       filter->test == FILTER_IF_EQUAL);
	code[6] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, filter->action);
	code[7] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	program.len = sizeof code / sizeof code[0];

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -errno;
	result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
	return result < 0 ? -errno : (int)result;
}

/* Installs a filter in every thread of the process. 0, or a negative errno value. */
static inline int filter_process(const char *name)
{
	const struct filter *filter = filter_find(name);

	return filter ? filter_install(filter, SECCOMP_FILTER_FLAG_TSYNC) : -EINVAL;
}

#endif
