/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/thread.h - the record that each thread has for the blocks of libmembarrier-sync.
 *
 * A block is an adaptive pair, a lock, and so on: the other headers of this folder. A
 * thread gets its record when it first uses a block, and gives it back when it ends.
 * Records are reused, and never unmapped. Most programs need nothing of this header.
 */
#ifndef MEMBARRIER_THREAD_H
#define MEMBARRIER_THREAD_H

#include <membarrier.h>

#if !defined(__GNUC__) && !defined(__clang__)
#error "membarrier/thread.h: expected GCC or Clang (the blocks use their atomic builtins and thread-local data)"
#endif

/*
 * MEMBARRIER_SYNC_API: the attributes of each declaration, instead of this file's choice. As the core's
 * functions, those of a static library or of a private copy are hidden: each copy is one of its own.
 */
#if defined(MEMBARRIER_SYNC_API)
#elif defined(_WIN32) && defined(MEMBARRIER_SHARED)
#if defined(MEMBARRIER_SYNC_BUILDING_)
#define MEMBARRIER_SYNC_API __declspec(dllexport)
#else
#define MEMBARRIER_SYNC_API __declspec(dllimport)
#endif
#elif defined(__ELF__) || defined(__MACH__)
#if defined(MEMBARRIER_SYNC_BUILDING_) && !defined(MEMBARRIER_SHARED)
#define MEMBARRIER_SYNC_API __attribute__((visibility("hidden")))
#else
#define MEMBARRIER_SYNC_API __attribute__((visibility("default")))
#endif
#else
#define MEMBARRIER_SYNC_API
#endif

/*
 * glibc and the BSDs keep room for a few words of initial-exec data in a library that
 * dlopen() loads, and reach it without a call. musl keeps none; there the compiler
 * chooses, and a program of its own still needs no call.
 */
#if defined(__GLIBC__) || defined(__FreeBSD__)
#define MEMBARRIER_THREAD_LOCAL_ __thread __attribute__((tls_model("initial-exec")))
#else
#define MEMBARRIER_THREAD_LOCAL_ __thread
#endif

/* A DLL exports no thread-local data. */
#if defined(_WIN32)
#define MEMBARRIER_SELF_BY_CALL_ 1
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ABI, not for users. One cache line; the thread alone writes it. */
struct membarrier_thread_ {
	void *held[7];   /* read locks */
	uint32_t fenced; /* fenced passes until the library looks whether fences still pay */
	uint32_t copy;   /* which copy of the library the record belongs to; a lock says the same */
} __attribute__((aligned(64)));

/* A thread without a record points at one whose first slot is never free, and that nothing writes. */
#ifdef MEMBARRIER_SELF_BY_CALL_
MEMBARRIER_SYNC_API struct membarrier_thread_ **membarrier_self_at_(void);
#define membarrier_self_ (*membarrier_self_at_())
#else
extern MEMBARRIER_SYNC_API MEMBARRIER_THREAD_LOCAL_ struct membarrier_thread_ *membarrier_self_;
#endif

/*
 * ABI, not for users: what the thread shows to those that reclaim memory, and beside it what it
 * alone uses. The other threads that may write here are those that a slot was handed to.
 */
enum { MEMBARRIER_SLOTS_ = 7, MEMBARRIER_ENTER_CALLS_ = 0x8000 };
struct membarrier_reader_ {
	void *hazard[MEMBARRIER_SLOTS_]; /* hazard.h */
	uint64_t section;                /* quiescence.h: sections that have ended << 16 | sections the thread is in */
	uint8_t free[8] __attribute__((aligned(64))); /* 1 for each slot that is not taken */
	uint32_t fenced;                              /* no strategy is asymmetric: every fast path is a full fence */
} __attribute__((aligned(128)));

/*
 * A thread without a record points at one that has no free slot, and in its section MEMBARRIER_ENTER_CALLS_:
 * a section's beginning is a call. It is one too where every fast path is a full fence.
 */
#ifdef MEMBARRIER_SELF_BY_CALL_
MEMBARRIER_SYNC_API struct membarrier_reader_ **membarrier_reader_self_at_(void);
#define membarrier_reader_self_ (*membarrier_reader_self_at_())
#else
extern MEMBARRIER_SYNC_API MEMBARRIER_THREAD_LOCAL_ struct membarrier_reader_ *membarrier_reader_self_;
#endif

/*
 * membarrier_attach - gets the calling thread's record now.
 *
 * For a thread that must not meet a want of memory later. Without it the first use of
 * a block attaches, and a block that can have no record works slower.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe. In a child of fork() the thread that forked
 *             keeps its record.
 * Cost:       about a microsecond, once in a thread; then two loads.
 * Errors:     -ENOMEM.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_attach(void);

/*
 * membarrier_detach - gives the calling thread's record back before the thread ends.
 *
 * The end of the thread does it too. A later use of a block attaches again. Hazard slots stay
 * taken until they are put; what the thread had retired passes to the threads that go on.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe.
 * Errors:     -EBUSY while the thread holds a read lock or is in a section (quiescence.h).
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_detach(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_THREAD_H */
