/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * quiescence.c - grace periods: one barrier, and then a wait for each record that shows a section.
 *
 * Scenario GRACE. A record's word is: sections that have ended << 16 | sections that its thread is in.
 *
 *   reader                                thread that waits
 *   word + 1                              ticket; a barrier; passed          GRACE-6
 *   fast path              GRACE-1        word shows a section ? (acquire)   GRACE-3
 *   looks at the data                       wait until it has ended: the upper part has changed
 *   word, one more ended (release) GRACE-2
 *
 * If a section began before the barrier, the thread that waits sees it. If a section began after the barrier, it sees
 * what preceded the ticket. The thread that waits may also see a newer section. It need not wait for that one, but
 * may. If a signal handler's section interrupts the beginning of another section, the upper part of the word may
 * come back once; then both count as one section.
 *
 * All threads without a record count their sections in one word, by read-modify-writes and a full fence (GRACE-4).
 */
#define MEMBARRIER_SYNC_BUILDING_ 1
#include "retired.h"

#include <errno.h>

#include "atomics.h"
#include "backoff.h"
#include "port.h"
#include "thread.h"

enum { TICKET, RECORDS, UNRECORDED, OVER };

static uint32_t unrecorded;                                  /* sections of threads without a record */
static MEMBARRIER_THREAD_LOCAL_ uint32_t unrecorded_of_mine; /* of these, the calling thread's */

void membarrier_quiescence_enter_(void)
{
	if (!membarrier_attach()) {
		struct membarrier_reader_ *self = membarrier_reader_self_;

		/* GRACE-10: as GRACE-9. */
		store_release(&self->section, load_relaxed(&self->section) + 1);
		/* GRACE-1; a full fence if no asymmetric strategy is in use. */
		membarrier_reader_fast_path_(self->fenced);
		return;
	}
	unrecorded_of_mine++;
	__atomic_fetch_add(&unrecorded, 1, __ATOMIC_RELAXED);
	/* GRACE-4: pairs with GRACE-6. */
	membarrier_normal_path();
}

void membarrier_quiescence_leave_(void)
{
	struct membarrier_reader_ *self = membarrier_reader_self_;
	uint64_t section = load_relaxed(&self->section);

	if (section & MEMBARRIER_SECTIONS_MASK_) {
		tell_released(&self->section);
		/* GRACE-11: as GRACE-9. The outer section goes on. */
		store_release(&self->section, section - 1);
		return;
	}
	if (!unrecorded_of_mine)
		return;
	unrecorded_of_mine--;
	tell_released(&unrecorded);
	/* GRACE-7: release; pairs with GRACE-8. */
	__atomic_fetch_sub(&unrecorded, 1, __ATOMIC_RELEASE);
}

bool mb_sync_in_section(void)
{
	return unrecorded_of_mine || (load_relaxed(&membarrier_reader_self_->section) & MEMBARRIER_SECTIONS_MASK_);
}

void membarrier_quiescence_start(membarrier_grace_t *grace)
{
	grace->state_ = TICKET;
	grace->ticket_ = membarrier_ticket();
}

static bool window_is_over(membarrier_grace_t *grace, uint32_t records)
{
	bool over = true;

	for (uint32_t i = 0; i < records; i++) {
		const membarrier_uint64_ *word = &mb_sync_thread_reader(grace->next_ + i)->section;
		/* GRACE-3: acquire; pairs with GRACE-2. */
		uint64_t section = load_acquire(word);

		tell_acquired(word);
		if (!grace->open_)
			grace->seen_[i] = section & MEMBARRIER_SECTIONS_MASK_ ? section : 0;
		else if (grace->seen_[i] && section >> 16 != grace->seen_[i] >> 16)
			grace->seen_[i] = 0;
		over = over && !grace->seen_[i];
	}
	grace->open_ = !over;
	return over;
}

static bool records_are_over(membarrier_grace_t *grace)
{
	while (grace->next_ < grace->count_) {
		uint32_t left = grace->count_ - grace->next_;
		uint32_t records = left < MEMBARRIER_GRACE_WINDOW_ ? left : (uint32_t)MEMBARRIER_GRACE_WINDOW_;

		if (!window_is_over(grace, records))
			return false;
		grace->next_ += records;
	}
	return true;
}

bool membarrier_quiescence_poll(membarrier_grace_t *grace)
{
	if (grace->state_ == TICKET) {
		/* GRACE-6: the barrier pairs with GRACE-1. */
		if (!membarrier_ticket_passed(grace->ticket_))
			return false;
		grace->state_ = RECORDS;
		grace->next_ = grace->open_ = 0;
		/* Read after the barrier, so that each section that the barrier found is in one of these records. */
		grace->count_ = mb_sync_thread_count();
	}
	if (grace->state_ == RECORDS && records_are_over(grace))
		grace->state_ = UNRECORDED;
	/* GRACE-8: acquire; pairs with GRACE-7. */
	if (grace->state_ == UNRECORDED && !load_acquire(&unrecorded)) {
		tell_acquired(&unrecorded);
		grace->state_ = OVER;
	}
	return grace->state_ == OVER;
}

int membarrier_quiescence_wait(membarrier_grace_t *grace)
{
	unsigned times = 0;

	if (mb_sync_in_section())
		return -EDEADLK;
	if (grace->state_ == TICKET)
		membarrier_ticket_wait(grace->ticket_);
	while (!membarrier_quiescence_poll(grace))
		mb_sync_back_off(&times);
	return 0;
}

int membarrier_quiescence_synchronize(void)
{
	membarrier_grace_t grace;

	membarrier_quiescence_start(&grace);
	return membarrier_quiescence_wait(&grace);
}
