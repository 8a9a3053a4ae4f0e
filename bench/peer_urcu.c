/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* peer_urcu.c - liburcu: readers and grace periods of the memb flavour, readers of the mb flavour, cmm_smp_mb(). */
#include "peers.h"

#include <stddef.h>

#ifdef HAVE_URCU
#define _LGPL_SOURCE /* Readers inline, as liburcu recommends. */
#include <urcu/urcu-mb.h>
#include <urcu/urcu-memb.h>

const char *peer_urcu_version(void)
{
	return HAVE_URCU;
}

/* A thread may be a reader of both flavours; a reader of mb does not affect grace periods of memb. */
void peer_urcu_attach(void)
{
	urcu_memb_register_thread();
	urcu_mb_register_thread();
}

void peer_urcu_detach(void)
{
	urcu_mb_unregister_thread();
	urcu_memb_unregister_thread();
}

bool peer_urcu_synchronize(void)
{
	urcu_memb_synchronize_rcu();
	return true;
}

/* No partner: only the cost matters. */
#define READER(flavour) (urcu_##flavour##_read_lock(), urcu_##flavour##_read_unlock())
HOT_LOOP(loop_urcu_memb_reader, READER(memb))
HOT_LOOP(loop_urcu_mb_reader, READER(mb))
HOT_LOOP(loop_urcu_smp_mb, cmm_smp_mb())

#else

const char *peer_urcu_version(void)
{
	return NULL;
}

void peer_urcu_attach(void)
{
}

void peer_urcu_detach(void)
{
}

bool peer_urcu_synchronize(void)
{
	return false;
}

HOT_LOOP(loop_urcu_memb_reader, (void)0)
HOT_LOOP(loop_urcu_mb_reader, (void)0)
HOT_LOOP(loop_urcu_smp_mb, (void)0)

#endif
