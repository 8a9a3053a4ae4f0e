/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * code_old - a kernel before 5.10 has the command, but may not reach a CPU. So each thread must serialise itself. The
 * program defines uname().
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/utsname.h>

#include <membarrier/code.h>

#include "../test.h"

int uname(struct utsname *name)
{
	memset(name, 0, sizeof *name);
	strcpy(name->release, "5.9.16");
	return 0;
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };

	CHECK(membarrier_get_code_info(&info) == 0, "no info");
	printf("%s: %s\n", info.strategy, info.reason);
#ifdef __riscv
	CHECK(strcmp(info.strategy, "riscv-flush-icache") == 0, "%s", info.strategy);
#else
	CHECK(strcmp(info.strategy, "each-thread") == 0 && membarrier_code_sync() != 0, "%s", info.strategy);
#endif
	return 0;
}
