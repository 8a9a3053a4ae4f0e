/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * faults.c - faults that the simulator must find in a user's program, and right programs about which it must
 * not complain, one scenario each. faults.sh says what it expects of each.
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <errno.h>
#include <sched.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <membarrier.h>

#include "scenario.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static atomic_int x, y;
static int data, ready;
static int *memory;

/* ---- found ---- */

static void race(void)
{
	data++;
}

static void lock_both(void)
{
	pthread_mutex_lock(&lock);
	pthread_mutex_lock(&other);
	pthread_mutex_unlock(&other);
	pthread_mutex_unlock(&lock);
}

static void lock_both_the_other_way(void)
{
	pthread_mutex_lock(&other);
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	pthread_mutex_unlock(&other);
}

static void wait_unless_ready(void)
{
	pthread_mutex_lock(&lock);
	if (!atomic_load(&x))
		pthread_cond_wait(&condition, &lock);
	pthread_mutex_unlock(&lock);
}

static void wake_without_lock(void)
{
	atomic_store(&x, 1);
	pthread_cond_signal(&condition);
}

static void wait_once(void)
{
	pthread_mutex_lock(&lock);
	if (!ready)
		pthread_cond_wait(&condition, &lock);
	EXPECT(ready);
	pthread_mutex_unlock(&lock);
}

static void make_ready(void)
{
	pthread_mutex_lock(&lock);
	ready = 1;
	pthread_cond_signal(&condition);
	pthread_mutex_unlock(&lock);
}

static void spin_for_ever(void)
{
	while (!atomic_load_explicit(&x, memory_order_relaxed))
		;
}

static void allocate(void)
{
	memory = malloc(sizeof *memory);
	*memory = 1;
}

static void use(void)
{
	if (*memory != 1)
		abort();
}

static void let_go(void)
{
	free(memory);
}

static void read_unwritten(void)
{
	int *volatile word = malloc(sizeof *word);

	if (*word)
		data = 1;
}

static void write_beyond(void)
{
	memory = malloc((size_t)data + sizeof *memory);
	memory[1] = 1;
}

static void fail_sometimes(void)
{
	if (membarrier_sim_choose(1000) == 777)
		abort();
}

/* Message passing without release and acquire: right on x86, and a fault in C. */
static void write_x_then_y(void)
{
	STORE(x, 1);
	STORE(y, 1);
}

static void read_y_then_x(void)
{
	if (LOAD(y))
		EXPECT(LOAD(x));
}

static _Atomic(int *) published;
static void publish_relaxed(void)
{
	STORE(published, &data);
	STORE(y, 1);
}

static void use_published(void)
{
	if (LOAD(y))
		EXPECT(*LOAD(published) == 0);
}

static void unlock_only(void)
{
	pthread_mutex_unlock(&lock);
}

static void call_fork(void)
{
	if (fork() == 0)
		_exit(0);
}

static void exit_with_one(void)
{
	exit(1);
}

/* The last store of the section is relaxed. This is a fault if the barrier comes between the check and the section. */
static void enter_fast(void)
{
	STORE(x, 1);
	membarrier_fast_path();
	if (!LOAD(y)) {
		data++;
		STORE(x, 2);
	}
}

static void enter_slowly(void)
{
	STORE(y, 1);
	membarrier_slow_path();
	if (LOAD(x) == 2)
		data++;
}

/* ---- right ---- */

static void add_locked(void)
{
	pthread_mutex_lock(&lock);
	data++;
	pthread_mutex_unlock(&lock);
}

static void expect_two(void)
{
	EXPECT(data == 2);
}

static void wait_until_ready(void)
{
	pthread_mutex_lock(&lock);
	while (!ready)
		pthread_cond_wait(&condition, &lock);
	pthread_mutex_unlock(&lock);
}

static void wait_with_limit(void)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 3600;
	pthread_mutex_lock(&lock);
	if (!ready) {
		int error = pthread_cond_timedwait(&condition, &lock, &until);

		EXPECT(error == 0 || error == ETIMEDOUT);
	}
	pthread_mutex_unlock(&lock);
}

static void sleep_long(void)
{
	struct timespec before, after;

	clock_gettime(CLOCK_MONOTONIC, &before);
	sleep(1000);
	clock_gettime(CLOCK_MONOTONIC, &after);
	EXPECT(after.tv_sec - before.tv_sec >= 1000);
}

static void write_strongly(void)
{
	atomic_store(&x, 1);
	ready = atomic_load(&y);
}

static void write_strongly_too(void)
{
	atomic_store(&y, 1);
	data = atomic_load(&x);
}

