/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/sim.h - functions of the simulator for the program that it runs.
 *
 * libmembarrier-sim runs main() many times. Each execution makes other decisions: which
 * thread runs next, and which of several writes a load reads. The simulator stops at the
 * first execution that fails: by assert(), abort(), a status other than 0, a data race, a
 * deadlock, or the use of freed memory. Most tests do not need this header.
 *
 *     cc -g test.c $(pkg-config --cflags --libs libmembarrier-sim)
 *     ./a.out
 *
 * doc/simulator.md says how to write such a test and what it can find; the environment
 * variable MEMBARRIER_SIM changes how it is run (membarrier-sim(7)).
 */
#ifndef MEMBARRIER_SIM_H
#define MEMBARRIER_SIM_H

#ifndef __cplusplus
#include <stdbool.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * membarrier_sim_choose - returns a number below n; the search tries each of them.
 *
 * For decisions that a test leaves open, such as which of two operations comes first, or
 * whether a call fails.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
unsigned membarrier_sim_choose(unsigned n);

/*
 * membarrier_sim_discard - ends this execution, which does not test anything.
 *
 * For executions that cannot reach what the test is about, for example because a queue is
 * full. The simulator counts them apart. The function does not return.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void membarrier_sim_discard(void);

/*
 * membarrier_sim_fail - ends this execution as a failure, with a text that says why. Does not return.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void membarrier_sim_fail(const char *why);

/*
 * membarrier_sim_pause - tells that the thread has nothing to do until another thread has written something.
 *
 * sched_yield() does the same. A loop that reads the same value again and again needs neither:
 * the simulator recognises it.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
void membarrier_sim_pause(void);

/*
 * membarrier_sim_barrier - makes a process-wide barrier as a system does.
 *
 * Every other thread executes a full fence at some point before the function returns. The caller
 * executes none. The issue() of a port promises the same. For tests of code that has a slow path
 * of its own. Under the simulator the system call membarrier(2) does this too.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
void membarrier_sim_barrier(void);

/*
 * membarrier_sim_thread - returns the number of the calling thread: 0 for the initial one, then by order of creation.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
unsigned membarrier_sim_thread(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_SIM_H */
