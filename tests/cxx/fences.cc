// SPDX-License-Identifier: MIT OR Apache-2.0
// fences.cc - the C++ fences, for litmus.c.
#include <membarrier.hpp>

#include "fences.h"

// SB: pairs with the other side's heavy fence.
void light_seq_cst(void)
{
	libmembarrier::asymmetric_thread_fence_light(std::memory_order_seq_cst);
}

// SB: pairs with the other side's light fence.
void heavy_seq_cst(void)
{
	libmembarrier::asymmetric_thread_fence_heavy(std::memory_order_seq_cst);
}

void heavy_relaxed(void)
{
	libmembarrier::asymmetric_thread_fence_heavy(std::memory_order_relaxed);
}
