/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * sim.h - the simulator: a program compiled with -fsanitize=thread runs under a model of weak memory.
 *
 * The compiler turns every atomic access, every fence and every plain access of the
 * program into a call. abi.c answers these calls in the place of ThreadSanitizer's
 * runtime. Threads are coroutines of one thread of the system, so that one execution
 * follows another within microseconds and each is a function of its decisions.
 *
 *   abi.c       the calls that compilers make
 *   memory.c    atomic objects: a history of writes each; views; fences
 *   access.c    atomic accesses, and loops that wait
 *   plain.c     plain accesses: data races, freed and uninitialised memory
 *   barrier.c   the process-wide barrier, as machines make it and as the library promises it
 *   schedule.c  which thread goes on, and which waits for what; the end of an execution
 *   context.c   coroutines, each with a stack and thread-local data of its own
 *   search.c    decisions: all of them, random ones, replayed ones
 *   shrink.c    a shorter list of decisions that fails as well
 *   run.c       the executions of a program, its settings, its memory as it is at the start
 *   report.c    what happened in the execution that failed; symbols.c: names of addresses
 *   pthread*.c, time.c, heap.c, unknown.c   what programs call: threads, clocks, malloc, and what is not simulated
 *   port.c      the library's port to this system
 *
 * Everything here is private; include/membarrier/sim.h is what programs may use.
 */
#ifndef MEMBARRIER_SIM_H_
#define MEMBARRIER_SIM_H_

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

enum {
	THREADS = 10,  /* of one execution, the initial one included */
	OBJECTS = 250, /* atomic objects */
	MESSAGES = 64, /* writes of one object that can still be read */
	FRAMES = 3,    /* callers kept with each step */
	CALLS = 64,    /* callers kept for each thread */
	DECISIONS = 20000,
	STEPS = 20000, /* kept for the report */
	ACTIONS = 2 * THREADS + THREADS * THREADS
};

/* A set of actions: thread t goes on, t; its time is up, THREADS + t; u is fenced by a's barrier, CUT(a, u). */
__extension__ typedef unsigned __int128 actions_t;
#define RUN(t) (t)
#define EXPIRE(t) (THREADS + (t))
#define CUT(a, u) (2 * THREADS + (a)*THREADS + (u))
#define ACTION(number) ((actions_t)1 << (number))

/* ---- memory ---- */

/* What a thread, a message or a fence knows: the oldest write of each object that may be read, and of each thread how far
 * it is known (for plain accesses). */
struct view {
	uint32_t clock[THREADS];
	uint8_t seen[OBJECTS]; /* a message's number */
};

struct message {
	struct view view;
	uint64_t value;
	uint32_t step;    /* of the write, in the report */
	uint8_t position; /* in modification order */
	uint8_t by;
	bool taken; /* a read-modify-write comes right after it */
};

struct object {
	uintptr_t at;
	uint8_t size;
	bool stale; /* written by plain code: its history begins again */
	uint8_t messages;
	uint8_t order[MESSAGES]; /* modification order: numbers of messages */
	struct message message[MESSAGES];
};

enum access {
	ACCESS_LOAD,
	ACCESS_STORE,
	ACCESS_ADD,
	ACCESS_SUB,
	ACCESS_OR,
	ACCESS_AND,
	ACCESS_XOR,
	ACCESS_NAND,
	ACCESS_EXCHANGE,
	ACCESS_COMPARE
};

/* ---- threads ---- */

/* What a thread is about to do. */
enum pending {
	START,
	LOAD,
	STORE,
	CHANGE,
	FENCE,
	SPIN,
	SLEEP,
	BARRIER_BEGIN,
	BARRIER_END,
	JOIN,
	ENTER,
	LEAVE,
	WAIT,
	EXIT
};

enum sync_kind { MUTEX, CONDITION, SEMAPHORE, ONCE, RWLOCK, SPINLOCK, MEETING, FUTEX };

/* A mutex, a condition variable, ...: its state is here, not in the program's memory. */
struct sync {
	const void *at;
	enum sync_kind kind;
	int owner; /* a thread + 1; 0 none */
	int count; /* recursion; value; readers; arrivals */
	int limit, round;
	unsigned wasted; /* signals that found no thread waiting */
	uint32_t wasted_step;
	bool recursive, checks;
	struct view view;
};
enum { SYNCS = 128 };

