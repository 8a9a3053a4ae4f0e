/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * heap.c - malloc() and free() of the simulated program. Every address is a function of the
 * thread and of what it allocated before, so that executions can be repeated. Freed memory is
 * remembered, so that its use is found. Each execution begins with the same heap.
 *
 * Memory that libraries allocate for themselves comes from the C library: it must last from
 * one execution to the next.
 */
#define _GNU_SOURCE
#include "sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SIZE = 1 << 23, GRANULE = 16, BLOCKS = 1 << 16 };

struct block {
	uint32_t begin, size; /* in the arena */
	bool freed;
	uint8_t freed_by;
	const void *allocated_at, *freed_at;
};

static struct arena { /* of one thread; the first also of what runs before main() */
	char *memory;
	uint32_t used, blocks;
	uint32_t *block_at; /* number + 1, for each granule */
	struct block *block;
} * arenas;
static char *all, *kept;
static struct arena kept_arena;
static struct block *kept_blocks;

static void *map(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (at == MAP_FAILED)
		abort();
	return at;
}

static void begin(void)
{
	arenas = map(THREADS * sizeof *arenas);
	all = map((size_t)THREADS * SIZE);
	for (int i = 0; i < THREADS; i++) {
		arenas[i].memory = all + (size_t)i * SIZE;
		arenas[i].block_at = map(SIZE / GRANULE * sizeof(uint32_t));
		arenas[i].block = map(BLOCKS * sizeof(struct block));
	}
}

/* What the program allocated before main() is there in every execution, as it is now. */
void mb_sim_heap_keep(void)
{
	if (!arenas)
		begin();
	kept_arena = arenas[0];
	kept = map(kept_arena.used + 1);
	kept_blocks = map(kept_arena.blocks * sizeof *kept_blocks + 1);
	memcpy(kept, arenas[0].memory, kept_arena.used);
	memcpy(kept_blocks, arenas[0].block, kept_arena.blocks * sizeof *kept_blocks);
}

void mb_sim_heap_start(void)
{
	for (int i = 0; i < THREADS; i++) {
		struct arena *a = &arenas[i];
		uint32_t from = i ? 0 : kept_arena.used;

		if (a->used > from)
			memset(a->block_at + from / GRANULE, 0, (a->used - from) / GRANULE * sizeof *a->block_at);
		a->used = from;
		a->blocks = i ? 0 : kept_arena.blocks;
	}
	memcpy(arenas[0].memory, kept, kept_arena.used);
	memcpy(arenas[0].block, kept_blocks, kept_arena.blocks * sizeof *kept_blocks);
}

static struct block *block_of(uintptr_t at, struct arena **arena)
{
	uintptr_t offset = at - (uintptr_t)all;
	uint32_t number;

	if (!arenas || at < (uintptr_t)all || offset >= (uintptr_t)THREADS * SIZE)
		return NULL;
	*arena = &arenas[offset / SIZE];
	number = (*arena)->block_at[offset % SIZE / GRANULE];
	return number ? &(*arena)->block[number - 1] : NULL;
}

static bool is_mine(const void *at)
{
	return all && (const char *)at >= all && (const char *)at < all + (size_t)THREADS * SIZE;
}

/* Memory that no thread has written yet. */
static unsigned char unwritten(uintptr_t at)
{
	return (unsigned char)(0xa5 ^ at * 0x9d);
}

static void *allocate(size_t size, size_t alignment, const void *pc)
{
	bool running = sim && sim->running;
	struct arena *a;
	struct block *block;
	size_t begin_at;

	if (!arenas)
		begin();
	a = &arenas[running ? sim->me : 0];
	if (alignment < GRANULE)
		alignment = GRANULE;
	begin_at = (a->used + alignment - 1) & ~(alignment - 1);
	if (size > SIZE / 2 || begin_at + size + (size_t)2 * GRANULE > SIZE || a->blocks == BLOCKS)
		mb_sim_stop("more than %d bytes or %d pieces of memory from malloc(): make the test smaller", SIZE, BLOCKS);
	block = &a->block[a->blocks++];
	*block = (struct block){ (uint32_t)begin_at, (uint32_t)size, false, 0, pc, NULL };
	/* The granule after it belongs to no block. */
	for (size_t at = begin_at; at < begin_at + (size ? size : 1); at += GRANULE)
		a->block_at[at / GRANULE] = a->blocks;
	a->used = (uint32_t)((begin_at + size + (size_t)2 * GRANULE) & ~(size_t)(GRANULE - 1));
	if (running)
		for (size_t i = 0; i < size; i++)
			a->memory[begin_at + i] = (char)unwritten((uintptr_t)a->memory + begin_at + i);
	return a->memory + begin_at;
}

static void release(void *at, const void *pc)
{
	struct arena *arena;
	struct block *block = block_of((uintptr_t)at, &arena);
	char place[200];

	if (!sim || !sim->running) {
		if (block)
			block->freed = true;
		return;
	}
	if (!block || arena->memory + block->begin != at)
		mb_sim_fail("free() of what malloc() did not return");
	if (block->freed) {
		mb_sim_place(block->freed_at, NULL, place, sizeof place);
		mb_sim_fail("double free: it was freed by thread %d at %s before", block->freed_by, place);
	}
	mb_sim_plain((uintptr_t)at, block->size, true, pc);
	mb_sim_note(DID_FREE, (uintptr_t)at, block->size, pc);
	block->freed = true;
	block->freed_by = (uint8_t)sim->me;
	block->freed_at = pc;
}

enum { FIRST_PAGE = 4096 }; /* no program has anything below: a null pointer, or a member of what one points to */

