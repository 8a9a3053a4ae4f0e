/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sysctl.h - as much of it as the port uses, with FreeBSD's values; the test has the function. */
#ifndef MEMBARRIER_FAKE_SYSCTL_H
#define MEMBARRIER_FAKE_SYSCTL_H

#include <stddef.h>

#define CTL_KERN 1
#define KERN_OSRELDATE 24

int sysctl(const int *name, unsigned length, void *old, size_t *old_size, const void *new_value, size_t new_size);

#endif
