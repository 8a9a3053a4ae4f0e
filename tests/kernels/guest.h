/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* guest.h - the parts of the program that runs in a guest. */
#ifndef MEMBARRIER_KERNELS_GUEST_H
#define MEMBARRIER_KERNELS_GUEST_H

/* Prints the interrupts that slow paths cause on another CPU; returns an exit status. */
int witness(void);

/* Prints which CPUs slow paths interrupt, ordinary ones and those at a home; returns an exit status. */
int home(void);

#endif
