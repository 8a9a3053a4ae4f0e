/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pthread.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_PTHREAD_H
#define MEMBARRIER_STUB_PTHREAD_H

#include <time.h>

typedef struct stub_thread *pthread_t;
typedef struct stub_attributes *pthread_attr_t;

typedef struct {
	void *room[8];
} pthread_mutex_t, pthread_cond_t, pthread_condattr_t, pthread_once_t;
typedef int pthread_key_t;

#define PTHREAD_CANCEL_DISABLE 1
#define PTHREAD_ONCE_INIT \
	{                     \
		{                 \
			0             \
		}                 \
	}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument);
int pthread_join(pthread_t thread, void **result);
int pthread_setcancelstate(int state, int *before);
int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void));
int pthread_once(pthread_once_t *once, void (*call)(void));
int pthread_key_create(pthread_key_t *key, void (*destructor)(void *));
int pthread_setspecific(pthread_key_t key, const void *value);
int pthread_mutex_init(pthread_mutex_t *mutex, const void *attributes);
int pthread_mutex_lock(pthread_mutex_t *mutex);
int pthread_mutex_unlock(pthread_mutex_t *mutex);
int pthread_condattr_init(pthread_condattr_t *attributes);
int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock);
int pthread_condattr_destroy(pthread_condattr_t *attributes);
int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes);
int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *time);
int pthread_cond_broadcast(pthread_cond_t *condition);

#endif
