/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * threads_c11.c - <threads.h>. In glibc its objects have the layout of pthread's, so each function
 * calls pthread's, and translates the result.
 */
#include "sync.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <threads.h>

static int result_of(int error)
{
	return error == 0           ? thrd_success
	       : error == EBUSY     ? thrd_busy
	       : error == ETIMEDOUT ? thrd_timedout
	       : error == ENOMEM    ? thrd_nomem
	                            : thrd_error;
}

#define SAME(posix, ...) return result_of(posix(__VA_ARGS__))

static void *begin(void *pair)
{
	struct {
		thrd_start_t start;
		void *argument;
	} *call = pair;

	return (void *)(intptr_t)call->start(call->argument);
}

int thrd_create(thrd_t *handle, thrd_start_t start, void *argument)
{
	struct {
		thrd_start_t start;
		void *argument;
	} * call;

	if (!sim || !sim->running)
		mb_sim_stop("thrd_create() before main()");
	call = (void *)sim->starts[sim->threads % THREADS];
	call->start = start;
	call->argument = argument;
	return result_of(pthread_create(handle, NULL, begin, call));
}

int thrd_join(thrd_t handle, int *result)
{
	void *value;
	int error = pthread_join(handle, &value);

	if (result && !error)
		*result = (int)(intptr_t)value;
	return result_of(error);
}

int thrd_detach(thrd_t handle)
{
	SAME(pthread_detach, handle);
}

void thrd_exit(int result)
{
	pthread_exit((void *)(intptr_t)result);
}

void thrd_yield(void)
{
	sched_yield();
}

int thrd_sleep(const struct timespec *duration, struct timespec *left)
{
	return nanosleep(duration, left);
}

int mtx_init(mtx_t *mutex, int kind)
{
	pthread_mutexattr_t attributes;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, kind & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
	SAME(pthread_mutex_init, (pthread_mutex_t *)mutex, &attributes);
}

void mtx_destroy(mtx_t *mutex)
{
	pthread_mutex_destroy((pthread_mutex_t *)mutex);
}

int mtx_lock(mtx_t *mutex)
{
	SAME(pthread_mutex_lock, (pthread_mutex_t *)mutex);
}

int mtx_trylock(mtx_t *mutex)
{
	SAME(pthread_mutex_trylock, (pthread_mutex_t *)mutex);
}

int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
	SAME(pthread_mutex_timedlock, (pthread_mutex_t *)mutex, until);
}

int mtx_unlock(mtx_t *mutex)
{
	SAME(pthread_mutex_unlock, (pthread_mutex_t *)mutex);
}

int cnd_init(cnd_t *condition)
{
	SAME(pthread_cond_init, (pthread_cond_t *)condition, NULL);
}

void cnd_destroy(cnd_t *condition)
{
	pthread_cond_destroy((pthread_cond_t *)condition);
}

int cnd_wait(cnd_t *condition, mtx_t *mutex)
{
	SAME(pthread_cond_wait, (pthread_cond_t *)condition, (pthread_mutex_t *)mutex);
}

int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict until)
{
	SAME(pthread_cond_timedwait, (pthread_cond_t *)condition, (pthread_mutex_t *)mutex, until);
}

int cnd_signal(cnd_t *condition)
{
	SAME(pthread_cond_signal, (pthread_cond_t *)condition);
}

int cnd_broadcast(cnd_t *condition)
{
	SAME(pthread_cond_broadcast, (pthread_cond_t *)condition);
}

void call_once(once_flag *flag, void (*routine)(void))
{
	pthread_once((pthread_once_t *)flag, routine);
}

int tss_create(tss_t *key, tss_dtor_t destroy)
{
	SAME(pthread_key_create, key, destroy);
}

void *tss_get(tss_t key)
{
	return pthread_getspecific(key);
}

int tss_set(tss_t key, void *value)
{
	SAME(pthread_setspecific, key, value);
}

void tss_delete(tss_t key)
{
	pthread_key_delete(key);
}
