/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* guest.h - the parts of the program that runs inside a guest. */
#ifndef MEMBARRIER_KERNELS_GUEST_H
#define MEMBARRIER_KERNELS_GUEST_H

/* The interrupts that slow paths cause on another CPU; returns an exit status. */
int witness(void);

/* The CPUs that slow paths interrupt, for every CPU and at a home; likewise. */
int home(void);

#endif
