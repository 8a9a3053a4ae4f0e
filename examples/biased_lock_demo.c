/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * biased_lock_demo.c - an owner counts all the time, and visitors count now and then. The
 * counter is plain memory: at the end it is exact only if no two threads were inside at once.
 */
#include "biased_lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <membarrier.h>

enum { VISITORS = 2, VISITS = 1000 }; /* visits of each visitor */

static struct biased_lock lock;
static long counter, busy; /* protected by the lock */
static atomic_int visitors_left = VISITORS;
static long sections; /* sections of the owner */

static void *own(void *unused)
{
	(void)unused;
	/* Relaxed: it publishes nothing. */
	while (atomic_load_explicit(&visitors_left, memory_order_relaxed)) {
		biased_lock_owner_lock(&lock);
		counter++;
		biased_lock_owner_unlock(&lock);
		sections++;
	}
	return NULL;
}

/* Tries first, and waits if the lock is held or the barrier is refused. */
static void *visit(void *unused)
{
	(void)unused;
	for (int i = 0; i < VISITS; i++) {
		int tried = biased_lock_visitor_trylock(&lock);

		if (tried)
			biased_lock_visitor_lock(&lock);
		counter++;
		busy += tried != 0;
		biased_lock_visitor_unlock(&lock);
	}
	atomic_fetch_sub_explicit(&visitors_left, 1, memory_order_relaxed);
	return NULL;
}

static void start(pthread_t *thread, void *(*run)(void *))
{
	int error = pthread_create(thread, NULL, run, NULL);

	if (error) {
		fprintf(stderr, "biased_lock_demo: starting a thread: %s\n", strerror(error));
		exit(1);
	}
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };
	const long visits = (long)VISITORS * VISITS;
	pthread_t owner, visitors[VISITORS];
	int error = biased_lock_init(&lock);

	if (error) {
		fprintf(stderr, "biased_lock_demo: %s\n", strerror(-error));
		return 1;
	}
	start(&owner, own);
	for (int i = 0; i < VISITORS; i++)
		start(&visitors[i], visit);
	pthread_join(owner, NULL);
	for (int i = 0; i < VISITORS; i++)
		pthread_join(visitors[i], NULL);
	biased_lock_destroy(&lock);
	if (membarrier_get_info(&info))
		return 1;
	printf("strategy %s: counted %ld; the owner %ld, visitors %ld; they found the lock held %ld times\n", info.strategy,
	       counter, sections, visits, busy);
	return counter == sections + visits ? 0 : 1;
}
