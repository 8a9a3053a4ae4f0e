/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * simulator.h - the library's own code on a simulated machine of many CPUs, in virtual time.
 *
 *   parameters.c   what everything costs, and the source of each figure
 *   events.c       virtual time: what happens next
 *   coroutines.c   threads' stacks
 *   threads.c      what threads do with their CPUs
 *   scheduler.c    CPUs, run queues, time slices
 *   barrier.c      the kernel's barrier: a mutex for the machine, interrupts
 *   port.c         src/port/port.h on this machine
 *   programs.c     what threads do: call, work, compute
 *   reclaim.c      ... or retire nodes and reclaim them
 *   situations.c   machines full of threads
 *   main.c         options and reports
 *   park.c         a way to wait that gives up the CPU: the control that must do harm
 *
 * src/ is compiled as it is, without src/port/, and with hooks.h before each source. The code of
 * a thread takes no time itself: time passes when the thread reads the clock, pauses in a loop,
 * enters the kernel or works. Between two such places the code is atomic. So the simulation says
 * nothing about correctness, for which tests/models/ and tests/ordering/ are, or about cache lines.
 *
 * Everything is determined by the parameters and the seed.
 */
#ifndef BENCH_SIMULATOR_H
#define BENCH_SIMULATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../tools/measure/statistics.h"

/* ---- parameters --------------------------------------------------------------- */

/* In nanoseconds, except for shares of a thousand. Columns: this project's virtual machine, and hardware. */
#define PARAMETERS(P)                                                                                               \
	P(own_code, 60, 40, "a call's code outside of the kernel", "measured: slow path less raw call, lone caller")    \
	P(clock, 25, 20, "reading the clock", "measured here; vDSO")                                                    \
	P(cpu_known, 1, 1, "0: a thread cannot tell which CPU executes it", "glibc 2.35 and later")                     \
	P(pause, 45, 45, "one pause in a spinning loop", "140 cycles, Intel's optimisation manual since Skylake")       \
	P(system_call, 140, 150, "a barrier that interrupts no CPU", "measured: lone raw call")                         \
	P(per_online, 15, 15, "looking at one CPU's run queue", "assumed: a line of another CPU; invisible below 64")   \
	P(first_sent, 3500, 300, "sending the first interrupt", "calibrated; hardware: a register write, and IPI code") \
	P(each_sent, 600, 100, "sending each further one", "assumed from 0.1 to 2 us per target in reports")            \
	P(flight, 1500, 500, "until it arrives", "calibrated; hardware: 1 to 3 us for a round trip in reports")         \
	P(answer, 9500, 600, "until it is answered", "as above")                                                        \
	P(taken, 10000, 1500, "what it takes from the thread it hits", "measured: pace of a hot thread; as above")      \
	P(late_share, 20, 10, "thousandths of interrupts that arrive late", "measured: p99 of raw calls here; assumed") \
	P(late, 20000, 10000, "how late, on average", "measured: p99.9 of raw calls here; assumed")                     \
	P(hand_over, 300, 100, "a mutex from one spinning CPU to the next", "a line and a half, assumed")               \
	P(cpu_mutexes, 0, 0, "1: barriers for one CPU take turns for each CPU", "0: Linux 6.8; 1: 89976cd73739, 2026")  \
	P(wake, 2500, 1000, "waking another thread", "measured: futex wake; in the kernel alike")                       \
	P(wake_idle, 25000, 3000, "until an idle CPU runs it", "measured: lateness of timers here; assumed")            \
	P(switching, 2000, 1500, "from one thread to another", "measured here; literature: 1 to 2 us")                  \
	P(sleeping, 1000, 700, "going to sleep in the kernel", "assumed")                                               \
	P(tick, 4000000, 4000000, "from one look of the scheduler to the next", "CONFIG_HZ=250, Debian and here")       \
	P(node, 80, 80, "popping a node and retiring it", "measured: bench/reclaim, one thread")                        \
	P(base_slice, 700000, 700000, "time slice, for each doubling of CPUs up to 8 once more", "kernel/sched/fair.c")

#define PARAMETER_MEMBER(name, virtual, metal, what, source) uint64_t name;
struct parameters {
	PARAMETERS(PARAMETER_MEMBER)
};
extern struct parameters cost;

/* Returns false if there is no machine of that name. */
bool parameters_choose(const char *machine);
/* Reads name=value; returns false if there is no such parameter. */
bool parameters_set(const char *text);
void parameters_print(void);

/* ---- events ------------------------------------------------------------------- */

extern uint64_t now; /* virtual time */

typedef void happens(void *what, uint64_t version);
void event_at(uint64_t time, happens *then, void *what, uint64_t version);
/* Runs events until that time, or until there is none left. */
void events_run(uint64_t until);
/* Returns the time of the next event, or of the end of the run. */
uint64_t event_next(void);

/* ---- threads and the scheduler -------------------------------------------------- */

enum { MOST_CPUS = 256, MOST_THREADS = 1024, MOST_SESSIONS = 128 };

struct thread {
	/* set by its creator */
	void (*run)(struct thread *thread);
	bool ours;         /* a thread of the process that makes the barriers */
	unsigned session;  /* CPU time is divided among sessions first */
	unsigned priority; /* 0: ordinary; more: SCHED_FIFO */
	int pinned;        /* the CPU to which it is pinned; < 0: none */
	uint64_t random;

