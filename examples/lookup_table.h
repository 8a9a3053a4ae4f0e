/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * lookup_table.h - a hash table that is read far more often than written, on membarrier/quiescence.h:
 * readers run no fence and write nothing that they share.
 *
 * A reader looks entries up within a section, and may use all that it finds until the section ends:
 *
 *     membarrier_quiescence_enter();
 *     entry = lookup_table_find(&table, key);
 *     ...
 *     membarrier_quiescence_leave();
 *
 * Entries are members of the user's own objects; the table allocates nothing. An entry that was replaced or
 * removed is given to the table's reclaim function once no section can see it any more.
 *
 * Any thread may read; writers wait for each other. Long sections keep memory back, but no writer.
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

/* NULL if there is none. Within a section. */
struct lookup_entry *lookup_table_find(const struct lookup_table *table, unsigned key);

/* The entry, whose key is set, takes the place of one with the same key. Also within a section. */
void lookup_table_set(struct lookup_table *table, struct lookup_entry *entry);

/* False if there is none. Also within a section. */
bool lookup_table_remove(struct lookup_table *table, unsigned key);

#endif
