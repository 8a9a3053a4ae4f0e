/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * route_table.c - many threads read a table, and one changes it now and then. The table ends while
 * threads still use it: the read-mostly lock, with its run-down.
 *
 *     cc -std=c11 -pthread route_table.c $(pkg-config --cflags --libs libmembarrier-sync)
 */
#include <membarrier/rwlock.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct route {
	unsigned network, gateway;
};

/* The lock must outlive the routes: a thread that comes later finds the lock closed. */
struct route_table {
	membarrier_rwlock_t lock;
	size_t count;
	struct route *routes;
};

/* Returns the gateway of the network; 0 if there is none, or the table has ended. */
static unsigned route_of(struct route_table *table, unsigned network)
{
	unsigned gateway = 0;

	if (membarrier_rwlock_rdlock(&table->lock))
		return 0;
	for (size_t i = 0; i < table->count && !gateway; i++)
		if (table->routes[i].network == network)
			gateway = table->routes[i].gateway;
	membarrier_rwlock_rdunlock(&table->lock);
	return gateway;
}

static bool route_add(struct route_table *table, struct route route)
{
	struct route *routes;

	if (membarrier_rwlock_wrlock(&table->lock))
		return false;
	routes = realloc(table->routes, (table->count + 1) * sizeof *routes);
	if (routes) {
		routes[table->count++] = route;
		table->routes = routes;
	}
	membarrier_rwlock_wrunlock(&table->lock);
	return routes;
}

/* Waits for the threads that use the table; later threads are refused. So no thread uses the routes any more. */
static void route_table_end(struct route_table *table)
{
	if (membarrier_rwlock_close(&table->lock) == 0)
		free(table->routes);
}

/* ---- the demo ------------------------------------------------------------------ */

enum { READERS = 3, ROUTES = 100 };
static struct route_table table = { .lock = MEMBARRIER_RWLOCK_INIT };
static atomic_bool ended;

static void *reader(void *wrong)
{
	unsigned long looks = 0;

	while (!atomic_load_explicit(&ended, memory_order_relaxed)) {
		unsigned gateway = route_of(&table, (unsigned)(looks++ % ROUTES));

		/* Gateways are 1000 + network, and routes are only added. */
		if (gateway && gateway != 1000 + (looks - 1) % ROUTES)
			return wrong;
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[READERS];
	bool right = true;

	for (int i = 0; i < READERS; i++)
		if (pthread_create(&threads[i], NULL, reader, &table))
			return 1;
	for (unsigned i = 0; i < ROUTES; i++)
		right = route_add(&table, (struct route){ i, 1000 + i }) && right;
	right = route_of(&table, ROUTES - 1) == 1000 + ROUTES - 1 && right;
	route_table_end(&table); /* while readers look */
	right = !route_of(&table, 0) && !route_add(&table, (struct route){ 0, 1 }) && right;
	atomic_store_explicit(&ended, true, memory_order_relaxed);
	for (int i = 0; i < READERS; i++) {
		void *wrong;

		pthread_join(threads[i], &wrong);
		right = !wrong && right;
	}
	printf("%d routes, %d readers, %s\n", ROUTES, READERS, right ? "closed" : "wrong");
	return !right;
}
