/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lookup_table.h - a hash table for data that is read far more often than written, with membarrier/quiescence.h:
 * readers execute no fence, and write nothing that other threads write.
 *
 * A reader looks entries up in a section, and may use the entries that it finds until the section ends:
 *
 *     membarrier_quiescence_enter();
 *     entry = lookup_table_find(&table, key);
 *     ...
 *     membarrier_quiescence_leave();
 *
 * Entries are members of the user's objects; the table allocates nothing. When an entry was replaced or removed,
 * and no section can use it any more, the table calls its reclaim function with it.
 *
 * Any thread may read; writers wait for each other. A long section delays the reclaiming of memory, but no writer.
 */
#ifndef LOOKUP_TABLE_H
#define LOOKUP_TABLE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include <membarrier/quiescence.h>

enum { LOOKUP_BUCKETS = 256 }; /* a power of 2 */

struct lookup_entry {
	struct membarrier_retired retired;
	_Atomic(struct lookup_entry *) next;
	unsigned key;
};

struct lookup_table {
	pthread_mutex_t writers;
	membarrier_reclaim reclaim; /* gets &entry->retired */
	_Atomic(struct lookup_entry *) buckets[LOOKUP_BUCKETS];
};

#define LOOKUP_TABLE_INIT(function)                                 \
	{                                                               \
		.writers = PTHREAD_MUTEX_INITIALIZER, .reclaim = (function) \
	}

/* Returns NULL if there is no such entry. Only in a section. */
struct lookup_entry *lookup_table_find(const struct lookup_table *table, unsigned key);

/* Adds the entry, whose key is set, or replaces the entry with the same key. Also in a section. */
void lookup_table_set(struct lookup_table *table, struct lookup_entry *entry);

/* Returns false if there is no such entry. Also in a section. */
bool lookup_table_remove(struct lookup_table *table, unsigned key);

#endif
