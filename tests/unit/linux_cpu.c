/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_cpu - the Linux port knows the CPU that runs a thread, and does not change errno. Includes the port's file. */
#include "../../src/port/linux/linux.c"

#include <pthread.h>
#include <sched.h>

#include "../test.h"

MB_INTERNAL const struct strategy mb_port_linux_expedited = { .id = 1, .name = "test" };
MB_INTERNAL const struct strategy mb_port_linux_mprotect = { .id = 2, .name = "test" };
MB_INTERNAL const struct code_barrier mb_port_linux_code = { .clean = NULL };
MB_INTERNAL const struct restart mb_port_linux_restart = { .probe = NULL };
MB_INTERNAL const struct processes mb_port_linux_processes = { .barrier = NULL };

/* Returns the number of CPUs that the thread can run on. */
static int check_each(void)
{
	cpu_set_t allowed, only;
	int tried = 0;

	CHECK(sched_getaffinity(0, sizeof allowed, &allowed) == 0, "no affinity: errno %d", errno);
	for (size_t cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &allowed))
			continue;
		CPU_ZERO(&only);
		CPU_SET(cpu, &only);
		CHECK(sched_setaffinity(0, sizeof only, &only) == 0, "CPU %zu: errno %d", cpu, errno);
		errno = ERANGE;
		CHECK(mb_port_cpu() == (int)cpu && errno == ERANGE, "on CPU %zu: %d, errno %d", cpu, mb_port_cpu(), errno);
		tried++;
	}
	CHECK(sched_setaffinity(0, sizeof allowed, &allowed) == 0, "errno %d", errno);
	return tried;
}

static void *thread(void *unused)
{
	check_each();
	return unused;
}

int main(void)
{
	pthread_t other;

	if (mb_port_cpu() < 0) {
		puts("cannot be tried here: no restartable-sequences area is registered (glibc before 2.35, another architecture?)");
		return 77;
	}
	if (check_each() < 2)
		puts("only one CPU: a constant would pass");
	CHECK(pthread_create(&other, NULL, thread, NULL) == 0 && pthread_join(other, NULL) == 0, "no thread");
	return 0;
}
