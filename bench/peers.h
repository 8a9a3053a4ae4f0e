/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* peers.h - other libraries the barriers are compared with; whatever was absent at build time says so. */
#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include <stdbool.h>

/* ---- liburcu, memb flavour ---- */

const char *peer_urcu_version(void); /* NULL: absent, and nothing below may be called */
void peer_urcu_attach(void);         /* makes the calling thread a reader */
void peer_urcu_detach(void);
bool peer_urcu_synchronize(void);    /* true */

#endif
