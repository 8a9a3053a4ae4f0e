/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/thread.h - the record that each thread has for the blocks of libmembarrier-sync.
 *
 * The blocks are the adaptive pair (pair.h), the read-mostly lock (rwlock.h), the event count
 * (eventcount.h), hazard pointers (hazard.h) and quiescence (quiescence.h). A thread gets its
 * record when it first uses a block, and gives it back when it ends. Records are reused, and
 * never unmapped. Most programs do not call the functions of this header.
 */
#ifndef MEMBARRIER_THREAD_H
#define MEMBARRIER_THREAD_H

#include <membarrier.h>

#if !defined(__GNUC__) && !defined(__clang__)
#error "membarrier/thread.h: expected GCC or Clang (the blocks use their atomic builtins and thread-local data)"
#endif

/*
 * MEMBARRIER_SYNC_API: a user may define it, before including this file, as the attributes of each
 * declaration. The functions of a static library or of a private copy are hidden, as the core's are, so
 * that each copy calls its own.
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
 * With initial-exec, a thread reaches its data without a call. glibc and the BSDs reserve room for a
 * few words of such data in libraries that dlopen() loads. musl reserves none, so there the compiler
 * chooses the model; code that is linked into the program still needs no call.
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

/*
 * ABI, not for users. The order of a store by which a thread overwrites its own release store: a thread that reads the
 * newer value must not miss what the older one released. On x86 every store is a release. Elsewhere the newer store
 * belongs to the release sequence of the older one (C11, C17), and all known CPUs order it so.
 */
#if defined(__x86_64__) || defined(__i386__) || defined(MEMBARRIER_TSAN_)
#define MEMBARRIER_OVERWRITE_ __ATOMIC_RELEASE
#else
#define MEMBARRIER_OVERWRITE_ __ATOMIC_RELAXED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ABI, not for users: for atomic accesses. On i386 the type by itself is aligned to 4 bytes, and Clang calls libatomic. */
typedef uint64_t membarrier_uint64_ __attribute__((aligned(8)));

/* ABI, not for users. One cache line, which only its thread writes. */
struct membarrier_thread_ {
	void *held[7];   /* read locks */
	uint32_t fenced; /* fenced hot sides that are left until the library looks whether fences still pay */
	uint32_t copy;   /* the tag of the library's copy, as in the word of a lock */
} __attribute__((aligned(64)));

/* If a thread has no record, its pointer points to one whose first slot is never free, and which no thread writes. */
#ifdef MEMBARRIER_SELF_BY_CALL_
MEMBARRIER_SYNC_API struct membarrier_thread_ **membarrier_self_at_(void);
#define membarrier_self_ (*membarrier_self_at_())
#else
extern MEMBARRIER_SYNC_API MEMBARRIER_THREAD_LOCAL_ struct membarrier_thread_ *membarrier_self_;
#endif

/*
 * ABI, not for users: what the thread shows to threads that reclaim memory, and what only the thread
 * itself uses. Another thread writes here only to put a slot that it was handed.
 */
enum { MEMBARRIER_SLOTS_ = 7, MEMBARRIER_ENTER_CALLS_ = 0x8000 };
struct membarrier_reader_ {
	void *hazard[MEMBARRIER_SLOTS_]; /* hazard.h */
	membarrier_uint64_ section;      /* quiescence.h: sections that have ended << 16 | sections the thread is in */
	uintptr_t free[MEMBARRIER_SLOTS_] __attribute__((aligned(64))); /* 1 for each slot that is not taken */
	uint32_t fenced; /* no strategy is asymmetric: every fast path is a full fence */
} __attribute__((aligned(128)));

/*
 * If a thread has no record, its pointer points to one that has no free slot and whose section word has the
 * flag MEMBARRIER_ENTER_CALLS_. With this flag a section begins by a call of the library. A record has the
 * flag too if every fast path is a full fence.
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
 * For a thread in which an allocation must not fail later. Without this call, the first use of a
 * block gets the record. If there is no memory for it, the block works without a record, but slower.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe; never waits. In a child of fork() the thread that
 *             called fork() keeps its record. Not a child of vfork(), which must not use blocks.
 * Cost:       about a microsecond, once in a thread; later calls are two loads.
 * Returns:    0, also if the thread has a record already; -ENOMEM if there is no memory for a record.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_attach(void);

/*
 * membarrier_detach - gives the calling thread's record back before the thread ends.
 *
 * The end of the thread does this too. A later use of a block gets a record again. The thread's
 * hazard slots stay taken until they are put. Its retired objects become orphans, which other
 * threads reclaim.
 *
 * Ordering:   none.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       two system calls, which hold signals back, and a few locked operations.
 * Returns:    0, also if the thread has no record; -EBUSY while the thread holds a read lock or is
 *             in a section (quiescence.h).
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_detach(void);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_THREAD_H */
