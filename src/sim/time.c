/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * time.c - virtual time. It moves a little whenever it is read. It moves to the end of a sleep
 * or of a time limit when the search decides so, which may be at any moment: the simulator
 * assumes nothing about how fast threads are.
 */
#define _GNU_SOURCE
#include "sync.h"

#include <errno.h>
#include <sys/time.h>
#include <unistd.h>

enum { BEGIN = 1000000000, READING = 1000, SECOND = 1000000000 };

static uint64_t nanoseconds(const struct timespec *time)
{
	uint64_t all = (uint64_t)time->tv_sec * SECOND + (uint64_t)time->tv_nsec;

	return all < BEGIN ? 0 : all - BEGIN;
}

static struct timespec read_clock(void)
{
	uint64_t now = (sim->time += READING) + BEGIN;

	return (struct timespec){ (time_t)(now / SECOND), (long)(now % SECOND) };
}

void mb_sim_until(const struct timespec *time)
{
	struct thread *t = me();

	t->timed = time != NULL;
	t->deadline = time ? nanoseconds(time) : 0;
}

static void sleep_for(uint64_t duration)
{
	struct thread *t = me();

	t->timed = true;
	t->deadline = sim->time + duration;
	mb_sim_note(DID_SLEEP, 0, duration, CALLER());
	mb_sim_wait(SLEEP, NULL);
	t->expired = false;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	NOT_RUNNING(clock_gettime, clock, now);
	*now = read_clock();
	return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec time;

	NOT_RUNNING(gettimeofday, now, zone);
	time = read_clock();
	now->tv_sec = time.tv_sec;
	now->tv_usec = time.tv_nsec / 1000;
	return 0;
}

time_t time(time_t *now)
{
	struct timespec is;

	NOT_RUNNING(time, now);
	is = read_clock();
	if (now)
		*now = is.tv_sec;
	return is.tv_sec;
}

int nanosleep(const struct timespec *duration, struct timespec *left)
{
	NOT_RUNNING(nanosleep, duration, left);
	sleep_for((uint64_t)duration->tv_sec * SECOND + (uint64_t)duration->tv_nsec);
	return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left)
{
	uint64_t until;

	NOT_RUNNING(clock_nanosleep, clock, flags, time, left);
	until = nanoseconds(time);
	if (flags & TIMER_ABSTIME)
		sleep_for(until > sim->time ? until - sim->time : 0);
	else
		sleep_for((uint64_t)time->tv_sec * SECOND + (uint64_t)time->tv_nsec);
	return 0;
}

int usleep(useconds_t duration)
{
	NOT_RUNNING(usleep, duration);
	sleep_for((uint64_t)duration * 1000);
	return 0;
}

unsigned sleep(unsigned duration)
{
	NOT_RUNNING(sleep, duration);
	sleep_for((uint64_t)duration * SECOND);
	return 0;
}
