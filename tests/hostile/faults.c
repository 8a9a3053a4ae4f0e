/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * faults - slow paths with little stack: in the handler of a real fault, and on an alternate
 * signal stack that is hardly larger than the system demands, with an inaccessible page
 * below it.
 *
 * Broken control: a handler that uses a little more of that stack dies of it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "../seccomp.h"
#include "../unit/spawn.h"
#include "../unit/strategy.h"

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

enum {
	FAULTS = 1000,
	MAGIC = 12345,
#if defined(__SANITIZE_ADDRESS__) || defined(MEMBARRIER_TSAN_)
	ROOM = 16384, /* what a sanitizer needs */
#else
	ROOM = 1024, /* for the handler, beside what the system needs */
#endif
	ROOM_TO_RECOVER = 8192 + ROOM /* the library needs 1.5 KiB of it, the loader may need the rest */
};

static size_t page_size;
static char *page, *stack, *lowest; /* lowest: the lowest address of the handler's frame */
static size_t stack_size;
static volatile sig_atomic_t faults, failed;
static bool greedy;

static char *map(size_t size, int protection)
{
	char *at = mmap(NULL, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(at != MAP_FAILED, "mmap(): %s", strerror(errno));
	return at;
}

/* Installs a stack for handlers: what the system needs and `room` more, directly above an inaccessible page. */
static void use_small_stack(size_t room)
{
	unsigned long least = getauxval(AT_MINSIGSTKSZ);
	size_t mapped;
	stack_t signal_stack;
	char *base;

	stack_size = (least ? least : (size_t)MINSIGSTKSZ) + room;
	stack_size += 15 - (stack_size + 15) % 16;
	mapped = (stack_size + page_size - 1) / page_size * page_size;
	base = map(page_size + mapped, PROT_NONE);
	CHECK(mprotect(base + page_size, mapped, PROT_READ | PROT_WRITE) == 0, "mprotect(): %s", strerror(errno));
	stack = base + page_size;
	memset(stack, 0x5a, stack_size);
	signal_stack = (stack_t){ .ss_sp = stack, .ss_size = stack_size };
	CHECK(sigaltstack(&signal_stack, NULL) == 0, "sigaltstack() of %zu bytes: %s", stack_size, strerror(errno));
}

static size_t untouched(void)
{
	size_t i = 0;

	while (i < stack_size && stack[i] == 0x5a)
		i++;
	return i;
}

/* Uses all of the stack that is supposed to be enough. */
static __attribute__((noinline)) void take_room(void)
{
	volatile char room[ROOM_TO_RECOVER];

	for (size_t i = sizeof room; i--;)
		room[i] = 1;
}

static void handle(int signal, siginfo_t *info, void *context)
{
	char here;

	(void)context;
	lowest = &here;
	if (signal == SIGSEGV && info->si_addr != page)
		_exit(3); /* not the intended fault */
	errno = MAGIC;
	membarrier_slow_path();
	failed |= !membarrier_try_slow_path();
	membarrier_fast_path();
	membarrier_normal_path();
	failed |= errno != MAGIC;
	if (greedy)
		take_room();
	/* Makes the page accessible, so that the instruction that faulted succeeds now. */
	if (signal == SIGSEGV && mprotect(page, page_size, PROT_READ | PROT_WRITE))
		_exit(4);
	faults++;
}

static void install(int signal)
{
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_sigaction = handle;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK;
	CHECK(sigaction(signal, &action, NULL) == 0, "sigaction() failed");
}

static void check_served(const struct membarrier_stats *before, unsigned calls, unsigned recovered)
{
	struct membarrier_info info = { .size = sizeof info };
	struct membarrier_stats after = strategy_stats();

	CHECK(membarrier_get_info(&info) == 0, "no info");
	CHECK(!failed, "a slow path in a handler declined, or changed errno");
	CHECK(after.slow_paths - before->slow_paths == calls, "%lu", (unsigned long)after.slow_paths);
	CHECK(after.barriers + after.joined - before->barriers - before->joined == (info.asymmetric ? calls : 0), "%lu",
	      (unsigned long)after.barriers);
	CHECK(after.recovered - before->recovered == recovered, "%lu", (unsigned long)after.recovered);
}

/* ---- scenarios, each a process ------------------------------------------- */

static void fault_often(const void *unused)
{
	struct membarrier_stats before = strategy_stats();

	(void)unused;
	use_small_stack(ROOM_TO_RECOVER);
	install(SIGSEGV);
	page = map(page_size, PROT_NONE);
	for (int i = 0; i < FAULTS; i++) {
		*(volatile char *)page = 1;
		CHECK(mprotect(page, page_size, PROT_NONE) == 0, "mprotect(): %s", strerror(errno));
	}
	CHECK(faults == FAULTS, "%d faults", (int)faults);
	check_served(&before, 2 * FAULTS, 0);
	printf("%d faults, two slow paths in each\n", FAULTS);
}

/* Without this the loader would look up these functions in the handler, which uses some KiB of its stack. */
static void bind_functions(void)
{
	const bool wanted = greedy;

	greedy = false;
	handle(SIGUSR1, NULL, NULL);
	greedy = wanted;
	faults = 0;
}

static void call_on_small_stack(const void *room)
{
	struct membarrier_stats before;

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	bind_functions();
	before = strategy_stats();
	install(SIGUSR1);
	use_small_stack(*(const size_t *)room);
	raise(SIGUSR1);
	CHECK(faults == 1 && lowest >= stack && lowest < stack + stack_size, "not on the alternate stack");
	check_served(&before, 2, 0);
	printf("of %zu bytes of stack, the handler and what it called took %zu\n", stack_size,
	       (size_t)(lowest - stack) - untouched());
}

static void call_greedily(const void *room)
{
	greedy = true;
	signal(SIGSEGV, SIG_DFL); /* A sanitizer installs its own handler. */
	call_on_small_stack(room);
}

/* The strategy is refused, and the library tries another for the first time in the handler. */
static void recover_on_small_stack(const void *filter)
{
	struct membarrier_stats before;
	int error;

	bind_functions();
	before = strategy_stats();
	install(SIGUSR1);
	use_small_stack(ROOM_TO_RECOVER);
	error = filter_process(filter);
	if (error)
		SKIP("the seccomp filter %s: %s", (const char *)filter, strerror(-error));
	raise(SIGUSR1);
	CHECK(faults == 1 && lowest >= stack && lowest < stack + stack_size, "not on the alternate stack");
	check_served(&before, 2, 2);
	printf("of %zu bytes of stack, the handler and recovering took %zu\n", stack_size,
	       (size_t)(lowest - stack) - untouched());
}

/* Is there another strategy to recover with? Asked in a process of its own, so that it is not tried yet in ours. */
static void ask_for_other(const void *name)
{
	exit(strategy_candidate(name).verdict == MEMBARRIER_OFFERED ? 0 : 1);
}

static void expect_success(void (*body)(const void *), const void *argument)
{
	struct outcome o;

	spawn(&o, body, argument);
	spawn_skip(&o);
	CHECK(spawn_exited(&o, 0), "status %#x: %s%s", (unsigned)o.status, o.out, o.err);
	fputs(o.out, stdout);
}

int main(void)
{
	static const size_t room = ROOM;
	struct membarrier_info info = strategy_info();
	const bool by_membarrier = strcmp(info.strategy, "membarrier") == 0;
	struct outcome o;

	page_size = (size_t)sysconf(_SC_PAGESIZE);
	expect_success(fault_often, NULL);
	expect_success(call_on_small_stack, &room);
	spawn(&o, call_greedily, &room);
	CHECK(spawn_killed(&o, SIGSEGV), "INCONCLUSIVE: the control ended with %#x", (unsigned)o.status);
	printf("control: killed\n");
	if (!info.asymmetric)
		return 0;
	spawn(&o, ask_for_other, by_membarrier ? "mprotect" : "membarrier");
	if (!spawn_exited(&o, 0))
		SKIP("recovery, for want of another strategy (all else was as expected)");
	expect_success(recover_on_small_stack, by_membarrier ? "membarrier-enosys" : "mprotect-none-eperm");
	return 0;
}
