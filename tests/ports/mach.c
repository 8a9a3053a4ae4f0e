/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The strategy "mach" on a fake kernel: which threads are asked, what follows from their answers,
 * and that all names and memory that were lent are given back. One case per run.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <string.h>

#include "cases.h"
#include "fake_mach.h"

static const struct strategy *mach;

/* Apple's function, with the answers of the test. */
kern_return_t thread_get_register_pointer_values(thread_t thread, uintptr_t *stack, size_t *length, uintptr_t *values);
kern_return_t thread_get_register_pointer_values(thread_t thread, uintptr_t *stack, size_t *length, uintptr_t *values)
{
	errno = EDOM;
	CHECK(stack && length && *length > 0 && values, "no room for the answer");
	memset(values, 0x55, *length * sizeof *values);
	for (unsigned i = 0; i < fake_count; i++) {
		struct fake_thread *asked = &fake_threads[i];

		if (asked->name == thread)
			return asked->asked++ < asked->times ? asked->first : asked->always;
	}
	CHECK(0, "%#x is no thread", thread);
	return KERN_FAILURE;
}

/* Makes one barrier; errno and the counts of the kernel must not change. */
static int barrier(void)
{
	int error;

	errno = ERANGE;
	error = mach->issue();
	CHECK(errno == ERANGE, "errno is %d", errno);
	CHECK(fake_lent() == 0, "%u things not given back after error %d", fake_lent(), error);
	return error;
}

static void test_barrier(void)
{
	for (unsigned others = 0; others < FAKE_MOST; others++) {
		fake_reset(others);
		CHECK(barrier() == 0, "%u other threads", others);
		CHECK(fake_threads[0].asked == 0, "the caller was asked");
		for (unsigned i = 1; i <= others; i++)
			CHECK(fake_threads[i].asked == 1, "thread %u of %u was asked %u times", i, others, fake_threads[i].asked);
		CHECK(fake_pauses == 0, "it paused");
	}
	/* In a child of fork() the task has another name, and the port must keep none of the parent. */
	fake_reset(2);
	mach_task_self_ = FAKE_TASK + 0x1000;
	CHECK(mach->renew() == 0 && barrier() == 0, "not in a child");
}

static void test_answers(void)
{
	static const struct {
		struct fake_thread is;
		int error;
		unsigned asked; /* how often; 0: more than once, but not for ever */
	} cases[] = {
		{ { .always = KERN_SUCCESS }, 0, 1 },
		{ { .always = KERN_INSUFFICIENT_BUFFER_SIZE }, 0, 1 },
		{ { .always = KERN_INVALID_ARGUMENT }, 0, 1 },
		{ { .always = MACH_SEND_INVALID_DEST }, 0, 1 },
		/* Another thread is ending it: the port must wait until it has ended. */
		{ { .first = KERN_TERMINATED, .times = 2, .always = KERN_INVALID_ARGUMENT }, 0, 3 },
		{ { .first = KERN_TERMINATED, .times = 12, .always = MACH_SEND_INVALID_DEST }, 0, 13 },
		{ { .first = KERN_ABORTED, .times = 1, .always = KERN_SUCCESS }, 0, 2 },
		{ { .always = KERN_TERMINATED }, -EAGAIN, 0 },
		{ { .always = KERN_ABORTED }, -EAGAIN, 0 },
		{ { .always = KERN_FAILURE }, -EIO, 1 },
		{ { .first = KERN_TERMINATED, .times = 1, .always = KERN_FAILURE }, -EIO, 2 },
	};

	for (unsigned at = 1; at <= 3; at++)
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct fake_thread *thread = &fake_threads[at];
			int error;

			fake_reset(3);
			*thread = cases[i].is;
			thread->name = FAKE_SELF + 0x100 * at;
			error = barrier();
			CHECK(error == cases[i].error, "case %zu, thread %u: %d", i, at, error);
			if (cases[i].asked)
				CHECK(thread->asked == cases[i].asked, "case %zu: asked %u times", i, thread->asked);
			else
				CHECK(thread->asked > 2 && thread->asked <= 100, "case %zu: asked %u times", i, thread->asked);
			CHECK(fake_pauses == thread->asked - 1, "case %zu: %u pauses", i, fake_pauses);
			for (unsigned other = 1; !error && other <= 3; other++)
				CHECK(fake_threads[other].asked, "case %zu: thread %u was left out", i, other);
		}
	CHECK(fake_longest <= 10, "a pause of %u ms", fake_longest);
}

static void test_list(void)
{
	/* A thread that had ended before its name was made has none, and must not be asked. */
	fake_reset(3);
	fake_threads[2].name = MACH_PORT_NULL;
	CHECK(barrier() == 0, "a thread without a name");
	CHECK(fake_threads[2].asked == 0 && fake_threads[3].asked == 1, "the wrong ones were asked");

	/* A thread that a policy hides cannot be asked, so the barrier fails. */
	fake_reset(3);
	fake_threads[1].name = MACH_PORT_DEAD;
	CHECK(barrier() == -EPERM, "a thread that is hidden");

	fake_reset(1);
	fake_list_answer = KERN_RESOURCE_SHORTAGE;
	CHECK(barrier() == -ENOMEM, "no memory for the list");
	fake_list_answer = KERN_NO_SPACE;
	CHECK(barrier() == -ENOMEM, "no address space for the list");
	fake_list_answer = KERN_FAILURE;
	CHECK(barrier() == -EIO, "no list");
	CHECK(fake_threads[1].asked == 0, "a thread of no list was asked");
}

