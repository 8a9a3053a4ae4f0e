/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * count.c - functions whose instructions count.sh counts: count FUNCTION CALLS. It counts no loop,
 * because compilers lay out the same loop differently. Three programs are built from it: as it
 * is; with MEMBARRIER_ASSUME_ASYMMETRIC; and with HEAVY, the control, whose fast path is a full
 * fence.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

#ifdef HEAVY
#define fast() membarrier_normal_path()
#else
#define fast() membarrier_fast_path()
#endif

void call_bare(void);
void call_fast(void);

__attribute__((noinline)) void call_bare(void)
{
	__asm__ __volatile__("" ::: "memory");
}

__attribute__((noinline)) void call_fast(void)
{
	fast();
}

int main(int argc, char **argv)
{
	struct membarrier_info info;

	info.size = sizeof info;
	if (argc != 3 || membarrier_get_info(&info))
		return 1;
	if (!info.asymmetric) {
		printf("cannot be tried here: the strategy is %s\n", info.strategy);
		return 77;
	}
	for (int i = atoi(argv[2]); i > 0; i--) {
		if (strcmp(argv[1], "bare") == 0)
			call_bare();
		else
			call_fast();
	}
	return 0;
}
