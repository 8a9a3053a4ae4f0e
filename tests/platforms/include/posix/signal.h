/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* signal.h - POSIX, as much of it as is used. */
#ifndef MEMBARRIER_STUB_SIGNAL_H
#define MEMBARRIER_STUB_SIGNAL_H

typedef struct {
	unsigned bits[4];
} sigset_t;

struct sigaction {
	void (*sa_handler)(int);
	int sa_flags;
	sigset_t sa_mask;
};

#define SIGINT 2
#define SIG_IGN ((void (*)(int))1)
#define SIG_BLOCK 1
#define SIG_SETMASK 3
#define SA_RESTART 2

int sigaction(int number, const struct sigaction *action, struct sigaction *before);
int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int pthread_sigmask(int how, const sigset_t *set, sigset_t *before);

#endif
