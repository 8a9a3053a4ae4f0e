/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* rwlock_hostile.c - threads that end, are cancelled or jump while they hold locks; fork(); 10,000 records. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <membarrier/rwlock.h>

#include "test.h"

static membarrier_rwlock_t locks[] = { MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT,
	                                   MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT, MEMBARRIER_RWLOCK_INIT };
static membarrier_rwlock_t *lock = locks; /* each test has its own, because that of the first stays locked */

static int write_within_ms(long milliseconds)
{
	struct timespec time;
	int error;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_sec += milliseconds / 1000;
	time.tv_nsec += milliseconds % 1000 * 1000000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	error = membarrier_rwlock_timedwrlock(lock, &time);
	if (!error)
		membarrier_rwlock_wrunlock(lock);
	return error;
}

static void start(pthread_t *thread, void *(*run)(void *), void *argument)
{
	pthread_attr_t small;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 128 * 1024);
	CHECK(pthread_create(thread, &small, run, argument) == 0, "no thread");
	pthread_attr_destroy(&small);
}

static void *end_inside(void *unlocks)
{
	CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
	if (unlocks)
		membarrier_rwlock_rdunlock(lock);
	return NULL;
}

static void a_thread_that_ends_keeps_its_read_lock(void)
{
	pthread_t thread;

	start(&thread, end_inside, lock);
	pthread_join(thread, NULL);
	CHECK(write_within_ms(10000) == 0, "a thread that unlocked has left a lock");
	start(&thread, end_inside, NULL);
	pthread_join(thread, NULL);
	CHECK(write_within_ms(20) == -ETIMEDOUT, "a thread that ended inside has lost its lock");
}

/* ---- cancellation --------------------------------------------------------------- */

static atomic_bool inside;

static void unlock(void *of)
{
	membarrier_rwlock_rdunlock(of);
}

static void *wait_inside(void *unused)
{
	(void)unused;
	CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
	pthread_cleanup_push(unlock, lock);
	atomic_store(&inside, true);
	for (;;)
		pause();
	pthread_cleanup_pop(1);
	return NULL;
}

static void *wait_for_lock(void *unused)
{
	(void)unused;
	atomic_store(&inside, true);
	CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
	membarrier_rwlock_rdunlock(lock);
	CHECK(membarrier_rwlock_wrlock(lock) == 0, "not locked");
	membarrier_rwlock_wrunlock(lock);
	pthread_testcancel();
	return lock;
}

static void cancel_once_inside(pthread_t thread)
{
	while (!atomic_load(&inside))
		sched_yield();
	pthread_cancel(thread);
}

static void cancelled_threads(void)
{
	pthread_t thread;
	void *result;

	lock++;
	atomic_store(&inside, false);
	start(&thread, wait_inside, NULL);
	cancel_once_inside(thread);
	pthread_join(thread, &result);
	CHECK(result == PTHREAD_CANCELED && write_within_ms(10000) == 0, "a cleanup handler does not unlock");

	/* No lock function is a cancellation point, so the thread has come this far. */
	atomic_store(&inside, false);
	CHECK(membarrier_rwlock_wrlock(lock) == 0, "not locked");
	start(&thread, wait_for_lock, NULL);
	cancel_once_inside(thread);
	nanosleep(&(struct timespec){ 0, 20 * 1000 * 1000 }, NULL);
	membarrier_rwlock_wrunlock(lock);
	pthread_join(thread, &result);
	CHECK(result == PTHREAD_CANCELED && write_within_ms(10000) == 0, "a thread cancelled in a lock function left a lock");
}

/* ---- longjmp() --------------------------------------------------------------------- */

static sigjmp_buf back;

static void jump(int signal)
{
	siglongjmp(back, signal);
}

/* The read lock stays locked after the jump, as after any goto. */
static void jumping_out_of_a_section(void)
{
	struct sigaction action = { .sa_handler = jump };
	volatile int round;

	lock++;
	sigaction(SIGUSR1, &action, NULL);
	for (round = 0; round < 20; round++) {
		if (sigsetjmp(back, 1) == 0) {
			CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
			raise(SIGUSR1);
		}
		CHECK(membarrier_rwlock_trywrlock(lock) == -EDEADLK, "a jump has unlocked");
		membarrier_rwlock_rdunlock(lock);
		CHECK(write_within_ms(10000) == 0, "not unlocked after a jump");
	}
}

