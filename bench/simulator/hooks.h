/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* hooks.h - in front of each source of the library: a pause takes virtual time, and each simulated thread has an errno. */
#ifndef BENCH_SIMULATOR_HOOKS_H
#define BENCH_SIMULATOR_HOOKS_H

#include <errno.h>

void simulator_pause(void);
int *simulator_errno(void);

#undef errno
#define errno (*simulator_errno())
#define __builtin_ia32_pause() simulator_pause() /* Elsewhere reading the clock alone takes time. */

#endif
