/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pthread_more.c - once, thread-specific data, semaphores, read-write and spin locks, barriers of threads. */
#define _GNU_SOURCE
#include "sync.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

/* ---- once ---- */

int pthread_once(pthread_once_t *control, void (*routine)(void))
{
	struct sync *sync;

	NOT_RUNNING(pthread_once, control, routine);
	sync = mb_sim_sync(control, ONCE);
	mb_sim_wait(ENTER, sync);
	mb_sim_take(sync);
	if (sync->count)
		return 0;
	sync->owner = sim->me + 1;
	routine();
	mb_sim_wait(LEAVE, sync);
	sync->owner = 0;
	sync->count = 1;
	mb_sim_give(sync);
	return 0;
}

/* ---- thread-specific data ---- */

enum { KEYS = 64 };

static struct key {
	bool used;
	void (*destroy)(void *);
} key[KEYS];

int pthread_key_create(pthread_key_t *number, void (*destroy)(void *))
{
	NOT_RUNNING(pthread_key_create, number, destroy);
	for (unsigned i = 0; i < KEYS; i++)
		if (!key[i].used) {
			key[i] = (struct key){ true, destroy };
			for (int t = 0; t < sim->threads; t++)
				sim->thread[t].keys[i] = NULL;
			mb_sim_plain((uintptr_t)number, sizeof *number, true, CALLER());
			*number = KEY_BASE + i;
			return 0;
		}
	return EAGAIN;
}

static struct key *key_of(pthread_key_t number)
{
	return number >= KEY_BASE && number - KEY_BASE < KEYS && key[number - KEY_BASE].used ? &key[number - KEY_BASE] : NULL;
}

int pthread_key_delete(pthread_key_t number)
{
	if (!sim || !sim->running || !key_of(number)) {
		int (*real)(pthread_key_t);

		*(void **)(void *)&real = mb_sim_real("pthread_key_delete");
		return real(number);
	}
	key_of(number)->used = false;
	return 0;
}

void *pthread_getspecific(pthread_key_t number)
{
	if (!sim || !sim->running || !key_of(number)) {
		void *(*real)(pthread_key_t);

		*(void **)(void *)&real = mb_sim_real("pthread_getspecific");
		return real(number);
	}
	return me()->keys[number - KEY_BASE];
}

int pthread_setspecific(pthread_key_t number, const void *value)
{
	if (!sim || !sim->running || !key_of(number)) {
		int (*real)(pthread_key_t, const void *);

		*(void **)(void *)&real = mb_sim_real("pthread_setspecific");
		return real(number, value);
	}
	me()->keys[number - KEY_BASE] = (void *)(uintptr_t)value;
	return 0;
}

void mb_sim_run_key_destructors(struct thread *t)
{
	for (unsigned round = 0; round < 4; round++)
		for (unsigned i = 0; i < KEYS; i++) {
			void *value = t->keys[i];

			t->keys[i] = NULL;
			if (value && key[i].used && key[i].destroy)
				key[i].destroy(value);
		}
}

/* ---- semaphores ---- */

static struct sync *semaphore_of(sem_t *semaphore)
{
	return mb_sim_sync(semaphore, SEMAPHORE);
}

int sem_init(sem_t *semaphore, int shared, unsigned value)
{
	struct sync *sync;

	NOT_RUNNING(sem_init, semaphore, shared, value);
	sync = mb_sim_new_sync(semaphore, SEMAPHORE);
	sync->count = (int)value;
	mb_sim_give(sync);
	return 0;
}

int sem_destroy(sem_t *semaphore)
{
	NOT_RUNNING(sem_destroy, semaphore);
	mb_sim_new_sync(semaphore, SEMAPHORE);
	return 0;
}

static int down(sem_t *semaphore, const struct timespec *until, const void *pc)
{
	struct sync *sync = semaphore_of(semaphore);

	mb_sim_until(until);
	mb_sim_wait(ENTER, sync);
	if (me()->expired) {
		me()->expired = false;
		errno = ETIMEDOUT;
		return -1;
	}
	sync->count--;
	mb_sim_take(sync);
	mb_sim_note(DID_LOCK, (uintptr_t)semaphore, 0, pc);
	return 0;
}

int sem_wait(sem_t *semaphore)
{
	NOT_RUNNING(sem_wait, semaphore);
	return down(semaphore, NULL, CALLER());
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
	NOT_RUNNING(sem_timedwait, semaphore, until);
	return down(semaphore, until, CALLER());
}

int sem_trywait(sem_t *semaphore)
{
	struct sync *sync;

	NOT_RUNNING(sem_trywait, semaphore);
	sync = semaphore_of(semaphore);
	mb_sim_wait(LEAVE, sync);
	if (sync->count == 0) {
		errno = EAGAIN;
		return -1;
	}
	sync->count--;
	mb_sim_take(sync);
	return 0;
}

int sem_post(sem_t *semaphore)
{
	struct sync *sync;

	NOT_RUNNING(sem_post, semaphore);
	sync = semaphore_of(semaphore);
	mb_sim_wait(LEAVE, sync);
	sync->count++;
	mb_sim_give(sync);
	mb_sim_note(DID_UNLOCK, (uintptr_t)semaphore, 0, CALLER());
	return 0;
}

