/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * darwin.c - the system file of Apple's systems, and the strategy "mach": every other
 * thread's registers are read, for which the kernel takes that thread off its CPU.
 *
 * .NET and Julia do it, on Apple's advice to .NET; Apple's documentation promises
 * registers and no barrier. So it is UNSOUND here, and plain fences are the default.
 * The argument for the kernel that was read (xnu-11417.101.15, macOS 15.4; the functions named
 * are the kernel's, Y and X as in scenario SB of slow_path.c):
 *
 *   - A thread with a CPU or without. thread_get_state() returns when the thread has
 *     been seen off every CPU (thread_stop(): TH_SUSP, then it waits for
 *     !thread_isoncpu()), and only then lets it go on. It was switched out and will be
 *     switched in under its thread lock, which the caller took in between: what it did
 *     before is visible to the caller from then on, and whatever it does later comes
 *     after the caller's Y = 1.
 *   - A thread created meanwhile. task_threads() copies the task's list under the task's
 *     lock, and thread_create_internal() puts a thread into that list, under the same
 *     lock, before it first runs. One that is not in the copy came after it, and so
 *     after Y = 1: it cannot miss Y.
 *   - A thread that ended meanwhile. Its port has no thread any more, or is dead. The
 *     thread itself did that, in the kernel, in thread_terminate_self(), which does not
 *     return; it held the port's lock, which the caller took later to ask. So what the
 *     thread did is visible, and it runs no user code again.
 *   - A thread that is being ended by another. It answers KERN_TERMINATED, and may
 *     still be on a CPU: it is asked again until it has ended.
 *
 * It is not async-signal-safe, although port.h demands that: another reason why it is not the
 * default. The calls use the thread's one MIG reply port. A handler that interrupts such a
 * call (vm_allocate(), for instance) would take the reply meant for it. Nothing is kept
 * between calls, so a child of fork(), which is another task, has nothing to renew.
 */
#if defined(__APPLE__)

#define MEMBARRIER_BUILDING_ 1
#include <errno.h>
#include <mach/mach.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../instructions.h"
#include "../port.h"

/* Ours, and weak, so that a program starts on systems that do not have it yet. */
extern kern_return_t thread_get_register_pointer_values(thread_t thread, uintptr_t *stack, size_t *length,
                                                        uintptr_t *values) __attribute__((weak_import));

/* As many as fit on any stack; the registers themselves are of no use here. */
#define REGISTERS 32

/* How often a thread that is being ended is asked again: a tenth of a second in all. */
#define ATTEMPTS 20

/* 0 if the thread has been off its CPU or has ended, a negative errno value if neither is known. */
static int ask(thread_act_t thread)
{
	uintptr_t stack, values[REGISTERS];
	size_t length = REGISTERS;

	switch (thread_get_register_pointer_values(thread, &stack, &length, values)) {
	case KERN_SUCCESS:
	case KERN_INSUFFICIENT_BUFFER_SIZE: /* It has more registers, and they were read. */
	case KERN_INVALID_ARGUMENT:         /* The probe's own thread was no invalid argument: this one is none any more. */
	case MACH_SEND_INVALID_DEST:
		return 0;
	case KERN_TERMINATED: /* It ends, and perhaps not of its own will: see above. */
	case KERN_ABORTED:    /* The caller's wait for it was broken off. */
		return -EAGAIN;
	default:
		return -EIO;
	}
}

static int fence_thread(thread_act_t thread)
{
	int error = -EAGAIN;

	if (thread == MACH_PORT_NULL) /* It ended before its name was made. */
		return 0;
	if (thread == MACH_PORT_DEAD) /* It runs, and a security policy does not let us see it. */
		return -EPERM;
	for (unsigned attempt = 0; error == -EAGAIN && attempt < ATTEMPTS; attempt++) {
		if (attempt)
			mb_port_pause(attempt);
		error = ask(thread);
	}
	return error;
}

static int fence_others(void)
{
	mach_port_t task = mach_task_self(), self;
	thread_act_array_t threads = NULL;
	mach_msg_type_number_t count = 0;
	kern_return_t listed = task_threads(task, &threads, &count);
	int error = 0;

	if (listed != KERN_SUCCESS)
		return listed == KERN_RESOURCE_SHORTAGE || listed == KERN_NO_SPACE ? -ENOMEM : -EIO;
	self = mach_thread_self();
	for (mach_msg_type_number_t i = 0; i < count; i++) {
		if (!error && threads[i] != self)
			error = fence_thread(threads[i]);
		if (MACH_PORT_VALID(threads[i]))
			mach_port_deallocate(task, threads[i]);
	}
	mach_port_deallocate(task, self);
	vm_deallocate(task, (vm_address_t)threads, count * sizeof *threads);
	return error;
}

static int issue(void)
{
	int saved = errno, error = fence_others();

	errno = saved;
	return error;
}

static int renew(void)
{
	return 0;
}

static const struct verdict undocumented = {
	MEMBARRIER_UNSOUND, 0, "a first one succeeded, but Apple documents no barrier, and signal handlers could not use it"
};
static const struct verdict too_old = {
	MEMBARRIER_UNAVAILABLE, ENOSYS,
	"this system cannot read a thread's registers in the way that is needed: macOS 10.14 and iOS 12 can"
};
static const struct verdict refused = { MEMBARRIER_UNAVAILABLE, EPERM,
	                                    "the system refuses to read the registers of this process's own threads" };

static const struct verdict *probe(void)
{
	mach_port_t self;
	uintptr_t stack, values[REGISTERS];
	size_t length = REGISTERS;
	int saved = errno;
	kern_return_t answer;

	if (!thread_get_register_pointer_values)
		return &too_old;
	self = mach_thread_self();
	answer = thread_get_register_pointer_values(self, &stack, &length, values);
	mach_port_deallocate(mach_task_self(), self);
	errno = saved;
	if (answer != KERN_SUCCESS && answer != KERN_INSUFFICIENT_BUFFER_SIZE)
		return &refused;
	return issue() == 0 ? &undocumented : &refused;
}

static const struct strategy mach = {
	.id = 4,
	.name = "mach",
	.basis = "not documented: XNU takes a thread off its CPU to read its registers, macOS >= 10.14, iOS >= 12",
	.documented = false,
	.probe = probe,
	.issue = issue,
	.renew = renew,
};

MB_INTERNAL const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1] = { &mach, NULL };