struct seen_load { /* of a loop that waits: the same place, called from the same place, reads the same value again */
	const void *pc, *caller;
	uintptr_t at;
	uint64_t value;
	unsigned times;
};

struct thread {
	struct view now;        /* what its next access knows */
	struct view acquirable; /* what an acquire fence would add */
	struct view released;   /* what its relaxed stores pass on: as of its last release fence */
	struct view fenced;     /* as of its last barrier of any kind */
	struct view pending;    /* what slow paths have for it; it gets that at its next barrier (contract) */
	struct view entry;      /* of its own slow path */

	enum pending kind;
	int object;  /* of that access */
	bool strong; /* that access is sequentially consistent */
	struct sync *sync;
	bool shared; /* as a reader */
	bool signalled, expired;
	bool timed, spurious; /* may go on when its time is up; without cause */
	uint64_t deadline;
	int joins;

	bool begun, done, joined, detached, advance, relaxed;
	uint32_t to_cut; /* threads its slow path has not fenced yet */
	unsigned writes_seen;
	struct seen_load loads[8];
	unsigned next_load;

	void *(*start)(void *);
	void *argument, *result;
	void *keys[64];

	const void *calls[CALLS];
	unsigned depth;  /* of calls */
	unsigned awoken; /* without cause */

	ucontext_t context;
	jmp_buf base, at;
	char *stack;
	void *pointer; /* to its thread-local data */
	char *tls;
};

/* ---- what happened ---- */

enum what {
	DID_LOAD,
	DID_STORE,
	DID_CHANGE,
	DID_FAIL,
	DID_FENCE,
	DID_FAST,
	DID_BEGIN,
	DID_CUT,
	DID_END,
	DID_CREATE,
	DID_JOIN,
	DID_EXIT,
	DID_LOCK,
	DID_UNLOCK,
	DID_WAIT,
	DID_WAKE,
	DID_SIGNAL,
	DID_ALLOCATE,
	DID_FREE,
	DID_READ,
	DID_WRITE,
	DID_SLEEP,
	DID_ACQUIRE_FENCE,
	DID_RELEASE_FENCE
};

struct step {
	uint8_t thread, what, order, other;
	bool newest;
	uint32_t from; /* the step whose value was read, + 1 */
	uintptr_t at;
	uint64_t value, before;
	const void *pc;
	const void *frames[FRAMES];
};

/* ---- settings ---- */

enum search { SEARCH_AUTO, SEARCH_ALL, SEARCH_RANDOM, SEARCH_PCT, SEARCH_REPLAY };

struct settings {
	enum search search;
	uint64_t seed, executions;
	double seconds;
	unsigned steps;
	int preemptions, reads; /* the most of an execution; < 0: any number */
	bool machine;           /* the barrier as machines make it, not as the library promises it */
	bool strict;            /* the barrier gives its caller nothing on return, not even acquire */
	bool plain;             /* no process-wide barrier at all: plain fences */
	bool keep_going, trace, output, control, quiet, brief, races, off;
	const char *replay;
};

enum outcome { OVER, FAILED, DISCARDED, ASLEEP, TOO_LONG };

struct node { /* of the search through all decisions */
	actions_t enabled, sleep;
	uint8_t first, action;
	uint16_t chosen, n;
	bool schedule;
};

struct simulator {
	struct thread thread[THREADS];
	struct object object[OBJECTS];
	struct sync sync[SYNCS];
	int objects, threads, live, me, syncs;
	struct message kept[MESSAGES / 2];
	struct view strong; /* what sequentially consistent fences and accesses agree on */
	unsigned writes, steps, stuck;
	uint64_t time;
	bool running, explicit_;
	struct step step[STEPS];
	uint32_t logged;
	uint32_t run; /* number of the execution: what is of another one counts as zero */

	/* decisions */
	struct settings set;
	enum search search;
	uint16_t decision[DECISIONS], replay[DECISIONS];
	uint32_t decisions, replays;
	bool replaying;
	uint16_t best[DECISIONS], kept_decisions[DECISIONS]; /* of shrink.c */
	char kind[9];                                        /* letters of a failure that tell its kind */
	unsigned tries;
	struct node node[DECISIONS];
	uint32_t depth, length;
	actions_t sleep;
	int last, preemptions, reads;
	uint64_t random;
	uint64_t priority[ACTIONS];
	unsigned change_at[8], longest;

