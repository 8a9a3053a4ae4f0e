/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lookup_table.c - a read-mostly hash table with quiescence.
 *
 * The library decides when an entry may be reclaimed. The table itself needs:
 *
 *   CONTENTS  what was written into an entry before it was linked: the store that links it is a release, and
 *             each load of a link is an acquire.
 *   UNLINKED  a removed entry still points to the entries after it, for readers that are at it. If one of these
 *             is removed later, its grace period waits for those readers, because their sections began before.
 */
#include "lookup_table.h"

static unsigned bucket_of(unsigned key)
{
	return (key * 0x9e3779b1u) >> 24 & (LOOKUP_BUCKETS - 1);
}

struct lookup_entry *lookup_table_find(const struct lookup_table *table, unsigned key)
{
	const _Atomic(struct lookup_entry *) *link = &table->buckets[bucket_of(key)];
	struct lookup_entry *entry;

	/* CONTENTS: acquire. */
	while ((entry = atomic_load_explicit(link, memory_order_acquire)) && entry->key != key)
		link = &entry->next;
	return entry;
}

/* Returns the link to the entry with the key, or the last link, which is NULL. For writers. */
static _Atomic(struct lookup_entry *) *link_to(struct lookup_table *table, unsigned key)
{
	_Atomic(struct lookup_entry *) *link = &table->buckets[bucket_of(key)];
	struct lookup_entry *entry;

	while ((entry = atomic_load_explicit(link, memory_order_relaxed)) && entry->key != key)
		link = &entry->next;
	return link;
}

/* Changes the link to the old entry: now it links the new entry or, if that is NULL, the one after the old entry. */
static bool change(struct lookup_table *table, unsigned key, struct lookup_entry *entry)
{
	_Atomic(struct lookup_entry *) *link;
	struct lookup_entry *old, *next = NULL;

	pthread_mutex_lock(&table->writers);
	link = link_to(table, key);
	old = atomic_load_explicit(link, memory_order_relaxed);
	if (old)
		next = atomic_load_explicit(&old->next, memory_order_relaxed);
	if (entry)
		atomic_store_explicit(&entry->next, next, memory_order_relaxed);
	/* CONTENTS: release. */
	if (entry || old)
		atomic_store_explicit(link, entry ? entry : next, memory_order_release);
	pthread_mutex_unlock(&table->writers);
	/* Without the mutex, because it may call reclaim functions of other entries. See UNLINKED. */
	if (old)
		membarrier_quiescence_retire(&old->retired, table->reclaim);
	return old != NULL;
}

void lookup_table_set(struct lookup_table *table, struct lookup_entry *entry)
{
	change(table, entry->key, entry);
}

bool lookup_table_remove(struct lookup_table *table, unsigned key)
{
	return change(table, key, NULL);
}
