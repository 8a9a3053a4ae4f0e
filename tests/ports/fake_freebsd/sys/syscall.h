/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* syscall.h - FreeBSD's numbers, as headers older than membarrier(2) have them; the test has the functions. */
#ifndef MEMBARRIER_FAKE_SYSCALL_H
#define MEMBARRIER_FAKE_SYSCALL_H

#define SYS_write 4
#define SYS_nanosleep 240
#define SYS_sched_yield 331

/* From <unistd.h>. */
int syscall(int number, ...);
int issetugid(void);

#endif
