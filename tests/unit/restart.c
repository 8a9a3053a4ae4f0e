/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* restart - membarrier/restart.h: which CPUs are valid, and refusals. restart none: the system has no such call. */
#define _GNU_SOURCE
#include <membarrier/restart.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../test.h"

int main(int argc, char **argv)
{
	const int cpus = (int)sysconf(_SC_NPROCESSORS_CONF);
	int error;

	(void)argv;
	errno = 77;
	error = membarrier_restart_all();
	if (argc > 1) {
		CHECK(error == -ENOTSUP && membarrier_restart_cpu(0) == -ENOTSUP && membarrier_restart_cpu(-1) == -ENOTSUP,
		      "%d", error);
		return 0;
	}
	if (error == -ENOTSUP)
		SKIP("the kernel restarts no sections");
	CHECK(error == 0, "%d", error);
	for (int cpu = 0; cpu < cpus; cpu++)
		CHECK(membarrier_restart_cpu(cpu) == 0, "CPU %d of %d", cpu, cpus);
	CHECK(membarrier_restart_cpu(-1) == -EINVAL && membarrier_restart_cpu(100000) == -EINVAL, "a CPU that cannot be");
	CHECK(cpus > 500 || membarrier_restart_cpu(500) == -EINVAL, "CPU 500 of %d", cpus);
	CHECK(errno == 77, "errno is %d", errno);
	return 0;
}