static const struct code_barrier code = { .clean = instructions_clean, .serialise = INSTRUCTIONS_SERIALISE };
MB_INTERNAL const struct kinds mb_port_kinds = { .code = &code };

const char *mb_port_environment(const char *name)
{
	return issetugid() ? NULL : getenv(name);
}

/* A Mach trap, where the functions of POSIX that wait are cancellation points. */
void mb_port_pause(unsigned attempt)
{
	if (attempt < 10)
		thread_switch(MACH_PORT_NULL, SWITCH_OPTION_NONE, 0);
	else
		thread_switch(MACH_PORT_NULL, SWITCH_OPTION_WAIT, 10);
}

/* The commpage has it: no system call. */
uint64_t mb_port_now(void)
{
	int saved = errno;
	uint64_t now = clock_gettime_nsec_np(CLOCK_UPTIME_RAW);

	errno = saved;
	return now;
}

/* No documented function tells without a lock. */
int mb_port_cpu(void)
{
	return -1;
}

void mb_port_at_fork(void (*child)(void))
{
	pthread_atfork(NULL, NULL, child);
}

void mb_port_abort(const char *line)
{
	int state;
	ssize_t written;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state); /* write() is a cancellation point */
	written = write(STDERR_FILENO, line, strlen(line));
	(void)written;
	abort();
}

#else
typedef int mb_darwin_is_elsewhere;
#endif
