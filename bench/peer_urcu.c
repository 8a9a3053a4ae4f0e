/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* peer_urcu.c - liburcu, memb flavour. */
#include "peers.h"

#include <stddef.h>

#ifdef HAVE_URCU
#include <urcu/urcu-memb.h>

const char *peer_urcu_version(void)
{
	return HAVE_URCU;
}

void peer_urcu_attach(void)
{
	urcu_memb_register_thread();
}

void peer_urcu_detach(void)
{
	urcu_memb_unregister_thread();
}

bool peer_urcu_synchronize(void)
{
	urcu_memb_synchronize_rcu();
	return true;
}

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

#endif
