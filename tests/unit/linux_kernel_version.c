/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * linux_kernel_version - kernels that differ only by their release. mprotect is not offered on
 * newer kernels, on which TLB shootdowns were never observed. membarrier is not offered on RISC-V
 * kernels that may switch threads without a barrier, and on other CPUs that reorder stores if the
 * kernel may skip a thread that is about to end. An unknown release is not sound. The library asks
 * uname(), which this program defines. A process asks once, so the program runs itself for each
 * release.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/utsname.h>

#include "spawn.h"
#include "strategy.h"

static const struct {
	const char *release;
	enum membarrier_verdict verdict;
} examples[] = {
#if defined(__x86_64__) || defined(__i386__)
	{ "4.19.325", MEMBARRIER_OFFERED },
	{ "5.4.0", MEMBARRIER_OFFERED },
	{ "5.19.20-generic", MEMBARRIER_OFFERED },
	{ "6.9.99", MEMBARRIER_OFFERED },
	{ "6.18.44", MEMBARRIER_OFFERED },
	{ "6.18-rc7", MEMBARRIER_OFFERED },
	{ "6.19.0-rc1", MEMBARRIER_UNSOUND },
	{ "6.19", MEMBARRIER_UNSOUND },
	{ "6.100.3", MEMBARRIER_UNSOUND },
	{ "7.0", MEMBARRIER_UNSOUND },
	{ "10.2.1", MEMBARRIER_UNSOUND },
	{ "2.6.78", MEMBARRIER_UNSOUND }, /* setarch --uname-2.6, on 6.18 */
	{ "2.6.79", MEMBARRIER_UNSOUND },
	{ "", MEMBARRIER_UNSOUND },
	{ "6", MEMBARRIER_UNSOUND },
	{ "v6.1", MEMBARRIER_UNSOUND },
	{ "unknown", MEMBARRIER_UNSOUND },
#elif defined(__riscv)
	{ "4.15.0", MEMBARRIER_UNSOUND },    { "6.1.140", MEMBARRIER_UNSOUND },
	{ "6.6", MEMBARRIER_UNSOUND },       { "6.6-3-riscv64", MEMBARRIER_UNSOUND },
	{ "6.6-51", MEMBARRIER_UNSOUND },    { "6.6.50", MEMBARRIER_UNSOUND },
	{ "6.6.51", MEMBARRIER_OFFERED },    { "6.6.100-generic", MEMBARRIER_OFFERED },
	{ "6.7", MEMBARRIER_UNSOUND },       { "6.7.0-rc1", MEMBARRIER_UNSOUND },
	{ "6.7.51", MEMBARRIER_UNSOUND },    { "6.8.12", MEMBARRIER_UNSOUND },
	{ "6.9.0-rc1", MEMBARRIER_UNSOUND }, { "6.9", MEMBARRIER_OFFERED },
	{ "6.18.44", MEMBARRIER_OFFERED },   { "7.0", MEMBARRIER_OFFERED },
	{ "", MEMBARRIER_UNSOUND },          { "6", MEMBARRIER_UNSOUND },
	{ "v6.9.1", MEMBARRIER_UNSOUND },    { "2.6.78", MEMBARRIER_UNSOUND },
#elif defined(__s390x__)
	{ "4.14", MEMBARRIER_OFFERED },
	{ "5.10.200", MEMBARRIER_OFFERED },
	{ "unknown", MEMBARRIER_OFFERED },
#else
	{ "4.14", MEMBARRIER_UNSOUND }, { "5.10.250", MEMBARRIER_UNSOUND },       { "5.11.0-rc1", MEMBARRIER_UNSOUND },
	{ "5.11", MEMBARRIER_OFFERED }, { "5.15.0-generic", MEMBARRIER_OFFERED }, { "6.18.44", MEMBARRIER_OFFERED },
	{ "", MEMBARRIER_UNSOUND },     { "5-11", MEMBARRIER_UNSOUND },           { "2.6.78", MEMBARRIER_UNSOUND },
#endif
};
#define EXAMPLES (sizeof examples / sizeof examples[0])

#if defined(__x86_64__) || defined(__i386__)
static const char candidate[] = "mprotect";
#else
static const char candidate[] = "membarrier";
#endif

int uname(struct utsname *name)
{
	const char *release = getenv("KERNEL_RELEASE");
	long result = syscall(SYS_uname, name);

	if (result == 0 && release)
		snprintf(name->release, sizeof name->release, "%s", release);
	return (int)result;
}

struct run {
	const char *program, *release;
};

static void run_again(const void *argument)
{
	const struct run *run = argument;

	setenv("KERNEL_RELEASE", run->release, 1);
	execl(run->program, run->program, "once", (char *)NULL);
	exit(126);
}

static enum membarrier_verdict verdict_under(const char *program, const char *release)
{
	const struct run run = { program, release };
	struct outcome outcome;

	spawn(&outcome, run_again, &run);
	spawn_skip(&outcome);
	CHECK(spawn_exited(&outcome, 0), "%s: %#x: %s", release, (unsigned)outcome.status, outcome.err);
	return (enum membarrier_verdict)atoi(outcome.out);
}

int main(int argc, char **argv)
{
	enum membarrier_verdict verdicts[EXAMPLES];
	bool ever_offered = false;

	if (argc > 1) {
		printf("%d\n", (int)strategy_candidate(candidate).verdict);
		return 0;
	}
	for (size_t i = 0; i < EXAMPLES; i++) {
		verdicts[i] = verdict_under(argv[0], examples[i].release);
		ever_offered |= verdicts[i] == MEMBARRIER_OFFERED;
	}
	if (!ever_offered)
		SKIP("kernels that make a difference: %s is not offered on this machine, whatever the kernel", candidate);
	for (size_t i = 0; i < EXAMPLES; i++)
		CHECK(verdicts[i] == examples[i].verdict, "Linux %s: verdict %d, expected %d", examples[i].release,
		      (int)verdicts[i], (int)examples[i].verdict);
	return 0;
}
