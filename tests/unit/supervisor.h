/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * supervisor.h - a thread that answers the system calls of another thread. It can refuse
 * some of them for a while, which a filter alone cannot do. Linux >= 5.5.
 *
 * The supervisor must exist before the supervised thread installs the filter, because a
 * filter applies to the thread that installs it, and to the threads that it creates later.
 */
#ifndef MEMBARRIER_TEST_SUPERVISOR_H
#define MEMBARRIER_TEST_SUPERVISOR_H

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/ioctl.h>

#include "../seccomp.h"
#include "../test.h"

/* Answers a call. True: the kernel executes it. False: its result is reply->val or reply->error (negative). */
typedef bool supervisor_answer(const struct seccomp_data *call, struct seccomp_notif_resp *reply);

struct supervisor {
	supervisor_answer *answer;
	int listener; /* -1 until the filter is installed; atomic */
};

static inline void supervisor_reply(const struct supervisor *supervisor, const struct seccomp_notif *call)
{
	struct seccomp_notif_resp reply = { .id = call->id };

	if (supervisor->answer(&call->data, &reply))
		reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	/* ENOENT: a signal has interrupted the call, and the caller will make it again. */
	if (ioctl(supervisor->listener, SECCOMP_IOCTL_NOTIF_SEND, &reply))
		CHECK(errno == ENOENT, "answering: %s", strerror(errno));
}

static inline void *supervisor_run(void *argument)
{
	struct supervisor *supervisor = argument;

	/* Acquire: pairs with the release in supervise(), though only the descriptor matters. */
	while (__atomic_load_n(&supervisor->listener, __ATOMIC_ACQUIRE) < 0)
		sched_yield();
	for (;;) {
		struct seccomp_notif call;

		memset(&call, 0, sizeof call);
		if (ioctl(supervisor->listener, SECCOMP_IOCTL_NOTIF_RECV, &call) == 0)
			supervisor_reply(supervisor, &call);
		else
			CHECK(errno == EINTR || errno == ENOENT, "listening: %s", strerror(errno));
	}
	return NULL;
}

/* From now on another thread answers the calling thread's calls. Exits with 77 if that is not possible. */
static inline void supervise(struct supervisor *supervisor, const struct filter *filter)
{
	pthread_t thread;
	int listener;

	supervisor->listener = -1;
	CHECK(pthread_create(&thread, NULL, supervisor_run, supervisor) == 0, "no thread");
	CHECK(pthread_detach(thread) == 0, "no thread");
	listener = filter_install(filter, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (listener < 0)
		SKIP("a seccomp supervisor: %s", strerror(-listener));
	/* Release: pairs with the load in supervisor_run(). */
	__atomic_store_n(&supervisor->listener, listener, __ATOMIC_RELEASE);
}

static const struct filter supervised_membarrier = { "supervised-membarrier", SYS_membarrier, FILTER_ALWAYS, 0, 0,
	                                                 SECCOMP_RET_USER_NOTIF };

#endif
