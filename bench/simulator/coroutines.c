/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * coroutines.c - each thread has a stack, and runs until it suspends itself.
 *
 * The first switch to a stack is swapcontext(). Later ones are longjmp(), which makes no system
 * call. glibc's fortified longjmp() refuses to change stacks.
 */
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "simulator.h"

#define STACK 65536

struct coroutine {
	jmp_buf inside, outside;
	ucontext_t first, unused;
	bool entered;
};

struct thread *running;

static void begin(void)
{
	struct thread *thread = running;

	thread->run(thread);
	thread->state = ENDED;
	coroutine_suspend();
}

void coroutine_start(struct thread *thread)
{
	struct coroutine *coroutine = calloc(1, sizeof *coroutine);
	void *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);

	if (!coroutine || stack == MAP_FAILED || getcontext(&coroutine->first) != 0) {
		fputs("simulate: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	coroutine->first.uc_stack.ss_sp = stack;
	coroutine->first.uc_stack.ss_size = STACK;
	makecontext(&coroutine->first, begin, 0);
	thread->coroutine = coroutine;
}

void coroutine_resume(struct thread *thread)
{
	struct coroutine *coroutine = thread->coroutine;

	running = thread;
	port_runs_on(thread->cpu);
	if (_setjmp(coroutine->outside) == 0) {
		if (coroutine->entered)
			_longjmp(coroutine->inside, 1);
		coroutine->entered = true;
		swapcontext(&coroutine->unused, &coroutine->first);
	}
	running = NULL;
}

void coroutine_suspend(void)
{
	struct coroutine *coroutine = running->coroutine;

	if (_setjmp(coroutine->inside) == 0)
		_longjmp(coroutine->outside, 1);
}
