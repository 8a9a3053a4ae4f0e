/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * naive - what happens to a program that makes the system calls itself, as the library does,
 * but without regard to sandboxes. It prints one line: the answers to QUERY, to REGISTER, to
 * the barrier, to GLOBAL, and to making a page inaccessible. A filter that kills ends it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BARRIER = 1 << 3, REGISTER = 1 << 4 };

static int call(int command)
{
	int result = (int)syscall(SYS_membarrier, command, 0, 0);

	return result < 0 ? -errno : result;
}

static int take_page(void)
{
	const size_t size = (size_t)sysconf(_SC_PAGESIZE);
	char *page = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED || mprotect(page, size, PROT_READ | PROT_WRITE))
		return -errno;
	*(volatile char *)page = 1;
	return mprotect(page, size, PROT_NONE) ? -errno : 0;
}

int main(void)
{
	int query, registered, barrier, global;

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	query = call(0);
	registered = call(REGISTER);
	barrier = call(BARRIER);
	global = call(1);
	printf("query %d register %d barrier %d global %d page %d\n", query, registered, barrier, global, take_page());
	return 0;
}
