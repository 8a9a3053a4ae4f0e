/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* stranger_sync.c - as stranger.c, for libmembarrier-sync: a program that knows only the installed headers. */
#include <errno.h>
#include <membarrier/eventcount.h>
#include <membarrier/pair.h>
#include <membarrier/rwlock.h>
#include <membarrier/thread.h>
#include <pthread.h>
#include <stdio.h>

static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;
static membarrier_rwlock_t lock = MEMBARRIER_RWLOCK_INIT;
static membarrier_eventcount_t given = MEMBARRIER_EVENTCOUNT_INIT;
static int item, written;

static void *give(void *unused)
{
	if (membarrier_rwlock_wrlock(&lock))
		return unused;
	written = 1;
	membarrier_rwlock_wrunlock(&lock);
	__atomic_store_n(&item, 1, __ATOMIC_RELEASE);
	membarrier_eventcount_notify_one(&given);
	return &item;
}

static int take(void)
{
	while (!__atomic_load_n(&item, __ATOMIC_ACQUIRE)) {
		uint32_t key = membarrier_eventcount_prepare(&given);

		if (__atomic_load_n(&item, __ATOMIC_ACQUIRE)) {
			membarrier_eventcount_cancel(&given);
			break;
		}
		if (membarrier_eventcount_wait(&given, key, NULL))
			return 0;
	}
	return 1;
}

int main(void)
{
	struct membarrier_pair_stats stats = { .size = sizeof stats };
	pthread_t thread;
	void *gave;

	if (membarrier_attach() || pthread_create(&thread, NULL, give, NULL) || !take() || pthread_join(thread, &gave) ||
	    !gave)
		return 1;
	membarrier_pair_hot(&pair);
	membarrier_pair_rare(&pair);
	if (membarrier_pair_get_stats(&pair, &stats)) {
		fprintf(stderr, "no statistics\n");
		return 1;
	}
	if (membarrier_rwlock_rdlock(&lock) || !written || membarrier_rwlock_trywrlock(&lock) != -EDEADLK) {
		fprintf(stderr, "the lock does not lock\n");
		return 1;
	}
	membarrier_rwlock_rdunlock(&lock);
	if (membarrier_rwlock_close(&lock) || membarrier_rwlock_tryrdlock(&lock) != -ECANCELED || membarrier_detach()) {
		fprintf(stderr, "the lock does not close\n");
		return 1;
	}
	printf("stranger_sync: %s\n", stats.fenced ? "fenced" : "free");
	return 0;
}
