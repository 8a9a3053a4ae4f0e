/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * pthread.c - threads, mutexes, condition variables, thread-specific data. They replace the C
 * library's, which would see one thread only.
 *
 * The simulator keeps the state of each object in a table. The program's own memory has one
 * thing: the kind of a mutex that was initialised statically.
 */
#define _GNU_SOURCE
#include "sync.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

struct sync *mb_sim_sync(const void *at, enum sync_kind kind)
{
	struct sync *sync;

	for (int i = 0; i < sim->syncs; i++)
		if (sim->sync[i].at == at && sim->sync[i].kind == kind)
			return &sim->sync[i];
	if (sim->syncs == SYNCS)
		mb_sim_stop("more than %d mutexes, condition variables and the like: make the test smaller", SYNCS);
	sync = &sim->sync[sim->syncs++];
	memset(sync, 0, sizeof *sync);
	sync->at = at;
	sync->kind = kind;
	return sync;
}

struct sync *mb_sim_new_sync(const void *at, enum sync_kind kind)
{
	struct sync *sync = mb_sim_sync(at, kind);

	memset(sync, 0, sizeof *sync);
	sync->at = at;
	sync->kind = kind;
	return sync;
}

void mb_sim_take(struct sync *sync)
{
	mb_sim_join(&me()->now, &sync->view);
}

void mb_sim_give(struct sync *sync)
{
	mb_sim_join(&sync->view, &me()->now);
	me()->now.clock[sim->me]++;
	sim->writes++;
	sim->stuck = 0;
}

/* ---- threads ---- */

int pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
	int detached = 0, number;

	NOT_RUNNING(pthread_create, handle, attributes, start, argument);
	number = mb_sim_create(start, argument, CALLER());
	if (attributes && !pthread_attr_getdetachstate(attributes, &detached))
		sim->thread[number].detached = detached == PTHREAD_CREATE_DETACHED;
	mb_sim_plain((uintptr_t)handle, sizeof *handle, true, CALLER());
	*handle = (pthread_t)sim->thread[number].pointer;
	return 0;
}

static int number_of(pthread_t handle)
{
	for (int i = 0; i < sim->threads; i++)
		if ((pthread_t)sim->thread[i].pointer == handle)
			return i;
	mb_sim_fail("a thread that does not exist");
}

int pthread_join(pthread_t handle, void **result)
{
	struct thread *t = me(), *other;

	NOT_RUNNING(pthread_join, handle, result);
	t->joins = number_of(handle);
	other = &sim->thread[t->joins];
	if (other->joined || other->detached)
		mb_sim_fail("pthread_join() of a thread that was joined or detached before");
	mb_sim_wait(JOIN, NULL);
	other->joined = true;
	mb_sim_join(&t->now, &other->now);
	sim->step[mb_sim_note(DID_JOIN, 0, 0, CALLER()) % STEPS].other = (uint8_t)t->joins;
	if (result)
		*result = other->result;
	return 0;
}

int pthread_detach(pthread_t handle)
{
	NOT_RUNNING(pthread_detach, handle);
	sim->thread[number_of(handle)].detached = true;
	return 0;
}

void pthread_exit(void *result)
{
	if (!sim || !sim->running)
		mb_sim_stop("pthread_exit() outside of the simulated program");
	mb_sim_thread_exit(result);
}

int sched_yield(void)
{
	NOT_RUNNING(sched_yield);
	mb_sim_spin(CALLER());
	return 0;
}

/* ---- mutexes ---- */

static struct sync *mutex_of(pthread_mutex_t *mutex)
{
	struct sync *sync = mb_sim_sync(mutex, MUTEX);

	if (!sync->limit) { /* of static initialisation: glibc keeps the kind here */
		sync->limit = 1;
		sync->recursive = (mutex->__data.__kind & 3) == PTHREAD_MUTEX_RECURSIVE;
		sync->checks = (mutex->__data.__kind & 3) == PTHREAD_MUTEX_ERRORCHECK;
	}
	return sync;
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
	int kind = PTHREAD_MUTEX_DEFAULT;
	struct sync *sync;

	NOT_RUNNING(pthread_mutex_init, mutex, attributes);
	if (attributes)
		pthread_mutexattr_gettype(attributes, &kind);
	sync = mb_sim_new_sync(mutex, MUTEX);
	sync->limit = 1;
	sync->recursive = kind == PTHREAD_MUTEX_RECURSIVE;
	sync->checks = kind == PTHREAD_MUTEX_ERRORCHECK;
	mb_sim_give(sync);
	return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
	NOT_RUNNING(pthread_mutex_destroy, mutex);
	if (mutex_of(mutex)->owner)
		mb_sim_fail("pthread_mutex_destroy() of a locked mutex");
	mb_sim_new_sync(mutex, MUTEX);
	return 0;
}

/* 0 if it has it now; -1 if it has to wait. */
static int own_already(struct sync *sync, bool wait)
{
	if (sync->owner != sim->me + 1)
		return -1;
	if (sync->recursive) {
		sync->count++;
		return 0;
	}
	if (!wait)
		return EBUSY;
	if (sync->checks)
		return EDEADLK;
	mb_sim_fail("deadlock: thread %d locks a mutex that it holds", sim->me);
}

static int locked(struct sync *sync, const void *pc)
{
	struct thread *t = me();

	if (t->expired) {
		t->expired = false;
		return ETIMEDOUT;
	}
	sync->owner = sim->me + 1;
	mb_sim_take(sync);
	mb_sim_note(DID_LOCK, (uintptr_t)sync->at, 0, pc);
	return 0;
}

