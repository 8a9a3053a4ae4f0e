/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * abi.c - the calls that -fsanitize=thread makes of a program's accesses, as gcc and clang
 * make them (their own runtimes' interface, which Linux's KCSAN answers in this way too).
 */
#define _GNU_SOURCE
#include "sim.h"

#include <dlfcn.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "settings.h"

#define ADDRESS(p) ((uintptr_t)(const void *)(p))

/* Called by each object's constructor, and before all of them where the compiler's own runtime is linked too. */
void __tsan_init(void);
void __tsan_init(void)
{
	static const char line[] =
		"membarrier-sim: the program is linked with ThreadSanitizer's runtime: give -fsanitize=thread to "
		"the compiler only, as `pkg-config --cflags libmembarrier-sim` does\n";

	/* Only system calls: that runtime replaces the C library's functions, and is not ready yet. */
	if (dlsym(RTLD_DEFAULT, "__sanitizer_report_error_summary")) {
		syscall(SYS_write, 2, line, sizeof line - 1);
		syscall(SYS_exit_group, MEMBARRIER_SIM_CANNOT_);
	}
}

void __tsan_func_entry(void *caller);
void __tsan_func_entry(void *caller)
{
	if (sim && sim->running)
		me()->calls[me()->depth++ % CALLS] = caller;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
	if (sim && sim->running && me()->depth)
		me()->depth--;
}

/* ---- plain accesses ---- */

#define ACCESS(name, size, write)                         \
	void __tsan_##name(void *at);                         \
	void __tsan_##name(void *at)                          \
	{                                                     \
		mb_sim_plain(ADDRESS(at), size, write, CALLER()); \
	}
