/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sched.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_SCHED_H
#define MEMBARRIER_STUB_SCHED_H

int sched_yield(void);

#endif
