/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pthread.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_PTHREAD_H
#define MEMBARRIER_STUB_PTHREAD_H

typedef struct stub_thread *pthread_t;
typedef struct stub_attributes *pthread_attr_t;

#define PTHREAD_CANCEL_DISABLE 1

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument);
int pthread_join(pthread_t thread, void **result);
int pthread_setcancelstate(int state, int *before);

#endif