	/* coroutines.c, threads.c, scheduler.c */
	struct coroutine *coroutine;
	enum { ASLEEP, READY, RUNNING, ENDED } state;
	unsigned cpu;
	uint64_t turn;  /* virtual run time: the thread with the least is next */
	uint64_t left;  /* nanoseconds left of what it does now; SPINS until it is kicked */
	uint64_t wakes; /* version of its pending timer */
	bool kicked;
	bool in_kernel;             /* not preempted before it leaves the kernel */
	bool wants_mutex;           /* spins for a mutex in the kernel: kicked if its CPU is wanted */
	bool rang;                  /* its timer woke it */
	struct thread *next;        /* in a run queue */
	uint64_t interrupts, taken; /* their number, and the time that they took */

	/* programs.c, port.c */
	uint64_t calls; /* counted calls */
	bool signalled, in_handler;
	int error; /* its errno */
};
#define SPINS UINT64_MAX

extern struct thread *running; /* the thread whose code is executed */
extern unsigned cpus;          /* online */

/* Makes a thread that is not started yet. The number is the seed of its random numbers, and decides its first CPU. */
struct thread *thread_make(void (*run)(struct thread *thread), unsigned number);
void thread_start(struct thread *thread);
/* For the calling thread. */
void thread_spend(uint64_t nanoseconds);
void thread_spin(void);                /* until kicked */
void thread_sleep(void);               /* until woken */
bool thread_sleep_until(uint64_t due); /* false: woken before */
void thread_yield(void);
void thread_enters_kernel(void);
void thread_leaves_kernel(void);
/* For any thread. */
void thread_kick(struct thread *thread);
void thread_wake(struct thread *thread);

/* Runs the thread's code until it spends time, spins, sleeps or ends. */
void coroutine_start(struct thread *thread);
void coroutine_resume(struct thread *thread);
void coroutine_suspend(void);

struct thread *cpu_current(unsigned cpu);
bool cpu_wants_switch(unsigned cpu);
/* An interrupt takes that time from the thread that runs there. */
void cpu_interrupt(unsigned cpu, uint64_t taken);
/* In a child of fork(): removes all threads but the running one. */
void threads_forget_others(void);

/* ---- the barrier ----------------------------------------------------------------- */

struct barrier_counts {
	uint64_t made, hits, overlapping; /* overlapping: begun while another barrier of the process was in flight */
	struct histogram took;            /* the time from the moment when the caller has the mutex */
	uint64_t longest;
};
extern struct barrier_counts barrier_counts;

/* membarrier(2), PRIVATE_EXPEDITED. Returns 0. */
int barrier_make(void);
/* The same for one CPU. */
int barrier_make_on(int cpu);
void barrier_forget_others(void);

/* ---- the port ---------------------------------------------------------------------- */

extern bool port_wakes_blindly; /* does not tell how many threads were woken, as FreeBSD */
extern uint64_t port_wakes;
void port_forked(void);
/* From now on the simulator executes the code of a thread on that CPU. */
void port_runs_on(unsigned cpu);

/* ---- programs and situations --------------------------------------------------------- */

enum way { RAW, LIBRARY, TRY, TICKETS, AT_HOME };

struct plan {
	enum way way;
	uint64_t seed;
	uint64_t begin, end; /* the time in which calls are counted */
	uint64_t pause;      /* work between calls, or the time between due calls; 0: back to back */
	unsigned owners;     /* hot threads with a home */
	uint64_t declined;
	struct histogram took;                /* single calls */
	double sum, expensive_sum, expensive; /* expensive: 2 us or more, and less than a millisecond, so not preempted */
	uint64_t calls, longest, over_1ms;
};
extern struct plan plan;

typedef void program(struct thread *thread);
program program_work_and_call;
program program_rest_and_call;
program program_call_when_due; /* due at random times of a Poisson process; latencies count from then */
program program_meet_and_call;
program program_call_unmeasured;  /* back to back */
program program_call_interrupted; /* the same; the calls of a handler that interrupts it are measured */
program program_fork;             /* the first calls of children are measured */
program program_crowd_then_alone; /* after plan.begin only the thread pinned to the first CPU */
program program_reclaim;          /* a call is a node; only the mean time is useful */
program program_compute;
program program_own; /* the same, by the owner of a home, which runs a fast path at it now and then */
/* The handler of a pending signal runs here. */
void program_signal_point(void);

/* ---- situations ------------------------------------------------------------------------ */

struct situation {
	const char *name;
	enum way way;
	program *program;
	unsigned cpus, callers, hot, strangers;
	uint64_t pause;                       /* microseconds */
	uint64_t length;                      /* milliseconds that count, after as many that do not */
	enum { FREE, SPREAD, TOGETHER } pins; /* callers: anywhere; to CPUs in turn; to the last CPU */
	program *beside;                      /* the program of callers after the first; NULL: the same */
	unsigned priority;                    /* of the first caller */
	bool wakes_blindly;
	bool owners; /* each hot thread owns a home, and is pinned to its own CPU */
};

/* Times in nanoseconds. */
struct outcome {
	double calls, mean, p50, p99, p999, longest, over_1ms; /* over_1ms: a share of the calls */
	double expensive;                                      /* mean of the expensive calls */
	double least, most;                                    /* calls of the least and of the most served caller */
	double seconds, barriers, barrier_p50, barrier_longest, overlapping, declined, wakes;
	double hot_interrupts, hot_lost; /* interrupts per second of each hot thread, and the share of time that it lost */
};

/* Runs in a process of its own, so that no state of the last run is left. */
struct outcome simulate(const struct situation *situation, uint64_t seed);

#endif