int sem_getvalue(sem_t *restrict semaphore, int *restrict value)
{
	NOT_RUNNING(sem_getvalue, semaphore, value);
	mb_sim_wait(LEAVE, semaphore_of(semaphore));
	*value = semaphore_of(semaphore)->count;
	return 0;
}

/* ---- read-write locks: owner writes, count read ---- */

int pthread_rwlock_init(pthread_rwlock_t *restrict lock, const pthread_rwlockattr_t *restrict attributes)
{
	NOT_RUNNING(pthread_rwlock_init, lock, attributes);
	mb_sim_give(mb_sim_new_sync(lock, RWLOCK));
	return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
	NOT_RUNNING(pthread_rwlock_destroy, lock);
	mb_sim_new_sync(lock, RWLOCK);
	return 0;
}

static int enter_rwlock(pthread_rwlock_t *lock, bool shared, bool wait, const struct timespec *until, const void *pc)
{
	struct sync *sync = mb_sim_sync(lock, RWLOCK);

	if (wait && sync->owner == sim->me + 1)
		return EDEADLK;
	if (wait)
		mb_sim_until(until);
	me()->shared = shared;
	mb_sim_wait(wait ? ENTER : LEAVE, sync);
	if (me()->expired) {
		me()->expired = false;
		return ETIMEDOUT;
	}
	if (sync->owner || (!shared && sync->count))
		return EBUSY;
	if (shared)
		sync->count++;
	else
		sync->owner = sim->me + 1;
	mb_sim_take(sync);
	mb_sim_note(DID_LOCK, (uintptr_t)lock, shared, pc);
	return 0;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
	NOT_RUNNING(pthread_rwlock_rdlock, lock);
	return enter_rwlock(lock, true, true, NULL, CALLER());
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
	NOT_RUNNING(pthread_rwlock_wrlock, lock);
	return enter_rwlock(lock, false, true, NULL, CALLER());
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
	NOT_RUNNING(pthread_rwlock_tryrdlock, lock);
	return enter_rwlock(lock, true, false, NULL, CALLER());
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
	NOT_RUNNING(pthread_rwlock_trywrlock, lock);
	return enter_rwlock(lock, false, false, NULL, CALLER());
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict lock, const struct timespec *restrict until)
{
	NOT_RUNNING(pthread_rwlock_timedrdlock, lock, until);
	return enter_rwlock(lock, true, true, until, CALLER());
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict lock, const struct timespec *restrict until)
{
	NOT_RUNNING(pthread_rwlock_timedwrlock, lock, until);
	return enter_rwlock(lock, false, true, until, CALLER());
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
	struct sync *sync;

	NOT_RUNNING(pthread_rwlock_unlock, lock);
	sync = mb_sim_sync(lock, RWLOCK);
	if (!sync->count && sync->owner != sim->me + 1)
		mb_sim_fail("thread %d unlocks a read-write lock that it does not hold", sim->me);
	mb_sim_wait(LEAVE, sync);
	if (sync->count)
		sync->count--;
	else
		sync->owner = 0;
	mb_sim_give(sync);
	mb_sim_note(DID_UNLOCK, (uintptr_t)lock, 0, CALLER());
	return 0;
}

/* ---- spin locks ---- */

int pthread_spin_init(pthread_spinlock_t *lock, int shared)
{
	NOT_RUNNING(pthread_spin_init, lock, shared);
	mb_sim_give(mb_sim_new_sync((const void *)lock, SPINLOCK));
	return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *lock)
{
	NOT_RUNNING(pthread_spin_destroy, lock);
	mb_sim_new_sync((const void *)lock, SPINLOCK);
	return 0;
}

int pthread_spin_lock(pthread_spinlock_t *lock)
{
	NOT_RUNNING(pthread_spin_lock, lock);
	return mb_sim_lock(mb_sim_sync((const void *)lock, SPINLOCK), CALLER());
}

int pthread_spin_trylock(pthread_spinlock_t *lock)
{
	NOT_RUNNING(pthread_spin_trylock, lock);
	return mb_sim_trylock(mb_sim_sync((const void *)lock, SPINLOCK), CALLER());
}

int pthread_spin_unlock(pthread_spinlock_t *lock)
{
	NOT_RUNNING(pthread_spin_unlock, lock);
	return mb_sim_unlock(mb_sim_sync((const void *)lock, SPINLOCK), CALLER());
}

/* ---- barriers of threads ---- */

int pthread_barrier_init(pthread_barrier_t *restrict barrier, const pthread_barrierattr_t *restrict attributes,
                         unsigned count)
{
	NOT_RUNNING(pthread_barrier_init, barrier, attributes, count);
	mb_sim_new_sync(barrier, MEETING)->limit = (int)count;
	return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
	NOT_RUNNING(pthread_barrier_destroy, barrier);
	mb_sim_new_sync(barrier, MEETING);
	return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier)
{
	struct sync *sync;

	NOT_RUNNING(pthread_barrier_wait, barrier);
	sync = mb_sim_sync(barrier, MEETING);
	mb_sim_wait(LEAVE, sync);
	mb_sim_give(sync);
	if (++sync->count < sync->limit) {
		me()->signalled = false;
		mb_sim_wait(WAIT, sync);
		mb_sim_take(sync);
		return 0;
	}
	sync->count = 0;
	while (mb_sim_wake_one(sync))
		;
	mb_sim_take(sync);
	return PTHREAD_BARRIER_SERIAL_THREAD;
}
