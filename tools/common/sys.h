/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys.h - what the tool needs of a system. A build uses sys_posix.c and one more sys_*.c (Windows: only sys_windows.c). */
#ifndef MEMBARRIER_COMMON_SYS_H
#define MEMBARRIER_COMMON_SYS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Stores the CPUs that this process may use, lowest first, `most` at most; returns how many there are. */
unsigned sys_allowed_cpus(unsigned *cpus, unsigned most);

/* Pins the calling thread; false if the system cannot. */
bool sys_pin(unsigned cpu);

struct sys_thread;
/* Returns NULL if no thread could be created. */
struct sys_thread *sys_thread_start(void (*run)(void *), void *argument);
void sys_thread_join(struct sys_thread *thread);

uint64_t sys_nanoseconds(void); /* monotonic */
void sys_yield(void);           /* lets another thread run on this CPU */
void sys_sleep(unsigned milliseconds);
bool sys_is_terminal(FILE *stream);
/* Returns the width of the terminal; 0 if standard output is not a terminal. */
unsigned sys_terminal_columns(void);
/* From now on each Ctrl-C calls the function, unless the program was started with SIGINT ignored. */
void sys_on_interrupt(void (*noted)(void));
/* One line for a report: CPU model, kernel. */
void sys_describe(char *text, unsigned size);

/* What helps to understand a report. Texts are "not known" if the system does not tell. */
struct sys_surroundings {
	char filter[64];     /* the filter of system calls */
	char hypervisor[64]; /* its name, or "none" */
	unsigned online;     /* CPUs; 0: not known */
	double load;         /* average over the last minute; below 0: not known */
};
#define SYS_NOTHING_KNOWN                                            \
	(struct sys_surroundings)                                        \
	{                                                                \
		.filter = "not known", .hypervisor = "not known", .load = -1 \
	}
void sys_surroundings(struct sys_surroundings *surroundings);

/*
 * Makes the system's call for a process-wide barrier, as a program without this library would; the
 * library has registered the process. False: there is no such call, or it was refused.
 */
bool sys_raw_barrier(void);

/* How a child ended that made a system call. */
enum sys_outcome { SYS_NOT_TRIED, SYS_WORKS, SYS_REFUSED, SYS_KILLED };

#define SYS_MOST_DEFECTS 4
#define SYS_MOST_COMMANDS 16

/* A command of membarrier(2). The texts live as long as the process. */
struct sys_command {
	const char *name, *since;                  /* since: the first version of the kernel that has it */
	const char *interrupts;                    /* which CPUs */
	const char *defects[SYS_MOST_DEFECTS + 1]; /* of this version; NULL ends them */
	unsigned number, registration;             /* of the command, and of the command that registers for it; 0: none */
	bool offered;                              /* QUERY answers that the kernel has it */
	bool registered_known, registered;         /* this process */
	enum sys_outcome outcome;                  /* how a child ended that registered and called it once */
	int error;                                 /* SYS_REFUSED: errno value; SYS_KILLED: signal */
	uint64_t nanoseconds;                      /* the time of the child's call */
};

/* Stores at most `most` commands and returns how many; 0 if there are none, or they are unknown. Registers nothing. */
unsigned sys_commands(struct sys_command *commands, unsigned most);

/*
 * Runs this program again with one more variable in its environment. It does not return if the
 * new program replaces this one. True: the new program has ended, and *status is its exit
 * status. False: it could not be run.
 */
bool sys_run_again(const char *name, const char *value, char **argv, int *status);

#endif
