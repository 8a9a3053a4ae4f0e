/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* only_fast_path.c - which strategy is chosen when main() starts, in a program that only calls the fast path. */
#ifdef CONTROL
struct membarrier_flag_ {
	int id;
};
static void membarrier_fast_path(void)
{
}
#else
#include <membarrier.h>
#endif
#include <stdio.h>

#if defined(CONTROL) || defined(MEMBARRIER_ASSUME_ASYMMETRIC)
/* A weak reference does not link the library's file; the fast path of the plain program has a strong one. */
extern struct membarrier_flag_ membarrier_strategy_ __attribute__((weak));
#define IS_THERE (&membarrier_strategy_ != NULL)
#else
#define IS_THERE 1
#endif

int main(void)
{
	membarrier_fast_path();
	if (IS_THERE)
		printf("%d\n", membarrier_strategy_.id);
	else
		puts("absent");
	return 0;
}
