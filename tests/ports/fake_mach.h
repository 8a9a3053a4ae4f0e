/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* fake_mach.h - a kernel of Apple's kind: threads with answers of their own, and books of what was lent. */
#ifndef MEMBARRIER_TEST_FAKE_MACH_H
#define MEMBARRIER_TEST_FAKE_MACH_H

#include <mach/mach.h>
#include <stdbool.h>

#define FAKE_MOST 8
#define FAKE_SELF 0x203u /* the calling thread's name */
#define FAKE_TASK 0x103u

struct fake_thread {
	thread_act_t name;
	kern_return_t first;  /* the answer to the first questions ... */
	unsigned times;       /* ... that many of them ... */
	kern_return_t always; /* ... and to all later ones */
	unsigned asked;
};

extern struct fake_thread fake_threads[FAKE_MOST];
extern unsigned fake_count;                /* of the task's threads */
extern kern_return_t fake_list_answer;     /* of task_threads() */
extern unsigned fake_pauses, fake_longest; /* thread_switch(): calls, and the longest wait in ms */
extern unsigned fake_lists;                /* task_threads(): calls that succeeded */
extern bool fake_setugid;

/* The task has the caller and these threads, which answer KERN_SUCCESS; all counts are 0. */
void fake_reset(unsigned others);

/* Names and memory that were handed out and not given back. */
unsigned fake_lent(void);

#endif
