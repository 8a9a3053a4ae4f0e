/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hooks.h - included before each source of the library: a pause takes virtual time, and each thread has an errno. */
#ifndef BENCH_SIMULATOR_HOOKS_H
#define BENCH_SIMULATOR_HOOKS_H

#include <errno.h>

void simulator_pause(void);
int *simulator_errno(void);

#undef errno
#define errno (*simulator_errno())
#define __builtin_ia32_pause() simulator_pause() /* On other CPUs only reading the clock takes time. */

#endif
