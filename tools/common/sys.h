/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* sys.h - what the tool needs of a system; sys_posix.c and one more sys_*.c are alive in any build (Windows: that one alone). */
#ifndef MEMBARRIER_COMMON_SYS_H
#define MEMBARRIER_COMMON_SYS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The CPUs this process may use, lowest first; returns how many there are, of which at most `most` are stored. */
unsigned sys_allowed_cpus(unsigned *cpus, unsigned most);

/* Pins the calling thread; false where the system cannot. */
bool sys_pin(unsigned cpu);

struct sys_thread;
/* NULL if no thread could be made. */
struct sys_thread *sys_thread_start(void (*run)(void *), void *argument);
void sys_thread_join(struct sys_thread *thread);

uint64_t sys_nanoseconds(void); /* monotonic */
void sys_yield(void);           /* gives up the CPU's turn */
void sys_sleep(unsigned milliseconds);
bool sys_is_terminal(FILE *stream);
/* Of the terminal that standard output is; 0 if it is none. */
unsigned sys_terminal_columns(void);
/* From now on Ctrl-C calls it, every time, unless the program was started with SIGINT ignored. */
void sys_on_interrupt(void (*noted)(void));
/* One line for a report: CPU model, kernel. */
void sys_describe(char *text, unsigned size);

/* What else support asks first. Texts for a report, "not known" where the system does not tell. */
struct sys_surroundings {
	char filter[64];     /* of system calls */
	char hypervisor[64]; /* its name, or "none" */
	unsigned online;     /* CPUs; 0: not known */
	double load;         /* average over the last minute; below 0: not known */
};
void sys_surroundings(struct sys_surroundings *surroundings);

/*
 * The system's own call for a process-wide barrier, made as a program without this library
 * would make it; the library has registered the process. False: there is none, or it was refused.
 */
bool sys_raw_barrier(void);

/* What became of a child that called the system. */
enum sys_outcome { SYS_NOT_TRIED, SYS_WORKS, SYS_REFUSED, SYS_KILLED };

#define SYS_MOST_DEFECTS 4
#define SYS_MOST_COMMANDS 16

/* A command of membarrier(2). The texts live as long as the process. */
struct sys_command {
	const char *name, *since;                  /* since: the first version of the kernel that has it */
	const char *interrupts;                    /* which CPUs */
	const char *defects[SYS_MOST_DEFECTS + 1]; /* of this version; NULL ends them */
	unsigned number, registration;             /* the command's, and that of the one that registers for it; 0: none */
	bool offered;                              /* the system's answer to a query has it */
	bool registered_known, registered;         /* this process */
	enum sys_outcome outcome;                  /* of a child that registered and called it once */
	int error;                                 /* SYS_REFUSED: errno value; SYS_KILLED: signal */
	uint64_t nanoseconds;                      /* that the child's call took */
};

/* Stores at most `most` and returns how many; 0 where the system has none, or they are not known. Nothing stays registered. */
unsigned sys_commands(struct sys_command *commands, unsigned most);

/*
 * Runs this program again with one more variable in its environment. Does not
 * return where the new program takes this one's place; true where it has ended,
 * with *status its exit status; false if it could not be run.
 */
bool sys_run_again(const char *name, const char *value, char **argv, int *status);

#endif
