/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * reclaim_bound.c - how many retired objects of one thread wait at most, if barriers are so slow that their rate alone
 * would allow more. A barrier takes as long as two looks, of 256 objects each. So the next one would be due 40 looks,
 * or 10,240 objects, later. At 8,192 objects it comes in any case. If callers say how large objects are, it comes at
 * 16 MiB. When a thread becomes slower, fewer of its objects wait.
 */
#include "made_up_reclaim.h"

enum { MOST = 8192, LOOK = 256, OBJECTS = 10 * MOST };

static struct membarrier_retired objects[OBJECTS];

static void retire_by_hazard(struct membarrier_retired *object)
{
	membarrier_hazard_retire(NULL, object, reclaim);
}

static void retire_by_quiescence(struct membarrier_retired *object)
{
	membarrier_quiescence_retire(object, reclaim);
}

static unsigned most_waiting(void (*retire)(struct membarrier_retired *))
{
	unsigned most = 0;

	reclaimed = 0;
	for (unsigned i = 0; i < OBJECTS; i++) {
		/* A look reads the clock once, so half of a barrier's time passes from one look to the next. */
		port_now -= i % LOOK == 0;
		retire(&objects[i]);
		most = i + 1 - reclaimed > most ? i + 1 - reclaimed : most;
	}
	CHECK(membarrier_hazard_drain(NULL) == 0 && membarrier_quiescence_drain() == 0 && reclaimed == OBJECTS,
	      "not drained");
	return most;
}

/* A barrier takes 115 us, and the thread retires an object each microsecond: 20 times as long is too long to wait. */
static unsigned most_waiting_by_time(void)
{
	unsigned most = 0;

	port_tick = 115000;
	reclaimed = 0;
	for (unsigned i = 0; i < OBJECTS; i++) {
		port_now += 1000;
		port_now -= i % LOOK == LOOK - 1 ? port_tick : 0; /* The look's own reading of the clock. */
		membarrier_hazard_retire(NULL, &objects[i], reclaim);
		most = i + 1 - reclaimed > most ? i + 1 - reclaimed : most;
	}
	CHECK(membarrier_hazard_drain(NULL) == 0 && reclaimed == OBJECTS, "not drained");
	return most;
}

/*
 * 256 objects are less than 8 MiB, so looks come before so much has been retired since the one before. Later objects are
 * larger, so that more bytes are retired than would be reclaimed by a small object for each large one.
 */
enum { LARGEST = 150000, MOST_BYTES = 16 << 20 };
static size_t waiting_bytes;

static size_t size_of(size_t i)
{
	return i % 700 < 600 ? 30000 : LARGEST;
}

static void reclaim_sized(struct membarrier_retired *object)
{
	waiting_bytes -= size_of((size_t)(object - objects));
	reclaim(object);
}

static size_t most_bytes_waiting(void)
{
	size_t most = 0;

	port_tick = 2;
	reclaimed = 0;
	for (unsigned i = 0; i < MOST; i++) {
		port_now -= i % LOOK == 0;
		waiting_bytes += size_of(i);
		membarrier_hazard_retire_sized(NULL, &objects[i], reclaim_sized, size_of(i));
		most = waiting_bytes > most ? waiting_bytes : most;
	}
	CHECK(membarrier_hazard_drain(NULL) == 0 && reclaimed == MOST && !waiting_bytes, "not drained");
	return most;
}

static struct membarrier_retired more[OBJECTS];
static unsigned retired;

static void reclaim_and_retire_another(struct membarrier_retired *object)
{
	retired++;
	membarrier_hazard_retire(NULL, &more[object - objects], reclaim);
	reclaim(object);
}

static unsigned most_waiting_if_each_retires_another(void)
{
	unsigned most = 0;

	port_tick = 2;
	reclaimed = retired = 0;
	for (unsigned i = 0; i < OBJECTS; i++) {
		port_now -= i % LOOK == 0;
		retired++;
		membarrier_hazard_retire(NULL, &objects[i], reclaim_and_retire_another);
		most = retired - reclaimed > most ? retired - reclaimed : most;
	}
	while (reclaimed < retired)
		CHECK(membarrier_hazard_drain(NULL) == 0, "cannot drain");
	return most;
}

/* Retires without a pause until so many wait, and then one each 10 us. */
static void a_slower_thread_keeps_fewer(void)
{
	unsigned waiting = 0, slower = OBJECTS / 2;

	port_tick = 2;
	reclaimed = 0;
	for (unsigned i = 0; i < OBJECTS; i++) {
		port_now += i < slower ? 0 : 10000;
		port_now -= i < slower && i % LOOK == 0;
		membarrier_hazard_retire(NULL, &objects[i], reclaim);
		waiting = i + 1 - reclaimed;
		if (i < slower && waiting > MOST - 2 * LOOK)
			slower = i;
		CHECK(i < slower + 2 * LOOK || waiting <= 2 * LOOK, "%u wait after %u slow objects", waiting, i - slower);
	}
	CHECK(slower < OBJECTS / 2, "INCONCLUSIVE: never many wait");
	CHECK(membarrier_hazard_drain(NULL) == 0 && reclaimed == OBJECTS, "not drained");
}

int main(void)
{
	struct membarrier_hazard_stats stats = { .size = sizeof stats };
	unsigned most;
	size_t bytes;

	port_tick = 2;
	most = most_waiting(retire_by_hazard);
	CHECK(most <= MOST, "hazard pointers: %u wait", most);
	CHECK(most > MOST - 2 * LOOK, "INCONCLUSIVE: barriers come often enough without a bound: %u wait", most);
	most = most_waiting(retire_by_quiescence);
	CHECK(most <= MOST && most > MOST - 2 * LOOK, "quiescence without a section: %u wait", most);
	most = most_waiting_by_time();
	CHECK(most <= 2048, "one per microsecond: %u wait", most);
	a_slower_thread_keeps_fewer();
	most = most_waiting_if_each_retires_another();
	CHECK(most <= MOST + LOOK, "reclaim functions that retire: %u wait", most);
	bytes = most_bytes_waiting();
	CHECK(bytes <= MOST_BYTES + 2 * LARGEST, "%zu bytes wait", bytes);
	CHECK(membarrier_hazard_get_stats(&stats) == 0 && stats.most <= MOST && stats.waiting == 0,
	      "the statistics say more");
	return 0;
}