void mb_sim_heap_check(uintptr_t at, size_t size, bool write, const void *pc)
{
	struct arena *arena;
	struct block *block;
	char here[200], there[200];
	size_t same = 0;

	if (at < FIRST_PAGE) {
		mb_sim_place(pc, NULL, here, sizeof here);
		mb_sim_note(write ? DID_WRITE : DID_READ, at, 0, pc);
		mb_sim_fail("null pointer: %s by thread %d at %s", write ? "write" : "read", sim->me, here);
	}
	if (!is_mine((const void *)at))
		return;
	block = block_of(at, &arena);
	mb_sim_place(NULL, NULL, here, 0);
	if (!block || at + size > (uintptr_t)arena->memory + block->begin + block->size) {
		mb_sim_place(pc, NULL, here, sizeof here);
		mb_sim_fail("%s outside of what malloc() returned, by thread %d at %s", write ? "write" : "read", sim->me, here);
	}
	if (block->freed) {
		mb_sim_place(pc, NULL, here, sizeof here);
		mb_sim_place(block->freed_at, NULL, there, sizeof there);
		mb_sim_note(write ? DID_WRITE : DID_READ, at, 0, pc);
		mb_sim_fail("use after free: %s by thread %d at %s; freed by thread %d at %s", write ? "write" : "read",
		            sim->me, here, block->freed_by, there);
	}
	if (write)
		return;
	while (same < size && ((const unsigned char *)at)[same] == unwritten(at + same))
		same++;
	if (same == size && size > 1) {
		mb_sim_place(pc, NULL, here, sizeof here);
		mb_sim_fail("uninitialised memory is read by thread %d at %s", sim->me, here);
	}
}

bool mb_sim_heap_name(uintptr_t at, char *text, size_t size)
{
	struct arena *arena;
	struct block *block = block_of(at, &arena);
	char place[200];

	if (!block)
		return false;
	mb_sim_place(block->allocated_at, NULL, place, sizeof place);
	snprintf(text, size, "[%s]+%zu", place, (size_t)(at - (uintptr_t)arena->memory - block->begin));
	return true;
}

/* ---- what programs call ---- */

#define FROM_LIBRARY(...)                                          \
	do {                                                           \
		if (!mb_sim_in_program(CALLER()) || (sim && sim->set.off)) \
			return __VA_ARGS__;                                    \
	} while (0)

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t),
	*__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

void *malloc(size_t size)
{
	FROM_LIBRARY(__libc_malloc(size));
	return allocate(size, GRANULE, CALLER());
}

static void *zeroed(size_t count, size_t size, const void *pc)
{
	void *at;

	if (size && count > SIZE / size)
		mb_sim_stop("more than %d bytes from calloc(): make the test smaller", SIZE);
	at = allocate(count * size, GRANULE, pc);
	memset(at, 0, count * size);
	mb_sim_plain((uintptr_t)at, count * size, true, pc);
	return at;
}

void *calloc(size_t count, size_t size)
{
	FROM_LIBRARY(__libc_calloc(count, size));
	return zeroed(count, size, CALLER());
}

void free(void *at)
{
	if (at && is_mine(at))
		release(at, CALLER());
	else
		__libc_free(at);
}

void *realloc(void *at, size_t size)
{
	struct arena *arena;
	struct block *block;
	void *new;

	if (!is_mine(at)) {
		if (at || !mb_sim_in_program(CALLER()))
			return __libc_realloc(at, size);
		return allocate(size, GRANULE, CALLER());
	}
	block = block_of((uintptr_t)at, &arena);
	new = allocate(size, GRANULE, CALLER());
	if (block)
		memcpy(new, at, block->size < size ? block->size : size);
	mb_sim_plain((uintptr_t) new, size, true, CALLER());
	release(at, CALLER());
	return new;
}

void *aligned_alloc(size_t alignment, size_t size)
{
	FROM_LIBRARY(__libc_memalign(alignment, size));
	return allocate(size, alignment, CALLER());
}

int posix_memalign(void **to, size_t alignment, size_t size)
{
	if (!mb_sim_in_program(CALLER()))
		*to = __libc_memalign(alignment, size);
	else
		*to = allocate(size, alignment, CALLER());
	return *to ? 0 : ENOMEM;
}

/* C++: operator new and delete, under the names that the Itanium ABI gives them. */
#define NEW(name)                                 \
	void *name(size_t size);                      \
	void *name(size_t size)                       \
	{                                             \
		FROM_LIBRARY(__libc_malloc(size));        \
		return allocate(size, GRANULE, CALLER()); \
	}
#define NEW_ALIGNED(name)                               \
	void *name(size_t size, size_t alignment);          \
	void *name(size_t size, size_t alignment)           \
	{                                                   \
		FROM_LIBRARY(__libc_memalign(alignment, size)); \
		return allocate(size, alignment, CALLER());     \
	}
#define DELETE(name)               \
	void name(void *at);           \
	void name(void *at)            \
	{                              \
		if (at && is_mine(at))     \
			release(at, CALLER()); \
		else                       \
			__libc_free(at);       \
	}
NEW(_Znwm)
NEW(_Znam)
NEW(_ZnwmRKSt9nothrow_t)
NEW(_ZnamRKSt9nothrow_t)
NEW_ALIGNED(_ZnwmSt11align_val_t)
NEW_ALIGNED(_ZnamSt11align_val_t)
DELETE(_ZdlPv)
DELETE(_ZdaPv)
DELETE(_ZdlPvm)
DELETE(_ZdaPvm)
DELETE(_ZdlPvSt11align_val_t)
DELETE(_ZdaPvSt11align_val_t)
DELETE(_ZdlPvmSt11align_val_t)
DELETE(_ZdaPvmSt11align_val_t)
