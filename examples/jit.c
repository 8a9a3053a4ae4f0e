/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * jit.c - a toy JIT compiler: one thread replaces a function while other threads call it.
 *
 * Each version of the function returns its number. The program writes code through one mapping and executes
 * it through another, so no page is both writable and executable. It writes each place once. To use a place
 * again, a program must know that no thread executes its code (hazard pointers or quiescence tell that).
 *
 * For x86-64 and AArch64. On other CPUs the program says so and exits with 77.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <membarrier/code.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

enum { VERSIONS = 500, BYTES = 64, THREADS = 2, SKIPPED = 77 };

typedef uint32_t function(void);

static unsigned char *written, *executed; /* two mappings of the same memory */
static _Atomic uintptr_t current;         /* the address of the function now */
static atomic_int done, wrong;
static atomic_long calls;

/* Writes the code of "return number", and returns its size. */
static size_t compile(unsigned char *to, uint32_t number)
{
#ifdef __x86_64__
	to[0] = 0xb8; /* mov eax, number; ret */
	memcpy(to + 1, &number, 4);
	to[5] = 0xc3;
	return 6;
#else
	const uint32_t code[] = {
		0x52800000 | (number & 0xffff) << 5, /* movz w0, number; movk w0, number >> 16, lsl 16; ret */
		0x72a00000 | number >> 16 << 5,
		0xd65f03c0,
	};

	memcpy(to, code, sizeof code);
	return sizeof code;
#endif
}

static void publish(uint32_t version)
{
	size_t bytes = compile(written + (size_t)version * BYTES, version);
	uintptr_t where = (uintptr_t)executed + (uintptr_t)version * BYTES;

	membarrier_code_ready((const void *)where, bytes);
	atomic_store_explicit(&current, where, memory_order_release);
}

static void *call(void *unused)
{
	while (!atomic_load_explicit(&done, memory_order_relaxed)) {
		uintptr_t where = atomic_load_explicit(&current, memory_order_acquire);

		membarrier_code_enter();
		if (((function *)where)() != (where - (uintptr_t)executed) / BYTES)
			atomic_store(&wrong, 1);
		atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
	}
	return unused;
}

/* False if the system does not let a program execute what it has written. */
static int map(void)
{
	const size_t bytes = (size_t)VERSIONS * BYTES;
	int file = memfd_create("jit", MFD_CLOEXEC);

	if (file < 0 || ftruncate(file, (off_t)bytes))
		return 0;
	written = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	executed = mmap(NULL, bytes, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
	close(file);
	return written != MAP_FAILED && executed != MAP_FAILED;
}

int main(void)
{
	struct membarrier_info info = { .size = sizeof info };
	pthread_t threads[THREADS];

	/* At the start, because it registers the process, which takes long when there are threads. */
	membarrier_get_code_info(&info);
	printf("barrier for code: %s\n", info.strategy);
	if (!map()) {
		printf("cannot be tried here: the system does not execute what a program has written\n");
		return SKIPPED;
	}
	publish(0);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, call, NULL))
			return 1;
	for (uint32_t version = 1; version < VERSIONS; version++) {
		long before = atomic_load(&calls);

		publish(version);
		while (atomic_load(&calls) < before + THREADS)
			sched_yield();
	}
	atomic_store(&done, 1);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	printf("%d versions, %ld calls, %s\n", VERSIONS, atomic_load(&calls), atomic_load(&wrong) ? "WRONG" : "each right");
	return atomic_load(&wrong);
}

#else
int main(void)
{
	printf("cannot be tried here: the code that it writes is for x86-64 and AArch64, on Linux\n");
	return 77;
}
#endif