#define ACCESSES(size)                                 \
	ACCESS(read##size, size, false)                    \
	ACCESS(write##size, size, true)                    \
	ACCESS(unaligned_read##size, size, false)          \
	ACCESS(unaligned_write##size, size, true)          \
	ACCESS(volatile_read##size, size, false)           \
	ACCESS(volatile_write##size, size, true)           \
	ACCESS(unaligned_volatile_read##size, size, false) \
	ACCESS(unaligned_volatile_write##size, size, true)
ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)

#define READ_WRITE(name, size)                            \
	void __tsan_##name(void *at);                         \
	void __tsan_##name(void *at)                          \
	{                                                     \
		mb_sim_plain(ADDRESS(at), size, false, CALLER()); \
		mb_sim_plain(ADDRESS(at), size, true, CALLER());  \
	}
READ_WRITE(read_write1, 1)
READ_WRITE(read_write2, 2)
READ_WRITE(read_write4, 4)
READ_WRITE(read_write8, 8)
READ_WRITE(read_write16, 16)
READ_WRITE(unaligned_read_write1, 1)
READ_WRITE(unaligned_read_write2, 2)
READ_WRITE(unaligned_read_write4, 4)
READ_WRITE(unaligned_read_write8, 8)
READ_WRITE(unaligned_read_write16, 16)

void __tsan_read_range(void *at, unsigned long size);
void __tsan_read_range(void *at, unsigned long size)
{
	mb_sim_plain(ADDRESS(at), size, false, CALLER());
}

void __tsan_write_range(void *at, unsigned long size);
void __tsan_write_range(void *at, unsigned long size)
{
	mb_sim_plain(ADDRESS(at), size, true, CALLER());
}

/* The pointer to an object's virtual functions. */
void __tsan_vptr_update(void **at, void *value);
void __tsan_vptr_update(void **at, void *value)
{
	if (*at != value)
		mb_sim_plain(ADDRESS(at), sizeof *at, true, CALLER());
}

void __tsan_vptr_read(void **at);
void __tsan_vptr_read(void **at)
{
	mb_sim_plain(ADDRESS(at), sizeof *at, false, CALLER());
}

/* ---- atomic accesses ---- */

#define OPERATION(bits, type, name, access)                                                             \
	type __tsan_atomic##bits##_##name(volatile type *at, type value, int order);                        \
	type __tsan_atomic##bits##_##name(volatile type *at, type value, int order)                         \
	{                                                                                                   \
		return (type)mb_sim_atomic(access, ADDRESS(at), sizeof(type), value, NULL, order, 0, CALLER()); \
	}

#define EXCHANGES(bits, type, name)                                                                                \
	int __tsan_atomic##bits##_compare_exchange_##name(volatile type *at, type *expected, type value, int order,    \
	                                                  int failed);                                                 \
	int __tsan_atomic##bits##_compare_exchange_##name(volatile type *at, type *expected, type value, int order,    \
	                                                  int failed)                                                  \
	{                                                                                                              \
		uint64_t found = *expected;                                                                                \
		int done =                                                                                                 \
			(int)mb_sim_atomic(ACCESS_COMPARE, ADDRESS(at), sizeof(type), value, &found, order, failed, CALLER()); \
                                                                                                                   \
		if (!done) {                                                                                               \
			mb_sim_plain(ADDRESS(expected), sizeof(type), true, CALLER());                                         \
			*expected = (type)found;                                                                               \
		}                                                                                                          \
		return done;                                                                                               \
	}

#define ATOMICS(bits, type)                                                                                              \
	type __tsan_atomic##bits##_load(const volatile type *at, int order);                                                 \
	type __tsan_atomic##bits##_load(const volatile type *at, int order)                                                  \
	{                                                                                                                    \
		return (type)mb_sim_atomic(ACCESS_LOAD, ADDRESS(at), sizeof(type), 0, NULL, order, 0, CALLER());                 \
	}                                                                                                                    \
	void __tsan_atomic##bits##_store(volatile type *at, type value, int order);                                          \
	void __tsan_atomic##bits##_store(volatile type *at, type value, int order)                                           \
	{                                                                                                                    \
		mb_sim_atomic(ACCESS_STORE, ADDRESS(at), sizeof(type), value, NULL, order, 0, CALLER());                         \
	}                                                                                                                    \
	OPERATION(bits, type, exchange, ACCESS_EXCHANGE)                                                                     \
	OPERATION(bits, type, fetch_add, ACCESS_ADD)                                                                         \
	OPERATION(bits, type, fetch_sub, ACCESS_SUB)                                                                         \
	OPERATION(bits, type, fetch_or, ACCESS_OR)                                                                           \
	OPERATION(bits, type, fetch_and, ACCESS_AND)                                                                         \
	OPERATION(bits, type, fetch_xor, ACCESS_XOR)                                                                         \
	OPERATION(bits, type, fetch_nand, ACCESS_NAND)                                                                       \
	EXCHANGES(bits, type, strong)                                                                                        \
	EXCHANGES(bits, type, weak)                                                                                          \
	type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value, int order,             \
	                                                int failed);                                                         \
	type __tsan_atomic##bits##_compare_exchange_val(volatile type *at, type expected, type value, int order, int failed) \
	{                                                                                                                    \
		uint64_t found = expected;                                                                                       \
                                                                                                                         \
		mb_sim_atomic(ACCESS_COMPARE, ADDRESS(at), sizeof(type), value, &found, order, failed, CALLER());                \
		return (type)found;                                                                                              \
	}

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
	mb_sim_fence(order, CALLER());
}

/* Of one thread and its signal handlers, which are not simulated. */
void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
	(void)order;
}

#define UNKNOWN(name)                                                                            \
	void __tsan_atomic128_##name(void);                                                          \
	void __tsan_atomic128_##name(void)                                                           \
	{                                                                                            \
		mb_sim_stop("an atomic access of 16 bytes: the simulator knows those of 1, 2, 4 and 8"); \
	}
UNKNOWN(load)
UNKNOWN(store)
UNKNOWN(exchange)
UNKNOWN(fetch_add)
UNKNOWN(fetch_sub)
UNKNOWN(fetch_or)
UNKNOWN(fetch_and)
UNKNOWN(fetch_xor)
UNKNOWN(fetch_nand)
UNKNOWN(compare_exchange_strong)
UNKNOWN(compare_exchange_weak)
UNKNOWN(compare_exchange_val)

/* ---- the library's own calls (include/membarrier.h under MEMBARRIER_SIMULATED_) ---- */

void membarrier_sim_path_(void);
void membarrier_sim_path_(void)
{
	mb_sim_fast_path(CALLER());
}

void mb_sim_relax(void);
void mb_sim_relax(void)
{
	/* Several in a row are one. */
	if (sim && sim->running && !me()->relaxed) {
		mb_sim_spin(CALLER());
		me()->relaxed = true;
	}
}
