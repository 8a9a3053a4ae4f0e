/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* pthread.h - the Linux system's own, without what Android's C library lacks. */
#ifndef MEMBARRIER_STUB_PTHREAD_H
#define MEMBARRIER_STUB_PTHREAD_H

#include_next <pthread.h>

#undef PTHREAD_CANCEL_ENABLE
#undef PTHREAD_CANCEL_DISABLE
#undef PTHREAD_CANCEL_DEFERRED
#undef PTHREAD_CANCEL_ASYNCHRONOUS
#undef PTHREAD_CANCELED
#pragma GCC poison pthread_cancel pthread_setcancelstate pthread_setcanceltype pthread_testcancel
#pragma GCC poison pthread_setaffinity_np pthread_getaffinity_np

#endif