	void *starts[THREADS][2]; /* what thrd_create() was given */
	jmp_buf driver;
	ucontext_t back;
	void *driver_pointer;
	enum outcome outcome;
	char why[400];
	uint64_t outcomes; /* a bit for each membarrier_sim_seen() */
	unsigned fails, discards, sleeps, too_long, wasteful;
	uint64_t executions;
	int failed_by;
	int report, standard_output; /* where it is written; what the program had */
};
extern struct simulator *mb_sim;
#define sim mb_sim

/* memory.c */
void mb_sim_memory_start(void);
void mb_sim_join(struct view *to, const struct view *from);
void mb_sim_full_fence(struct thread *t);
uint64_t mb_sim_peek(uintptr_t at, int size);
void mb_sim_poke(uintptr_t at, int size, uint64_t value);
unsigned mb_sim_position(int object, unsigned message);
void mb_sim_raise(struct view *view, int object, unsigned message);
void mb_sim_begin_again(int object);
void mb_sim_forget_oldest(int object);
void mb_sim_fence(int order, const void *pc);
int mb_sim_object(uintptr_t at, int size);

/* access.c */
uint64_t mb_sim_atomic(enum access access, uintptr_t at, int size, uint64_t value, uint64_t *expected, int order,
                       int failed, const void *pc);
void mb_sim_spin(const void *pc);

/* plain.c */
struct cell;
void mb_sim_plain_start(void);
void mb_sim_plain(uintptr_t at, size_t size, bool write, const void *pc);
void mb_sim_plain_with_atomic(uintptr_t at, int size, bool write, const void *pc);
int *mb_sim_object_at(uintptr_t at);

/* barrier.c */
void mb_sim_barrier(const void *pc);
void mb_sim_fast_path(const void *pc);
void mb_sim_cut(int caller, int other);
void mb_sim_maybe_cut(void);

/* schedule.c */
void mb_sim_schedule_start(void);
void mb_sim_visible(enum pending kind, int object, bool strong);
void mb_sim_wait(enum pending kind, struct sync *sync);
bool mb_sim_dependent(int a, int b);
void mb_sim_thread_main(void);
void mb_sim_run_key_destructors(struct thread *t);
void mb_sim_thread_exit(void *result) __attribute__((noreturn));
int mb_sim_create(void *(*start)(void *), void *argument, const void *pc);
void mb_sim_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
void mb_sim_discard(void) __attribute__((noreturn));
uint32_t mb_sim_note(enum what what, uintptr_t at, uint64_t value, const void *pc);

/* context.c */
int mb_sim_contexts(void);
void mb_sim_switch(int to);
void mb_sim_leave(enum outcome outcome) __attribute__((noreturn));
enum outcome mb_sim_enter(void);

/* search.c */
void mb_sim_search_start(void);
unsigned mb_sim_decide(unsigned n);
unsigned mb_sim_decide_read(unsigned n);
int mb_sim_next_action(const int *candidate, unsigned n);
bool mb_sim_next_execution(void);
void mb_sim_seed(uint64_t seed, uint64_t execution);

/* shrink.c */
void mb_sim_shrink(void);

/* run.c */
enum outcome mb_sim_execute(void);
void mb_sim_stop(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
void mb_sim_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* report.c, symbols.c */
void mb_sim_report_failure(void);
void mb_sim_place(const void *pc, const void *const *frames, char *text, size_t size);
void mb_sim_name(uintptr_t at, char *text, size_t size);
bool mb_sim_in_program(const void *pc);
struct range {
	char *from, *to;
};
unsigned mb_sim_writable(struct range *ranges, unsigned most);

/* heap.c */
void mb_sim_heap_start(void);
void mb_sim_heap_keep(void);
void mb_sim_heap_check(uintptr_t at, size_t size, bool write, const void *pc);
bool mb_sim_heap_name(uintptr_t at, char *text, size_t size);

#define CALLER() __builtin_return_address(0)

static inline bool acquires(int order)
{
	return order != __ATOMIC_RELAXED && order != __ATOMIC_RELEASE;
}

static inline bool releases(int order)
{
	return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

static inline struct thread *me(void)
{
	return &sim->thread[sim->me];
}

#endif
