/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* reclaim_codegen.c - each hot side of hazard pointers and of quiescence in a function, for reclaim_codegen.sh. */
#include <membarrier/quiescence.h>

void *protect(membarrier_hazard_slot_t *slot, void *const *source);
void *try_protect(membarrier_hazard_slot_t *slot, void *seen, void *const *source);
void set(membarrier_hazard_slot_t *slot, void *object);
void clear(membarrier_hazard_slot_t *slot);
void *get(void);
void put(membarrier_hazard_slot_t *slot);
void enter(void);
void leave(void);
int use(membarrier_hazard_slot_t *slot, int *const *source);
int section(int *const *source);
void *protect_fenced(membarrier_hazard_slot_t *slot, void *const *source);
void *protect_release(membarrier_hazard_slot_t *slot, void *const *source);

void *protect(membarrier_hazard_slot_t *slot, void *const *source)
{
	return membarrier_hazard_protect(slot, source);
}

void *try_protect(membarrier_hazard_slot_t *slot, void *seen, void *const *source)
{
	return membarrier_hazard_try_protect(slot, &seen, source) ? seen : (void *)0;
}

void set(membarrier_hazard_slot_t *slot, void *object)
{
	membarrier_hazard_set(slot, object);
}

void clear(membarrier_hazard_slot_t *slot)
{
	membarrier_hazard_clear(slot);
}

void *get(void)
{
	return membarrier_hazard_get();
}

void put(membarrier_hazard_slot_t *slot)
{
	membarrier_hazard_put(slot);
}

void enter(void)
{
	membarrier_quiescence_enter();
}

void leave(void)
{
	membarrier_quiescence_leave();
}

/* Whole uses. */
int use(membarrier_hazard_slot_t *slot, int *const *source)
{
	int value = *(volatile int *)membarrier_hazard_protect(slot, source);

	membarrier_hazard_clear(slot);
	return value;
}

int section(int *const *source)
{
	int value;

	membarrier_quiescence_enter();
	value = *(volatile int *)__atomic_load_n(source, __ATOMIC_ACQUIRE);
	membarrier_quiescence_leave();
	return value;
}

/* The controls: a fence; and on AArch64 instructions that act as a fence. */
void *protect_fenced(membarrier_hazard_slot_t *slot, void *const *source)
{
	void *seen = __atomic_load_n(source, __ATOMIC_RELAXED);

	__atomic_store_n(membarrier_hazard_at_(slot), seen, __ATOMIC_RELAXED);
	membarrier_normal_path();
	return seen == __atomic_load_n(source, __ATOMIC_ACQUIRE) ? seen : (void *)0;
}

void *protect_release(membarrier_hazard_slot_t *slot, void *const *source)
{
	void *seen = __atomic_load_n(source, __ATOMIC_RELAXED);

	__atomic_store_n(membarrier_hazard_at_(slot), seen, __ATOMIC_RELEASE);
	__asm__ __volatile__("" ::: "memory");
	return seen == __atomic_load_n(source, __ATOMIC_ACQUIRE) ? seen : (void *)0;
}
