/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * codegen.c - small functions whose instructions codegen.sh looks at.
 *
 * BROKEN: the fast path does nothing, and is not even a compiler barrier. HEAVY: it is a normal
 * path, which orders the same accesses and more. Both are controls: the checks must refuse them.
 */
#include <membarrier.h>

#if defined(BROKEN)
#define fast() ((void)0)
#elif defined(HEAVY)
#define fast() membarrier_normal_path()
#else
#define fast() membarrier_fast_path()
#endif

/* Keeps functions separate, also in link-time optimisation. */
#define KEPT __attribute__((noinline, used))

/* Used: link-time optimisation must not conclude that no other code looks at them. */
__attribute__((used)) int x, y;

void fast_path(void);
void bare_barrier(void);
void empty(void);
void normal_path(void);
void store_store(void);
int load_load(void);
int store_load(void);
int load_store(void);

KEPT void fast_path(void)
{
	fast();
}

KEPT void bare_barrier(void)
{
	__asm__ __volatile__("" ::: "memory");
}

KEPT void empty(void)
{
}

KEPT void normal_path(void)
{
	membarrier_normal_path();
}

KEPT void store_store(void)
{
	x = 1;
	fast();
	x = 2;
}

KEPT int load_load(void)
{
	int first = y;

	fast();
	return first - y;
}

KEPT int store_load(void)
{
	x = 1;
	fast();
	return y;
}

KEPT int load_store(void)
{
	int first = y;

	fast();
	x = 1;
	return first;
}

int main(void)
{
	fast_path();
	bare_barrier();
	empty();
	normal_path();
	store_store();
	return load_load() + store_load() + load_store();
}