static void check_probe(enum membarrier_verdict verdict, int error, const char *what)
{
	const struct verdict *found;

	errno = ERANGE;
	found = mach->probe();
	CHECK(found->verdict == verdict && found->error == error, "%s: verdict %d, error %d", what, found->verdict,
	      found->error);
	CHECK(errno == ERANGE, "%s: errno is %d", what, errno);
	CHECK(fake_lent() == 0, "%s: %u things not given back", what, fake_lent());
}

static void test_probe(void)
{
	fake_reset(1);
	check_probe(MEMBARRIER_UNSOUND, 0, "all well");
	CHECK(fake_threads[1].asked == 1, "no barrier was tried");
	fake_threads[0].always = KERN_INSUFFICIENT_BUFFER_SIZE;
	check_probe(MEMBARRIER_UNSOUND, 0, "more registers than room");
	/* If the caller's own thread is an invalid argument, the same answer for another does not show that it ended. */
	fake_reset(1);
	fake_threads[0].always = KERN_INVALID_ARGUMENT;
	check_probe(MEMBARRIER_UNAVAILABLE, EPERM, "registers are not told");
	fake_reset(1);
	fake_threads[1].always = KERN_FAILURE;
	check_probe(MEMBARRIER_UNAVAILABLE, EPERM, "another thread's registers are not told");
	fake_reset(1);
	fake_list_answer = KERN_FAILURE;
	check_probe(MEMBARRIER_UNAVAILABLE, EPERM, "no list");
}

static void get_info(struct membarrier_info *info)
{
	*info = (struct membarrier_info){ .size = sizeof *info };
	CHECK(membarrier_get_info(info) == 0, "no info");
}

/* Without a request it is not chosen, and slow paths do not use it. */
static void test_default(void)
{
	struct membarrier_info info;
	struct membarrier_candidate candidate = { .size = sizeof candidate };
	unsigned lists;

	get_info(&info);
	CHECK(strcmp(info.strategy, "fence") == 0 && !info.asymmetric, "%s", info.strategy);
	CHECK(membarrier_get_candidate(0, &candidate) == 0, "no candidate");
	CHECK(strcmp(candidate.name, "mach") == 0 && candidate.verdict == MEMBARRIER_UNSOUND && !candidate.documented,
	      "%s: %d", candidate.name, candidate.verdict);
	lists = fake_lists;
	membarrier_slow_path();
	CHECK(fake_lists == lists, "a slow path under plain fences asked for the threads");
	CHECK(fake_lent() == 0, "%u things not given back", fake_lent());
}

/* MEMBARRIER_STRATEGY=mach with consent: slow paths are such barriers, and recover from a short refusal. */
static void test_asked(void)
{
	struct membarrier_info info;
	struct membarrier_stats stats = { .size = sizeof stats };

	get_info(&info);
	CHECK(strcmp(info.strategy, "mach") == 0 && info.asymmetric && !info.documented, "%s", info.strategy);
	fake_reset(2);
	membarrier_slow_path();
	CHECK(fake_threads[1].asked == 1 && fake_threads[2].asked == 1, "not each thread was asked once");
	fake_threads[1] = (struct fake_thread){ fake_threads[1].name, KERN_TERMINATED, 30, KERN_SUCCESS, 0 };
	membarrier_slow_path();
	CHECK(fake_threads[1].asked == 31, "asked %u times", fake_threads[1].asked);
	CHECK(membarrier_get_stats(&stats) == 0 && stats.recovered == 1, "%u recovered", (unsigned)stats.recovered);
	fake_threads[1].always = KERN_FAILURE;
	CHECK(!membarrier_try_slow_path(), "a barrier that was refused");
	CHECK(fake_lent() == 0, "%u things not given back", fake_lent());
}

static void test_clock(void)
{
	fake_reset(0);
	errno = ERANGE;
	CHECK(mb_port_now() == 5000000007u && errno == ERANGE, "another time, or errno %d", errno);
}

static void test_environment(void)
{
	check_environment(&fake_setugid);
}

int main(int argc, char **argv)
{
	static const struct port_case cases[] = {
		{ "barrier", test_barrier }, { "answers", test_answers },         { "list", test_list },
		{ "probe", test_probe },     { "default", test_default },         { "asked", test_asked },
		{ "clock", test_clock },     { "environment", test_environment }, { "abort", test_abort },
	};

	mach = mb_port_strategies[0];
	CHECK(mach && mach->id == 4 && !mb_port_strategies[1], "another list of strategies");
	return run_case(cases, sizeof cases / sizeof *cases, argc, argv);
}
