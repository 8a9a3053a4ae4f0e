/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * plain.c - accesses that are not atomic: data races.
 *
 * Two accesses of one byte race if at least one writes, at least one is plain, and neither
 * happens before the other; vector clocks show that. A cell is a word of four bytes. A word
 * that was accessed in parts also has four cells of one byte each.
 */
#define _GNU_SOURCE
#include "sim.h"

#include <string.h>
#include <sys/mman.h>

enum { CELLS = 1 << 17 };

struct last { /* accesses of one kind by each thread: how far its clock was */
	uint32_t clock[THREADS];
	const void *pc[THREADS];
};

struct cell {
	uintptr_t key; /* the address; its complement, if it stands for one byte */
	uint32_t run;
	bool split;
	uint8_t writer; /* a thread + 1: of the last plain write */
	uint32_t written;
	const void *pc;
	int object; /* its number + 1, if atomic accesses begin here */
	struct last read, atomic_read, atomic_write;
};

static struct cell *cells;

void mb_sim_plain_start(void)
{
	if (cells)
		return;
	cells = mmap(NULL, CELLS * sizeof *cells, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (cells == MAP_FAILED)
		mb_sim_stop("no memory for the simulator");
}

static struct cell *cell_of(uintptr_t key)
{
	unsigned at = (unsigned)(key * 0x9e3779b97f4a7c15ull >> 40);

	for (unsigned tries = 0; tries < CELLS; tries++, at++) {
		struct cell *cell = &cells[at % CELLS];

		if (cell->run != sim->run) {
			memset(cell, 0, sizeof *cell);
			cell->run = sim->run;
			cell->key = key;
			return cell;
		}
		if (cell->key == key)
			return cell;
	}
	mb_sim_stop("more than %d words of memory: make the test smaller", CELLS);
}

static struct cell *word_of(uintptr_t at)
{
	return cell_of(at & ~(uintptr_t)3);
}

static struct cell *byte_of(uintptr_t at)
{
	struct cell *word = word_of(at);

	if (!word->split) {
		word->split = true;
		for (unsigned i = 0; i < 4; i++) {
			struct cell *byte = cell_of(~((at & ~(uintptr_t)3) + i));
			uintptr_t key = byte->key;

			*byte = *word;
			byte->key = key;
			byte->object = 0;
		}
	}
	return cell_of(~at);
}

int *mb_sim_object_at(uintptr_t at)
{
	return at & 3 ? &byte_of(at)->object : &word_of(at)->object;
}

static void race(uintptr_t at, bool write, bool atomic, const void *pc, int other, const char *others,
                 const void *others_pc)
{
	char name[100], here[200], there[200];

	if (sim->set.races)
		return;
	mb_sim_name(at, name, sizeof name);
	mb_sim_place(pc, NULL, here, sizeof here);
	mb_sim_place(others_pc, NULL, there, sizeof there);
	mb_sim_note(write ? DID_WRITE : DID_READ, at, 0, pc);
	mb_sim_fail("data race on %s: %s%s by thread %d at %s, and %s by thread %d at %s", name, atomic ? "atomic " : "",
	            write ? "write" : "read", sim->me, here, others, other, there);
}

static void look_for(const struct last *last, const char *others, uintptr_t at, bool write, bool atomic, const void *pc)
{
	const struct view *now = &me()->now;

	for (int u = 0; u < sim->threads; u++)
		if (u != sim->me && last->clock[u] > now->clock[u])
			race(at, write, atomic, pc, u, others, last->pc[u]);
}

static void put(struct last *last, const void *pc)
{
	/* One more than its clock when others last acquired from it: they do not know what it did after that. */
	last->clock[sim->me] = me()->now.clock[sim->me];
	last->pc[sim->me] = pc;
}

static void access_cell(struct cell *cell, uintptr_t at, bool write, const void *pc)
{
	struct thread *t = me();

	if (cell->writer && cell->writer - 1 != sim->me && cell->written > t->now.clock[cell->writer - 1])
		race(at, write, false, pc, cell->writer - 1, "write", cell->pc);
	look_for(&cell->atomic_write, "atomic write", at, write, false, pc);
	if (!write) {
		put(&cell->read, pc);
		return;
	}
	look_for(&cell->read, "read", at, write, false, pc);
	look_for(&cell->atomic_read, "atomic read", at, write, false, pc);
	/* It comes after all these: an access that races with them races with it. */
	memset(&cell->read, 0, sizeof cell->read);
	memset(&cell->atomic_read, 0, sizeof cell->atomic_read);
	memset(&cell->atomic_write, 0, sizeof cell->atomic_write);
	cell->writer = (uint8_t)(sim->me + 1);
	cell->written = t->now.clock[sim->me];
	cell->pc = pc;
	if (cell->object)
		sim->object[cell->object - 1].stale = true;
}

static void access_atomic(struct cell *cell, uintptr_t at, bool write, const void *pc)
{
	if (cell->writer && cell->writer - 1 != sim->me && cell->written > me()->now.clock[cell->writer - 1])
		race(at, write, true, pc, cell->writer - 1, "plain write", cell->pc);
	if (write)
		look_for(&cell->read, "plain read", at, write, true, pc);
	put(write ? &cell->atomic_write : &cell->atomic_read, pc);
}

/* All cells of the bytes from `at` on. */
static void each_cell(void (*access)(struct cell *, uintptr_t, bool, const void *), uintptr_t at, size_t size,
                      bool write, const void *pc)
{
	uintptr_t end = at + size;

	while (at < end) {
		if (!(at & 3) && end - at >= 4 && !word_of(at)->split) {
			access(word_of(at), at, write, pc);
			at += 4;
			continue;
		}
		access(byte_of(at), at, write, pc);
		if (write && !(at & 3) && word_of(at)->object)
			sim->object[word_of(at)->object - 1].stale |= access == access_cell;
		at++;
	}
}

void mb_sim_plain(uintptr_t at, size_t size, bool write, const void *pc)
{
	if (!sim || !sim->running || size == 0)
		return;
	/* A thread may be fenced between its last atomic access and this one. */
	mb_sim_maybe_cut();
	mb_sim_heap_check(at, size, write, pc);
	each_cell(access_cell, at, size, write, pc);
}

void mb_sim_plain_with_atomic(uintptr_t at, int size, bool write, const void *pc)
{
	each_cell(access_atomic, at, (size_t)size, write, pc);
}