int mb_sim_lock(struct sync *sync, const void *pc)
{
	int error = own_already(sync, true);

	if (error >= 0)
		return error;
	mb_sim_wait(ENTER, sync);
	return locked(sync, pc);
}

int mb_sim_trylock(struct sync *sync, const void *pc)
{
	int error = own_already(sync, false);

	if (error >= 0)
		return error;
	mb_sim_wait(LEAVE, sync);
	if (sync->owner) {
		mb_sim_note(DID_FAIL, (uintptr_t)sync->at, 0, pc);
		return EBUSY;
	}
	return locked(sync, pc);
}

int mb_sim_unlock(struct sync *sync, const void *pc)
{
	if (sync->owner != sim->me + 1) {
		if (sync->checks)
			return EPERM;
		mb_sim_fail("thread %d unlocks a mutex that it does not hold", sim->me);
	}
	if (sync->count) {
		sync->count--;
		return 0;
	}
	mb_sim_wait(LEAVE, sync);
	sync->owner = 0;
	mb_sim_give(sync);
	mb_sim_note(DID_UNLOCK, (uintptr_t)sync->at, 0, pc);
	return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
	NOT_RUNNING(pthread_mutex_lock, mutex);
	return mb_sim_lock(mutex_of(mutex), CALLER());
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
	NOT_RUNNING(pthread_mutex_trylock, mutex);
	return mb_sim_trylock(mutex_of(mutex), CALLER());
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
	struct sync *sync;
	int error;

	NOT_RUNNING(pthread_mutex_timedlock, mutex, until);
	sync = mutex_of(mutex);
	error = own_already(sync, true);
	if (error >= 0)
		return error;
	mb_sim_until(until);
	mb_sim_wait(ENTER, sync);
	return locked(sync, CALLER());
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	NOT_RUNNING(pthread_mutex_unlock, mutex);
	return mb_sim_unlock(mutex_of(mutex), CALLER());
}

/* ---- condition variables ---- */

int pthread_cond_init(pthread_cond_t *restrict condition, const pthread_condattr_t *restrict attributes)
{
	NOT_RUNNING(pthread_cond_init, condition, attributes);
	mb_sim_new_sync(condition, CONDITION);
	return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
	NOT_RUNNING(pthread_cond_destroy, condition);
	mb_sim_new_sync(condition, CONDITION);
	return 0;
}

static int wait_on(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until, const void *pc)
{
	struct sync *sync = mb_sim_sync(condition, CONDITION), *lock = mutex_of(mutex);
	struct thread *t = me();
	bool expired;
	int depth = lock->count;

	if (lock->owner != sim->me + 1)
		mb_sim_fail("thread %d waits on a condition variable without its mutex", sim->me);
	mb_sim_note(DID_WAIT, (uintptr_t)condition, 0, pc);
	/* Leaving the mutex and beginning to wait are one step. */
	mb_sim_wait(LEAVE, lock);
	lock->owner = lock->count = 0;
	mb_sim_give(lock);
	t->signalled = false;
	mb_sim_until(until);
	if (!until && t->awoken < 1)
		t->timed = t->spurious = true;
	mb_sim_wait(WAIT, sync);
	expired = t->expired && until;
	t->awoken += t->expired && !until;
	t->expired = false;
	mb_sim_note(DID_WAKE, (uintptr_t)condition, expired, pc);
	mb_sim_wait(ENTER, lock);
	locked(lock, pc);
	lock->count = depth;
	return expired ? ETIMEDOUT : 0;
}

int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
	NOT_RUNNING(pthread_cond_wait, condition, mutex);
	return wait_on(condition, mutex, NULL, CALLER());
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until)
{
	NOT_RUNNING(pthread_cond_timedwait, condition, mutex, until);
	return wait_on(condition, mutex, until, CALLER());
}

int pthread_cond_clockwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, clockid_t clock,
                           const struct timespec *restrict until)
{
	NOT_RUNNING(pthread_cond_clockwait, condition, mutex, clock, until);
	return wait_on(condition, mutex, until, CALLER());
}

/* Wakes any one of the waiting threads; returns how many there were. */
unsigned mb_sim_wake_one(struct sync *sync)
{
	int waiting[THREADS];
	unsigned n = 0;

	for (int i = 0; i < sim->threads; i++)
		if (sim->thread[i].kind == WAIT && sim->thread[i].sync == sync && !sim->thread[i].signalled &&
		    !sim->thread[i].done)
			waiting[n++] = i;
	if (n)
		sim->thread[waiting[mb_sim_decide(n)]].signalled = true;
	return n;
}

static int signal_condition(pthread_cond_t *condition, bool all, const void *pc)
{
	struct sync *sync = mb_sim_sync(condition, CONDITION);
	unsigned woken = 0;

	mb_sim_wait(LEAVE, sync);
	while (mb_sim_wake_one(sync)) {
		woken++;
		if (!all)
			break;
	}
	mb_sim_note(DID_SIGNAL, (uintptr_t)condition, woken, pc);
	sync->wasted += !woken;
	sim->writes++;
	sim->stuck = 0;
	return 0;
}

int pthread_cond_signal(pthread_cond_t *condition)
{
	NOT_RUNNING(pthread_cond_signal, condition);
	return signal_condition(condition, false, CALLER());
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
	NOT_RUNNING(pthread_cond_broadcast, condition);
	return signal_condition(condition, true, CALLER());
}
