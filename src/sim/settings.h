/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* settings.h - the environment variable MEMBARRIER_SIM, and exit statuses. */
#ifndef MEMBARRIER_SIM_SETTINGS_H_
#define MEMBARRIER_SIM_SETTINGS_H_

#include <stdbool.h>

enum { MEMBARRIER_SIM_FAILED_ = 1, MEMBARRIER_SIM_USAGE_ = 2, MEMBARRIER_SIM_CANNOT_ = 3 };

void mb_sim_read_settings(void);
bool mb_sim_is_asked_for(const char *name);

#endif
