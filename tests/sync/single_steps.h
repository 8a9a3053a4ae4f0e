/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * single_steps.h - calls a function with a trap after each single instruction, whose handler calls what a
 * test wants to be called there.
 *
 * A trap while its signal is blocked would end the process. So the functions by which the library blocks
 * signals only set a variable here, and while it is set the handler calls nothing. Programs are linked with -z now.
 */
#ifndef SINGLE_STEPS_H
#define SINGLE_STEPS_H

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <ucontext.h>

#include "test.h"

enum { TRAP_FLAG = 0x100 };

static void (*handler)(void); /* NULL: none */
static long steps, fire_at;   /* fire_at: the only step at which the handler acts; 0: at each */
static long futex_at;         /* the first step before a futex(2) */
static volatile sig_atomic_t signals_held, handled;

int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
	int result = sigprocmask(SIG_BLOCK, NULL, old) ? errno : 0;

	signals_held = how == SIG_BLOCK && set;
	return result;
}

static inline void trapped(int signal, siginfo_t *info, void *context)
{
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
	const unsigned char *next = (const unsigned char *)registers[REG_RIP];
	int saved = errno;

	(void)signal;
	(void)info;
	steps++;
	if (!futex_at && next[0] == 0x0f && next[1] == 0x05 && registers[REG_RAX] == SYS_futex)
		futex_at = steps;
	if (!handler || signals_held || (fire_at && steps != fire_at))
		return;
	handled = 1;
	if (fire_at)
		registers[REG_EFL] &= ~(greg_t)TRAP_FLAG; /* A trap takes microseconds, and the test needs no later one. */
	handler();
	CHECK(errno == saved, "errno changed");
}

/* Moves the stack pointer below the red zone, because the flags are pushed to the stack. */
static inline void set_trap_flag(void)
{
	__asm__ __volatile__("lea -128(%%rsp), %%rsp; pushfq; orq $0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
	                         : "memory", "cc");
}

static inline void clear_trap_flag(void)
{
	__asm__ __volatile__("lea -128(%%rsp), %%rsp; pushfq; andq $~0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
	                         : "memory", "cc");
}

static inline void step_through(void (*function)(void), void (*on_top)(void), long at)
{
	handler = on_top;
	steps = futex_at = 0;
	fire_at = at;
	handled = 0;
	set_trap_flag();
	function();
	clear_trap_flag();
	handler = NULL;
}

/* Skips the test where no CPU traps so. */
static inline void begin_single_steps(void (*function)(void))
{
	struct sigaction action = { .sa_sigaction = trapped, .sa_flags = SA_SIGINFO };

	sigemptyset(&action.sa_mask);
	CHECK(sigaction(SIGTRAP, &action, NULL) == 0, "no handler");
	step_through(function, NULL, 0);
	if (steps == 0)
		SKIP("the CPU does not trap after single instructions");
}

#endif