/* ---- fork() ---------------------------------------------------------------------------- */

static atomic_bool stop;

static void *read_on(void *unused)
{
	(void)unused;
	while (!atomic_load(&stop)) {
		CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
		membarrier_rwlock_rdunlock(lock);
	}
	return NULL;
}

static void *write_on(void *unused)
{
	(void)unused;
	while (!atomic_load(&stop)) {
		CHECK(membarrier_rwlock_wrlock(lock) == 0, "not locked");
		membarrier_rwlock_wrunlock(lock);
		sched_yield();
	}
	return NULL;
}

/* The child's thread holds the write lock, so it stays locked, and no other writer gets in. */
static void fork_as_writer(void)
{
	int status;
	pid_t pid;

	CHECK(membarrier_rwlock_wrlock(lock) == 0, "not locked");
	pid = fork();
	CHECK(pid >= 0, "fork() fails");
	if (pid == 0) {
		membarrier_rwlock_wrunlock(lock);
		CHECK(membarrier_rwlock_rdlock(lock) == 0, "a reader of the parent's is in the child");
		membarrier_rwlock_rdunlock(lock);
		CHECK(write_within_ms(10000) == 0, "a thread that the child does not have holds the lock");
		_exit(0);
	}
	membarrier_rwlock_wrunlock(lock);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0, "child: wait status %#x", (unsigned)status);
}

static void forks_among_readers_and_writers(void)
{
	pthread_t reader, writer;

	lock++;
	start(&reader, read_on, NULL);
	start(&writer, write_on, NULL);
	fflush(stdout);
	for (int i = 0; i < 30; i++)
		fork_as_writer();
	atomic_store(&stop, true);
	pthread_join(reader, NULL);
	pthread_join(writer, NULL);
}

/* ---- a reader that is stopped; many records ------------------------------------------------ */

static void *write_once(void *unused)
{
	(void)unused;
	CHECK(membarrier_rwlock_wrlock(lock) == 0, "not locked");
	membarrier_rwlock_wrunlock(lock);
	return NULL;
}

static void a_writer_sleeps_while_a_reader_is_stopped(void)
{
	pthread_t writer;

	lock++;
	CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
	start(&writer, write_once, NULL);
	while (!(__atomic_load_n(&lock->word_, __ATOMIC_RELAXED) & MEMBARRIER_RWLOCK_WSLEEP_))
		sched_yield();
	nanosleep(&(struct timespec){ 1, 500 * 1000 * 1000 }, NULL);
	CHECK(membarrier_rwlock_waiting(lock), "the writer is in beside a reader");
	membarrier_rwlock_rdunlock(lock);
	pthread_join(writer, NULL);
}

static membarrier_rwlock_t other = MEMBARRIER_RWLOCK_INIT;

static void *leave_record(void *unused)
{
	(void)unused;
	CHECK(membarrier_rwlock_rdlock(&other) == 0, "not locked");
	return NULL;
}

static void ten_thousand_records(void)
{
	lock++;
	for (int i = 0; i < 10000; i++) {
		pthread_t thread;

		start(&thread, leave_record, NULL);
		pthread_join(thread, NULL);
	}
	CHECK(membarrier_rwlock_rdlock(lock) == 0, "not locked");
	membarrier_rwlock_rdunlock(lock);
	CHECK(write_within_ms(10000) == 0, "locked by no thread");
	CHECK(membarrier_rwlock_trywrlock(&other) == -EBUSY, "10,000 read locks are lost");
}

int main(void)
{
	a_thread_that_ends_keeps_its_read_lock();
	cancelled_threads();
	jumping_out_of_a_section();
	forks_among_readers_and_writers();
	a_writer_sleeps_while_a_reader_is_stopped();
	ten_thousand_records();
	return 0;
}