static void expect_one(void)
{
	EXPECT(ready || data);
}

static sem_t semaphore;

static void begin_at_zero(void)
{
	sem_init(&semaphore, 0, 0);
}

static void post(void)
{
	data = 1;
	sem_post(&semaphore);
}

static void wait_for_post(void)
{
	sem_wait(&semaphore);
	EXPECT(data == 1);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_data(void)
{
	data = 2;
}

static void do_once(void)
{
	pthread_once(&once, set_data);
	EXPECT(data == 2);
}

static _Thread_local int mine = 5;
static pthread_key_t key;

static void destroy(void *value)
{
	atomic_fetch_add(&x, *(int *)value);
}

static void make_key(void)
{
	pthread_key_create(&key, destroy);
}

static void use_own_data(void)
{
	EXPECT(mine == 5 && errno == 0 && !pthread_getspecific(key));
	mine = 6;
	errno = ENOENT;
	sched_yield();
	EXPECT(mine == 6 && errno == ENOENT);
	pthread_setspecific(key, &mine);
}

static void expect_destroyed(void)
{
	EXPECT(x == 12);
}

static void spin_lock(void)
{
	while (atomic_exchange_explicit(&x, 1, memory_order_acquire))
		;
	data++;
	atomic_store_explicit(&x, 0, memory_order_release);
}

static void futex_wait(void)
{
	while (atomic_load_explicit(&x, memory_order_acquire) == 0)
		syscall(SYS_futex, &x, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
	EXPECT(data == 1);
}

static void futex_wake(void)
{
	data = 1;
	atomic_store_explicit(&x, 1, memory_order_release);
	syscall(SYS_futex, &x, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;

static void read_shared(void)
{
	pthread_rwlock_rdlock(&rwlock);
	EXPECT(data == ready);
	pthread_rwlock_unlock(&rwlock);
}

static void write_alone(void)
{
	pthread_rwlock_wrlock(&rwlock);
	data++;
	ready++;
	pthread_rwlock_unlock(&rwlock);
}

static pthread_barrier_t meeting;

static void two_meet(void)
{
	pthread_barrier_init(&meeting, NULL, 2);
}

static void meet_and_read(void)
{
	pthread_barrier_wait(&meeting);
	EXPECT(data == 1);
}

static void write_and_meet(void)
{
	data = 1;
	pthread_barrier_wait(&meeting);
}

static const struct scenario scenarios[] = { { "race", NULL, { race, race }, NULL },
	                                         { "deadlock", NULL, { lock_both, lock_both_the_other_way }, NULL },
	                                         { "lost-wake-up", NULL, { wait_unless_ready, wake_without_lock }, NULL },
	                                         { "spurious", NULL, { wait_once, make_ready, add_locked }, NULL },
	                                         { "livelock", NULL, { spin_for_ever }, NULL },
	                                         { "use-after-free", allocate, { use, let_go }, NULL },
	                                         { "double-free", allocate, { let_go, let_go }, NULL },
	                                         { "unwritten", NULL, { read_unwritten }, NULL },
	                                         { "beyond", NULL, { write_beyond }, NULL },
	                                         { "null", NULL, { publish_relaxed, use_published }, NULL },
	                                         { "choose", NULL, { fail_sometimes }, NULL },
	                                         { "message", NULL, { write_x_then_y, read_y_then_x }, NULL },
	                                         { "unlock", NULL, { unlock_only }, NULL },
	                                         { "fork", NULL, { call_fork }, NULL },
	                                         { "exit", NULL, { exit_with_one }, NULL },
	                                         { "left-relaxed", NULL, { enter_fast, enter_slowly }, NULL },
	                                         { "mutex", NULL, { add_locked, add_locked }, expect_two },
	                                         { "condition", NULL, { wait_until_ready, make_ready }, NULL },
	                                         { "limit", NULL, { wait_with_limit, add_locked }, NULL },
	                                         { "sleep", NULL, { sleep_long, sleep_long }, NULL },
	                                         { "strong", NULL, { write_strongly, write_strongly_too }, expect_one },
	                                         { "semaphore", begin_at_zero, { post, wait_for_post }, NULL },
	                                         { "once", NULL, { do_once, do_once }, NULL },
	                                         { "own-data", make_key, { use_own_data, use_own_data }, expect_destroyed },
	                                         { "spin-lock", NULL, { spin_lock, spin_lock }, expect_two },
	                                         { "futex", NULL, { futex_wait, futex_wake }, NULL },
	                                         { "rwlock", NULL, { read_shared, write_alone, read_shared }, NULL },
	                                         { "meeting", two_meet, { meet_and_read, write_and_meet }, NULL },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
