/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* fences.h - the C++ fences for C programs: the litmus test is written in C. */
#ifndef MEMBARRIER_TEST_FENCES_H
#define MEMBARRIER_TEST_FENCES_H

#ifdef __cplusplus
extern "C" {
#endif

void light_seq_cst(void);
void heavy_seq_cst(void);
void heavy_relaxed(void);

#ifdef __cplusplus
}
#endif

#endif
