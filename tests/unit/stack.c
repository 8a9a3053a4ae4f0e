/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * stack - how much stack each function needs that a signal handler may call. The test fills an
 * alternate signal stack with a pattern before each call:
 *
 *   stack MOST TITLE    prints the figures; fails if one is over MOST
 *
 * The first call is a handler's first slow path, in which the loader may still bind symbols.
 */
#define _GNU_SOURCE
#include <membarrier.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "../test.h"

enum { SIZE = 64 * 1024, PAINT = 0xa5, CALLERS = 3, TIMES = 3000 };

static unsigned char *stack;
static void (*subject)(void);
static int stop; /* atomic */

static void nothing(void)
{
}

static void slow_path(void)
{
	membarrier_slow_path();
}

static void try_slow_path(void)
{
	(void)membarrier_try_slow_path();
}

static void ticket_wait(void)
{
	membarrier_ticket_wait(membarrier_ticket());
}

static void get_info(void)
{
	static struct membarrier_info info = { .size = sizeof info };

	(void)membarrier_get_info(&info);
}

static void handle(int number)
{
	(void)number;
	subject();
}

/* Includes the frame of the signal. */
static size_t use_of(void (*function)(void))
{
	size_t untouched = 0;

	memset(stack, PAINT, SIZE);
	subject = function;
	CHECK(raise(SIGUSR1) == 0, "raise()");
	while (untouched < SIZE && stack[untouched] == PAINT)
		untouched++;
	CHECK(untouched > 0, "no stack is that large");
	return SIZE - untouched;
}

static size_t most_of(void (*function)(void))
{
	size_t most = 0;

	for (int i = 0; i < TIMES; i++) {
		size_t use = use_of(function);

		most = use > most ? use : most;
	}
	return most;
}

static void *call(void *unused)
{
	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED))
		membarrier_slow_path();
	return unused;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_ONSTACK };
	stack_t alternate = { .ss_size = SIZE };
	size_t most, none, first, alone, met = 0, tickets = 0, try, info;
	pthread_t callers[CALLERS];

	CHECK(argc == 3, "usage: stack MOST TITLE");
	most = strtoul(argv[1], NULL, 10);
	alternate.ss_sp = stack = malloc(SIZE);
	CHECK(stack && sigaltstack(&alternate, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0, "no signal stack");
	none = use_of(nothing);
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_create(&callers[i], NULL, call, NULL) == 0, "no thread");
	first = most_of(slow_path) - none;
	met = most_of(slow_path) - none;
	tickets = most_of(ticket_wait) - none;
	try = most_of(try_slow_path) - none;
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	for (int i = 0; i < CALLERS; i++)
		CHECK(pthread_join(callers[i], NULL) == 0, "no thread");
	alone = use_of(slow_path) - none;
	info = use_of(get_info) - none;
	printf("%-28s alone %4zu, among others %4zu (first %4zu), ticket_wait %4zu, try %4zu, get_info %4zu\n", argv[2],
	       alone, met, first, tickets, try, info);
	CHECK(first <= most && met <= most && tickets <= most && try <= most && info <= most, "more than %zu bytes", most);
	return 0;
}
