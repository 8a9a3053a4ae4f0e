/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * hide.h - hides /proc/interrupts from this process and its children. mprotect still works then,
 * and is UNSOUND. It needs Linux and the right to make a mount namespace. Define _GNU_SOURCE before.
 */
#ifndef MEMBARRIER_TEST_HIDE_H
#define MEMBARRIER_TEST_HIDE_H

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#include "../test.h"

static inline void hide_interrupts(void)
{
	if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("/dev/null", "/proc/interrupts", NULL, MS_BIND, NULL))
		SKIP("a mount namespace of our own: %s", strerror(errno));
}

#endif
