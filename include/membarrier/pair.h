/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * membarrier/pair.h - the adaptive pair: a pair of fences that is asymmetric while its
 * rare side is rare.
 *
 *     hot thread                           rare thread
 *     X = 1;                               Y = 1;
 *     membarrier_pair_hot(&pair);          membarrier_pair_rare(&pair);
 *     r1 = Y;                              r2 = X;          never r1 == r2 == 0
 *
 * A pair has two modes. While it is free, the hot side is a load and a branch, and each rare
 * side makes a process-wide barrier. While it is fenced, both sides execute full fences. The
 * pair measures its rare sides and changes its mode by itself.
 *
 * The change from free to fenced (revocation) costs one process-wide barrier; the change from
 * fenced to free costs none. The proof is at the head of src/sync/pair.c.
 */
#ifndef MEMBARRIER_PAIR_H
#define MEMBARRIER_PAIR_H

#include <membarrier/thread.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ABI, not for users: when to change the mode. Hints that may be lost or stale (src/sync/policy.h). */
struct membarrier_policy_ {
	membarrier_uint64_ since; /* nanoseconds: when the last rare side began; while fenced, when last looked at */
	uint32_t rares;           /* rare sides while fenced; wraps */
	uint32_t fenced_time;     /* nanoseconds that a window of rare sides took while fenced; 0: not known */
	uint32_t free_window;     /* the same while the hot side had no fence, in the last window; 0: not known */
	uint32_t window_time;     /* nanoseconds of this window so far */
	uint32_t barrier_time;    /* nanoseconds that a process-wide barrier takes */
	int32_t credit;           /* nanoseconds that barriers may still take until they cost much */
	uint32_t retreat_left;    /* nanoseconds until the next trial */
	uint8_t in_window;        /* rare sides in this window */
	uint8_t in_credit;        /* rare sides in a row whose barriers cost little */
	uint8_t retreat;          /* from a failed trial to the next, barriers as a power of two; 0: none has failed */
	uint8_t free_next;        /* a lock's writer: what it knows already of the fences from its unlock on */
};

typedef struct {
	uint32_t mode_;
	uint32_t revoked_;            /* revocations */
	membarrier_uint64_ barriers_; /* process-wide barriers made */
	struct membarrier_policy_ policy_;
} membarrier_pair_t;

enum { MEMBARRIER_PAIR_FREE_ = 0, MEMBARRIER_PAIR_REVOKING_ = 1, MEMBARRIER_PAIR_FENCED_ = 2 };

/* For static objects and others: a pair that is fenced. Nothing needs to be destroyed. */
#define MEMBARRIER_PAIR_INIT                   \
	{                                          \
		MEMBARRIER_PAIR_FENCED_, 0, 0,         \
		{                                      \
			0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 \
		}                                      \
	}

/* ABI, not for users: what follows 4096 fenced hot sides of a thread; the rare side, compiled in the library. */
MEMBARRIER_SYNC_API void membarrier_pair_block_(membarrier_pair_t *pair);
MEMBARRIER_SYNC_API void membarrier_pair_rare_(membarrier_pair_t *pair);

/*
 * membarrier_pair_hot - between the store and the load of the side that runs often.
 *
 * Ordering:   a full fence against membarrier_pair_rare() of the same pair in other threads;
 *             no order against anything else. Always a compiler barrier.
 * Pairs with: membarrier_pair_rare().
 * Context:    any thread; async-signal-safe; never waits; a child of fork().
 * Cost:       a load of the pair and a predicted branch; a full fence too while the pair is
 *             fenced. A thread looks after every 4096 fenced hot sides whether fences still pay.
 * Errors:     none.
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_pair_hot(membarrier_pair_t *pair)
{
	struct membarrier_thread_ *self;

	/* PAIR-1: the caller's store, then this fast path, then the mode; pairs with the revoker's slow path. */
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_SIMULATED_PATH_();
	/* PAIR-2: acquire; pairs with PAIR-7, and through it with the PAIR-4 of a rare side that saw FENCED. */
	if (!MEMBARRIER_LIKELY_(__atomic_load_n(&pair->mode_, __ATOMIC_ACQUIRE) == MEMBARRIER_PAIR_FREE_)) {
		/* PAIR-3: pairs with PAIR-9. */
		MEMBARRIER_FULL_FENCE_();
		self = membarrier_self_;
		if (MEMBARRIER_LIKELY_(self->fenced != 0))
			self->fenced--;
		else
			membarrier_pair_block_(pair);
	}
	MEMBARRIER_COMPILER_BARRIER_();
	MEMBARRIER_TSAN_ORDER_();
}

/*
 * membarrier_pair_rare - between the store and the load of the side that runs rarely.
 *
 * Ordering:   a full fence against membarrier_pair_hot() and membarrier_pair_rare() of the
 *             same pair in other threads. The caller executes a full fence too.
 * Pairs with: membarrier_pair_hot(), membarrier_pair_rare(), membarrier_normal_path().
 * Context:    as membarrier_slow_path(). A child of fork() may use its parent's pair.
 * Cost:       a slow path while the pair is free; two locked operations while it is fenced.
 * Errors:     returns none; if the system refuses every sound barrier it aborts, as
 *             membarrier_slow_path().
 * Since:      0.1
 */
MEMBARRIER_INLINE_ void membarrier_pair_rare(membarrier_pair_t *pair)
{
	MEMBARRIER_TSAN_ORDER_();
	membarrier_pair_rare_(pair);
	MEMBARRIER_TSAN_ORDER_();
}

struct membarrier_pair_stats {
	size_t size;       /* in: sizeof(struct membarrier_pair_stats) */
	uint64_t barriers; /* slow paths that rare sides have run */
	uint32_t revoked;  /* revocations; wraps */
	int fenced;        /* 1: the pair is fenced now */
};

/*
 * membarrier_pair_get_stats - what the pair has done so far.
 *
 * Ordering:   none; the counts are not read at one instant.
 * Context:    any thread; async-signal-safe; never waits.
 * Cost:       three loads.
 * Returns:    0; -EINVAL if stats is NULL or stats->size is not one that a released header had.
 * Since:      0.1
 */
MEMBARRIER_SYNC_API int membarrier_pair_get_stats(const membarrier_pair_t *pair, struct membarrier_pair_stats *stats);

#ifdef __cplusplus
}
#endif

#endif /* MEMBARRIER_PAIR_H */
