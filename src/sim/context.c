/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * context.c - the threads of the simulated program, as coroutines of one thread.
 *
 * Each has a stack and thread-local data of its own. For the latter a thread of the system is
 * created once, and sleeps for ever. While the coroutine runs, the thread pointer register has
 * that thread's value, so errno and pthread_self() are that thread's too.
 */
#undef _FORTIFY_SOURCE /* longjmp() leads to other stacks on purpose. */
#define _GNU_SOURCE
#include "sim.h"

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <asm/prctl.h>

static bool has_instruction;
static long (*real_syscall)(long, ...); /* Ours would take it for the program's. */

static void *thread_pointer(void)
{
	void *pointer;

	__asm__ __volatile__("mov %%fs:0, %0" : "=r"(pointer));
	return pointer;
}

static void set_thread_pointer(void *pointer)
{
	if (has_instruction)
		__asm__ __volatile__("wrfsbase %0" : : "r"(pointer) : "memory");
	else
		real_syscall(SYS_arch_prctl, ARCH_SET_FS, pointer);
}

static void prepare(void)
{
	has_instruction = getauxval(AT_HWCAP2) & 2; /* HWCAP2_FSGSBASE */
	*(void **)(void *)&real_syscall = dlsym(RTLD_NEXT, "syscall");
}
#elif defined(__aarch64__)
static void *thread_pointer(void)
{
	return __builtin_thread_pointer();
}

static void set_thread_pointer(void *pointer)
{
	__asm__ __volatile__("msr tpidr_el0, %0" : : "r"(pointer) : "memory");
}

static void prepare(void)
{
}
#else
#error "libmembarrier-sim: expected x86-64 or AArch64"
#endif

enum { STACK = 1 << 20 };

static struct {
	const char *image; /* of thread-local data, as the program has it at the start */
	size_t initialised, size;
	ptrdiff_t offset; /* from the thread pointer */
} tls;

static int find_tls(struct dl_phdr_info *info, size_t size, void *unused)
{
	(void)size, (void)unused;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_TLS && info->dlpi_tls_data) {
			tls.image = (const char *)info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			tls.initialised = info->dlpi_phdr[i].p_filesz;
			tls.size = info->dlpi_phdr[i].p_memsz;
			tls.offset = (char *)info->dlpi_tls_data - (char *)thread_pointer();
		}
	return 1; /* The first object is the program; no other is needed. */
}

/* For as long as the process lives. */
static void *lend_pointer(void *to)
{
	__atomic_store_n((void **)to, thread_pointer(), __ATOMIC_RELEASE);
	for (;;)
		pause();
	return NULL;
}

static int borrow_pointer(struct thread *t)
{
	int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
	pthread_t handle;

	*(void **)(void *)&create = dlsym(RTLD_NEXT, "pthread_create");
	if (!create || create(&handle, NULL, lend_pointer, &t->pointer))
		return -1;
	while (!__atomic_load_n(&t->pointer, __ATOMIC_ACQUIRE))
		syscall(SYS_sched_yield);
	return 0;
}

static int preparing;

static void base(void)
{
	int number = preparing;

	if (!_setjmp(sim->thread[number].base))
		setcontext(&sim->back);
	mb_sim_thread_main();
}

/* Called once. 0, or -1 if threads or stacks cannot be created. */
int mb_sim_contexts(void)
{
	prepare();
	dl_iterate_phdr(find_tls, NULL);
	sim->driver_pointer = sim->thread[0].pointer = thread_pointer();
	for (int i = 0; i < THREADS; i++) {
		struct thread *t = &sim->thread[i];

		if (i > 0 && borrow_pointer(t))
			return -1;
		t->tls = (char *)t->pointer + tls.offset;
		t->stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (t->stack == MAP_FAILED)
			return -1;
		mprotect(t->stack, 4096, PROT_NONE);
		getcontext(&t->context);
		t->context.uc_stack.ss_sp = t->stack;
		t->context.uc_stack.ss_size = STACK;
		t->context.uc_link = NULL;
		makecontext(&t->context, base, 0);
		preparing = i;
		swapcontext(&sim->back, &t->context);
	}
	return 0;
}

static void resume(int to)
{
	struct thread *t = &sim->thread[to];

	sim->me = to;
	set_thread_pointer(t->pointer);
	if (t->begun)
		_longjmp(t->at, 1);
	t->begun = true;
	memcpy(t->tls, tls.image, tls.initialised);
	memset(t->tls + tls.initialised, 0, tls.size - tls.initialised);
	_longjmp(t->base, 1);
}

/* Returns when that thread is chosen again. */
void mb_sim_switch(int to)
{
	if (!_setjmp(me()->at))
		resume(to);
}

/* Ends the execution. */
void mb_sim_leave(enum outcome outcome)
{
	set_thread_pointer(sim->driver_pointer);
	sim->outcome = outcome;
	_longjmp(sim->driver, 1);
}

/* Begins one, with the initial thread. */
enum outcome mb_sim_enter(void)
{
	if (!_setjmp(sim->driver))
		resume(0);
	return sim->outcome;
}
