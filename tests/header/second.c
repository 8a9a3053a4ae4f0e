/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* second.c - another translation unit of consumer.c's program: no symbol may be defined twice. */
#include <membarrier.h>

int consume_elsewhere(void);

int consume_elsewhere(void)
{
	membarrier_fast_path();
	membarrier_normal_path();
	membarrier_slow_path();
	return membarrier_try_slow_path() ? 0 : 1;
}
