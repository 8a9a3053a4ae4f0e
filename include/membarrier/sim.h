/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/sim.h - what a program may ask of the simulator that it runs under.
 *
 * libmembarrier-sim runs main() again and again, each time with other decisions about
 * which thread runs next and which of several writes a load reads, and stops at the first
 * execution that fails: by assert(), abort(), a status other than 0, a data race, a
 * deadlock, the use of freed memory. Most tests need nothing of this header.
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
 * membarrier_sim_choose - a number below n, each of which the search tries.
 *
 * For what a test leaves open: which of two operations comes first, whether a call fails.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
unsigned membarrier_sim_choose(unsigned n);

/*
 * membarrier_sim_discard - ends this execution, which is of no interest.
 *
 * For a wait that would go on, a queue that is full: where what the test asks about
 * cannot be asked. Executions that end so are counted apart. Does not return.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void membarrier_sim_discard(void);

/*
 * membarrier_sim_fail - ends this execution as a failure, with a text that says why.
 *
 * Context:    any thread of the simulated program. Does not return.
 * Since:      0.1
 */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void membarrier_sim_fail(const char *why);

/*
 * membarrier_sim_pause - nothing to do here until another thread has written something.
 *
 * As sched_yield(), which does as well. Loops that read the same value again and again
 * are recognised without it.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
void membarrier_sim_pause(void);

/*
 * membarrier_sim_barrier - a process-wide barrier as a system makes it: every other thread
 * is fenced at a moment of its own before this returns. No fence for the caller.
 *
 * What a port's issue() promises; for tests of code that has a slow path of its own. The
 * system call membarrier(2) does this too under the simulator.
 *
 * Context:    any thread of the simulated program.
 * Since:      0.1
 */
void membarrier_sim_barrier(void);

/*
 * membarrier_sim_thread - the number of the calling thread: 0 the initial one, then as they were created.
 *
 * Since:      0.1
 */
unsigned membarrier_sim_thread(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_SIM_H */
