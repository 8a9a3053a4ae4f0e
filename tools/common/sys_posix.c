/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys_posix.c - threads, time and terminals, the same on every POSIX system. */
#if !defined(_WIN32)

#define _POSIX_C_SOURCE 200809L
#include "sys.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct sys_thread {
	pthread_t handle;
	void (*run)(void *);
	void *argument;
};

static void *begin(void *argument)
{
	struct sys_thread *thread = argument;

	thread->run(thread->argument);
	return NULL;
}

struct sys_thread *sys_thread_start(void (*run)(void *), void *argument)
{
	struct sys_thread *thread = malloc(sizeof *thread);

	if (!thread)
		return NULL;
	thread->run = run;
	thread->argument = argument;
	if (pthread_create(&thread->handle, NULL, begin, thread) == 0)
		return thread;
	free(thread);
	return NULL;
}

void sys_thread_join(struct sys_thread *thread)
{
	pthread_join(thread->handle, NULL);
	free(thread);
}

uint64_t sys_nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void sys_yield(void)
{
	sched_yield();
}

void sys_sleep(unsigned milliseconds)
{
	struct timespec rest = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };

	while (nanosleep(&rest, &rest) != 0 && errno == EINTR)
		;
}

bool sys_is_terminal(FILE *stream)
{
	return isatty(fileno(stream)) == 1;
}

static void (*note_interrupt)(void);

static void on_interrupt(int number)
{
	(void)number;
	note_interrupt();
}

/* Not signal(): System V's removes the handler when a signal comes, so a second one would find none. */
void sys_on_interrupt(void (*noted)(void))
{
	struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = SA_RESTART }, before;

	if (sigaction(SIGINT, NULL, &before) != 0 || before.sa_handler == SIG_IGN)
		return;
	note_interrupt = noted;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
}

#else
typedef int membarrier_tool_posix_is_elsewhere;
#endif
