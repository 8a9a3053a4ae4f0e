/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * scenario.h - a program of several small tests for the simulator, each with some threads.
 *
 * The program's argument is the name of the scenario. setup() runs before the threads, check()
 * after them, both in the initial thread; either may be missing.
 */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include <membarrier/sim.h>

#define LOAD(v) atomic_load_explicit(&(v), memory_order_relaxed)
#define STORE(v, n) atomic_store_explicit(&(v), n, memory_order_relaxed)
#define EXPECT(condition) ((condition) ? (void)0 : membarrier_sim_fail("not so: " #condition))

struct scenario {
	const char *name;
	void (*setup)(void);
	void (*thread[5])(void); /* NULL ends them */
	void (*check)(void);
};

static inline void *scenario_thread(void *function)
{
	(*(void (**)(void))function)();
	return NULL;
}

static inline int scenario_main(int argc, char **argv, const struct scenario *scenario)
{
	pthread_t handle[5];
	int threads = 0;

	while (scenario->name && (argc < 2 || strcmp(argv[1], scenario->name) != 0))
		scenario++;
	if (!scenario->name) {
		fprintf(stderr, "expected the name of a scenario\n");
		return 2;
	}
	if (scenario->setup)
		scenario->setup();
	for (; scenario->thread[threads]; threads++)
		pthread_create(&handle[threads], NULL, scenario_thread, (void *)&scenario->thread[threads]);
	for (int i = 0; i < threads; i++)
		pthread_join(handle[i], NULL);
	if (scenario->check)
		scenario->check();
	return 0;
}

#endif
