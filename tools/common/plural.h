/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* plural.h - the ending of a noun that follows a count: printf("%u round%s", rounds, plural(rounds)). */
#ifndef MEMBARRIER_COMMON_PLURAL_H
#define MEMBARRIER_COMMON_PLURAL_H

#include <stdint.h>

static inline const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

#endif
