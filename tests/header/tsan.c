/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * tsan.c - C and C++: threads hand plain data over, and only fences order it: the flags are relaxed.
 * Built with -fsanitize=thread, and linked with a library that is not.
 *
 * THROUGH_POINTERS: the functions are called through pointers.
 * C11_FENCES, NO_FENCES: controls, in which ThreadSanitizer must see races (it does not
 * model C11's fences, so the first one is false).
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#include <membarrier.h>

#if defined(C11_FENCES)
#define fast() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define normal() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define slow() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define try_slow() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#elif defined(NO_FENCES)
#define fast() __asm__ __volatile__("" ::: "memory")
#define normal() fast()
#define slow() fast()
#define try_slow() fast()
#else
#ifdef THROUGH_POINTERS /* The address of a function is that of the function which a call by name reaches. */
static void (*volatile fast_pointer)(void) = membarrier_fast_path;
static void (*volatile normal_pointer)(void) = membarrier_normal_path;
static void (*volatile slow_pointer)(void) = membarrier_slow_path;
static bool (*volatile try_slow_pointer)(void) = membarrier_try_slow_path;
#define fast() fast_pointer()
#define normal() normal_pointer()
#define slow() slow_pointer()
#else
#define fast() membarrier_fast_path()
#define normal() membarrier_normal_path()
#define slow() membarrier_slow_path()
#define try_slow_pointer membarrier_try_slow_path
#endif
#define try_slow() must_order()

static void must_order(void)
{
	while (!try_slow_pointer())
		sched_yield();
}
#endif

enum { ROUNDS = 200, PAIRS = 5 };

static int data; /* plain: what the fences must order */
static int turn; /* relaxed: the thread to which the data belongs */

/* The thread that hands over and the thread that takes, in every pair that the table in membarrier.h marks. */
static void fence_of(unsigned side, unsigned pair)
{
	switch (pair * 2 + side) {
	case 0: /* fast, slow */
	case 3: /* slow, fast */
		fast();
		break;
	case 1:
	case 2:
	case 8: /* slow, slow */
		slow();
		break;
	case 4: /* normal, normal */
	case 5:
	case 6: /* normal, try */
		normal();
		break;
	default:
		try_slow();
	}
}

static void wait_for(int value)
{
	while (__atomic_load_n(&turn, __ATOMIC_RELAXED) != value)
		sched_yield();
}

static void *take(void *unused)
{
	for (int i = 0; i < ROUNDS * PAIRS; i++) {
		wait_for(2 * i + 1);
		fence_of(1, (unsigned)i % PAIRS);
		data++;
		fence_of(1, (unsigned)i % PAIRS);
		__atomic_store_n(&turn, 2 * i + 2, __ATOMIC_RELAXED);
	}
	return unused;
}

int main(void)
{
	pthread_t taker;

	if (pthread_create(&taker, NULL, take, NULL))
		return 1;
	for (int i = 0; i < ROUNDS * PAIRS; i++) {
		data++;
		fence_of(0, (unsigned)i % PAIRS);
		__atomic_store_n(&turn, 2 * i + 1, __ATOMIC_RELAXED);
		wait_for(2 * i + 2);
		fence_of(0, (unsigned)i % PAIRS);
	}
	pthread_join(taker, NULL);
	printf("%d\n", data);
	return data == 2 * ROUNDS * PAIRS ? 0 : 1;
}
