/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* posix.c - the blocks' port to systems with POSIX threads. */
#if !defined(_WIN32)

#define _DEFAULT_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "../port.h"

_Static_assert(sizeof(sigset_t) <= sizeof(struct mb_sync_port_signals), "port.h: expected room for a sigset_t");

static pthread_key_t key;
static int key_error = EAGAIN;

static void (*thread_ended)(void);

static void key_destroyed(void *unused)
{
	(void)unused;
	thread_ended();
}

void mb_sync_port_on_threads(void (*ended)(void), void (*forked)(void))
{
	thread_ended = ended;
	key_error = pthread_key_create(&key, key_destroyed);
	pthread_atfork(NULL, NULL, forked);
}

uint64_t mb_sync_port_now(void)
{
	struct timespec now;
	int saved = errno;

	if (clock_gettime(CLOCK_MONOTONIC, &now)) {
		errno = saved;
		return 0;
	}
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Not malloc(), because a signal handler may need a record. */
void *mb_sync_port_memory(size_t size)
{
	int saved = errno;
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	errno = saved;
	return at == MAP_FAILED ? NULL : at;
}

void mb_sync_port_hold_signals(struct mb_sync_port_signals *signals)
{
	sigset_t all, saved;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &saved);
	memcpy(signals->saved, &saved, sizeof saved);
}

void mb_sync_port_release_signals(const struct mb_sync_port_signals *signals)
{
	sigset_t saved;

	memcpy(&saved, signals->saved, sizeof saved);
	pthread_sigmask(SIG_SETMASK, &saved, NULL);
}

int mb_sync_port_watch_thread(void)
{
	/* With any value but NULL, the destructor runs once for each call. */
	return key_error || pthread_setspecific(key, &key) ? -ENOMEM : 0;
}

void mb_sync_port_abort(const char *line)
{
	ssize_t ignored = write(STDERR_FILENO, line, strlen(line));

	(void)ignored;
	abort();
}

#else
typedef int membarrier_sync_posix_is_elsewhere_;
#endif
