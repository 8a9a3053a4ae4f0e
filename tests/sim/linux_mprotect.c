/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_mprotect.c - src/port/linux/linux_mprotect.c itself, on a made-up kernel, with a pool of one page,
 * so that callers compete for it. The permission of a page is plain memory: two callers that use
 * one page without order are a data race.
 */
#define _GNU_SOURCE
#define MEMBARRIER_BUILDING_ 1
#include "port/linux/linux.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "scenario.h"

enum { PAGE = 64, MAPPINGS = 4 };

static char memory[8][MAPPINGS][PAGE];
static int mapped[8];

static void *map_pages(size_t size)
{
	unsigned self = membarrier_sim_thread();
	char *at = memory[self][mapped[self]++];

	EXPECT(size == PAGE);
	*at = 1;
	return at;
}

static long system_call(long number, long address, long size, long protection)
{
	EXPECT(size == PAGE && protection >= 0);
	if (number == SYS_mprotect)
		*(char *)address = 2;
	return 0;
}

static size_t page_bytes(int name)
{
	(void)name;
	return PAGE;
}

#undef POOL
#define mmap(address, size, ...) map_pages(size)
#define sysconf(name) page_bytes(name)
#define linux_call(number, a, b, c, d) system_call(number, (long)(a), (long)(b), (long)(c))
#include "pool_of_one.c"

bool mb_port_linux_at_least(unsigned a, unsigned b, unsigned c, bool if_unknown)
{
	(void)a, (void)b, (void)c;
	return if_unknown;
}

const struct verdict *mb_port_linux_trial(void (*attempt)(char *page), const struct verdict *if_killed)
{
	(void)attempt, (void)if_killed;
	return NULL;
}

/* The first caller that needs the pages maps them. */
static void caller(void)
{
	EXPECT(mb_port_linux_mprotect.renew() == 0);
	EXPECT(mb_port_linux_mprotect.issue() == 0);
}

static void caller_twice(void)
{
	caller();
	caller();
}

static const struct scenario scenarios[] = { { "two", NULL, { caller, caller }, NULL },
	                                         { "twice", NULL, { caller_twice, caller }, NULL },
	                                         { "three", NULL, { caller, caller, caller }, NULL },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
