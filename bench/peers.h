/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* peers.h - other libraries with which the barriers are compared. A library may be absent at build time. */
#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include <stdbool.h>

#include "../tools/measure/costs.h"

/* ---- liburcu ---- */

const char *peer_urcu_version(void); /* NULL: absent; then none of these may be called */
void peer_urcu_attach(void);         /* makes the calling thread a reader of the memb flavour */
void peer_urcu_detach(void);
bool peer_urcu_synchronize(void); /* true */
hot_loop loop_urcu_memb_reader;   /* rcu_read_lock() as the barrier; each turn also unlocks */
hot_loop loop_urcu_mb_reader;     /* the flavour whose readers execute a fence */
hot_loop loop_urcu_smp_mb;

/* ---- Concurrency Kit ---- */

const char *peer_ck_version(void); /* NULL: absent */
hot_loop loop_ck_fence_memory;

#endif
