/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* fake_mach.h - a kernel like Apple's: each thread has its answers, and the kernel counts names that it has lent. */
#ifndef MEMBARRIER_TEST_FAKE_MACH_H
#define MEMBARRIER_TEST_FAKE_MACH_H

#include <mach/mach.h>
#include <stdbool.h>

#define FAKE_MOST 8
#define FAKE_SELF 0x203u /* the calling thread's name */
#define FAKE_TASK 0x103u

struct fake_thread {
	thread_act_t name;
	kern_return_t first; /* the answer to the first `times` questions */
	unsigned times;
	kern_return_t always; /* the answer to all later questions */
	unsigned asked;
};

extern struct fake_thread fake_threads[FAKE_MOST];
extern unsigned fake_count;                /* the number of threads of the task */
extern kern_return_t fake_list_answer;     /* the result of task_threads() */
extern unsigned fake_pauses, fake_longest; /* thread_switch(): calls, and the longest wait in ms */
extern unsigned fake_lists;                /* task_threads(): calls that succeeded */
extern bool fake_setugid;

/* The task has the caller and these threads, which answer KERN_SUCCESS; all counts are 0. */
void fake_reset(unsigned others);

/* Returns how many names and how much memory were lent and not given back. */
unsigned fake_lent(void);

#endif
