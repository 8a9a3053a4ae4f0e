/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * port.h - what an operating system must give the library: the porting contract.
 *
 * A port is one or more files in src/port/. Each compiles to nothing elsewhere;
 * exactly one system file (linux.c, windows.c, darwin.c, freebsd.c, generic.c) is alive in any build
 * and defines everything declared below. A strategy is one way to make every
 * other thread of the process execute a full fence; each has a file of its own.
 *
 * To add a strategy: write its file with one `const struct strategy`, declare it
 * in the system file and put it into that file's list at the rank it deserves.
 * To add a system: write a system file. Nothing else changes.
 *
 * Every function here must be async-signal-safe (darwin.c's strategy is not, says so,
 * and is never chosen unasked), must not be a cancellation point, must leave errno as
 * it was, and must work at once in a child of fork() whatever the other threads of the
 * parent were doing. It may be entered again by a signal handler that interrupted it.
 * So: no locks, no stdio, no malloc.
 */
#ifndef MEMBARRIER_PORT_H
#define MEMBARRIER_PORT_H

#ifdef __cplusplus
#error "libmembarrier: its sources are C: compile them with a C compiler; C++ programs link with the objects"
#endif

#include <membarrier.h>

#include "../internal.h"

/* The answer to "does it work here?": a constant, so that it can be agreed on by its address. */
struct verdict {
	enum membarrier_verdict verdict;
	int error;          /* the errno value behind it, or 0 */
	const char *reason; /* in words for an operator, no final stop */
};

struct strategy {
	int id;            /* > 0, the same in every version: copies of the library may share it */
	const char *name;  /* what MEMBARRIER_STRATEGY takes */
	const char *basis; /* what its soundness rests on, and since when the system has it */
	bool documented;   /* the system's own documentation promises it */

	/*
	 * Tries it, and prepares whatever issue() needs. Answers OFFERED only where it
	 * is known to be sound on this very system; what a port cannot establish it
	 * answers UNSOUND, and says why. A failure is a verdict, never a crash. May be
	 * called more than once, and by several threads at a time.
	 */
	const struct verdict *(*probe)(void);

	/*
	 * Makes one process-wide barrier. Returns 0 only if every other thread of this
	 * address space executed a full fence between the call and the return, or did not
	 * run meanwhile, passed one after it last ran and passes one before it runs again;
	 * else a negative errno value. The return must be an acquire of those fences, as it
	 * is where the system waits for the threads: what they did before is visible to the
	 * caller from then on. (The library has an acquire fence after the call, for systems
	 * that wait by relaxed loads.) The caller has its own full fences before and after.
	 */
	int (*issue)(void);

	/* Sets up again what the system may have dropped; called when issue() failed. 0, or a negative errno value. */
	int (*renew)(void);

	/* The same by one CPU; NULL where there is none. */
	const struct one_cpu *one_cpu;
};

/*
 * One more kind of barrier, used only beside the strategy that it belongs to: one that fences one CPU.
 * It has a verdict of its own, and it rests on the number of the CPU that the system keeps in each thread's
 * memory. src/home.c has the protocol, and what it needs.
 */
struct one_cpu {
	const char *basis; /* as that of a strategy */

	/* As those of a strategy. OFFERED only if threads have CPU numbers. Not asked unless the strategy is OFFERED. */
	const struct verdict *(*probe)(void);
	int (*renew)(void);

	/*
	 * Returns 0 only if the thread of this address space that ran on that CPU executed a full fence
	 * between the call and the return, or none ran there and the switches of threads on it
	 * were full fences. 0 too for a CPU that is not there. Otherwise as issue() of a strategy.
	 */
	int (*issue)(int cpu);

	/* Where the number is, from the thread pointer; asked only after OFFERED. -1 or -2 there: this thread has none. */
	ptrdiff_t (*offset)(void);

	/* Asks the system: does it keep the calling thread's number? */
	bool (*numbered)(void);
};

/*
 * ---- other kinds of barrier: tried and made only for a program that asks for them ----
 *
 * Each has a verdict of its own. NULL: this system has none of that kind.
 */

/* Makes threads execute what another thread wrote. src/code.c has the protocol. */
struct code_barrier {
	/*
	 * Best first, ended by NULL; NULL: none. issue() is as that of a strategy, and besides: every thread of this address
	 * space, the caller too, has serialised itself, or does so before it runs again in user space.
	 */
	const struct strategy *const *broadcasts;

	/* What was written to be executed at these addresses is what each CPU fetches once it has serialised itself. */
	void (*clean)(const void *where, size_t bytes);

	/*
	 * The calling thread's earlier loads are done, and what it has fetched is forgotten. NULL: user space has no way to
	 * do that for whatever CPU the thread then runs on.
	 */
	void (*serialise)(void);
};

/* Restarts critical sections of rseq(2). src/restart.c. */
enum { MB_EVERY_CPU = -1 };

struct restart {
	/* As those of a strategy. */
	const struct verdict *(*probe)(void);
	int (*renew)(void);

	/*
	 * Each section that a thread of this address space was in, on that CPU or on every CPU, has been restarted, aborted
	 * or committed. 0 for a CPU on which none can be.
	 */
	int (*issue)(int cpu);

	/* One more than the highest number that a CPU of this machine can have. */
	int (*cpus)(void);
};

/* Orders threads of different processes. src/shared.c has the protocol. */
struct processes {
	/* As a strategy, for every thread of every process that has called receive(); never shared, never agreed on. */
	const struct strategy *barrier;

	/* Registers this process: from now on it is fenced by other processes' barriers. 0, or a negative errno value. */
	int (*receive)(void);

	/* 1: it is registered; 0: it is not; -ENOTSUP: the system does not tell. */
	int (*receives)(void);

	/* 48 bits that differ from those of any other kernel that could see the same memory; 0: not known. */
	uint64_t (*boot)(void);
};

struct kinds {
	const struct code_barrier *code;
	const struct restart *restart;
	const struct processes *processes;
};

MB_INTERNAL_DATA const struct kinds mb_port_kinds;

/* ---- the list, and the small services ---- */

/* The most a system may list. */
#define MB_PORT_MOST 7

/* This system's strategies, best first, ended by NULL. Plain fences are not among them: they need no system. */
MB_INTERNAL_DATA const struct strategy *const mb_port_strategies[MB_PORT_MOST + 1];

/* The variable's value; NULL if it is not set, or if the process has rights its user lacks (setuid). */
MB_INTERNAL const char *mb_port_environment(const char *name);

/* Lets time pass before a refused barrier is tried again: at first only the CPU's turn, later some milliseconds. */
MB_INTERNAL void mb_port_pause(unsigned attempt);

/*
 * Nanoseconds of a clock that does not go back; 0 always, if there is none: then no caller waits for another's
 * barrier, and the selftest cannot run.
 */
MB_INTERNAL uint64_t mb_port_now(void);

/*
 * The number of the CPU that executes the caller, or a negative one if that is not known. Every slow path asks, so this
 * must cost no more than a few loads: no system call. A caller does not wait for a leader that it has preempted.
 */
MB_INTERNAL int mb_port_cpu(void);

/* Has every later child of fork() call this before fork() returns in it. Where that fails, or there is no fork(): nothing. */
MB_INTERNAL void mb_port_at_fork(void (*child)(void));

/* Writes the line to standard error and aborts. */
MB_INTERNAL MB_NORETURN void mb_port_abort(const char *line);

#endif
