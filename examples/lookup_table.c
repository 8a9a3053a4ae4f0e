/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lookup_table.c - a read-mostly hash table on quiescence.
 *
 * The library settles when an entry may be reclaimed. What is left to the table:
 *
 *   CONTENTS  what was written into an entry before it was linked: the store that links it is a release, and
 *             each load of a link is an acquire.
 *   UNLINKED  an entry that was taken out still points to those that came after it, for the readers that are
 *             at it. What these are unlinked by comes later: a section that can be at the entry began before
 *             their grace period, which waits for it.
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

/* The link to the entry with the key, or the last one, which is NULL. For writers. */
static _Atomic(struct lookup_entry *) *link_to(struct lookup_table *table, unsigned key)
{
	_Atomic(struct lookup_entry *) *link = &table->buckets[bucket_of(key)];
	struct lookup_entry *entry;

	while ((entry = atomic_load_explicit(link, memory_order_relaxed)) && entry->key != key)
		link = &entry->next;
	return link;
}

/* Changes the link to the old entry, so that it goes to the new one or, if that is NULL, past the old one. */
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
	/* Outside of the mutex: it may call the reclaim function of others. See UNLINKED. */
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
