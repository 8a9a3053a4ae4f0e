/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* biased_lock.c - examples/biased_lock.c, which protects plain memory here. */
#include "../../examples/biased_lock.h"

#include "scenario.h"

static struct biased_lock lock;
static int data;

static void setup(void)
{
	EXPECT(biased_lock_init(&lock) == 0);
}

static void owner(void)
{
	biased_lock_owner_lock(&lock);
	data++;
	biased_lock_owner_unlock(&lock);
}

static void owner_twice(void)
{
	owner();
	owner();
}

static void visitor(void)
{
	biased_lock_visitor_lock(&lock);
	data++;
	biased_lock_visitor_unlock(&lock);
}

static void visitor_try(void)
{
	if (biased_lock_visitor_trylock(&lock))
		return;
	data++;
	biased_lock_visitor_unlock(&lock);
}

static void check_two(void)
{
	EXPECT(data == 2);
}

static void check_three(void)
{
	EXPECT(data == 3);
}

static const struct scenario scenarios[] = { { "once", setup, { owner, visitor }, check_two },
	                                         { "twice", setup, { owner_twice, visitor }, check_three },
	                                         { "try", setup, { owner, visitor_try }, NULL },
	                                         { "try-twice", setup, { owner_twice, visitor_try }, NULL },
	                                         { "two-visitors", setup, { owner, visitor, visitor }, check_three },
	                                         { "try-and-visitor", setup, { owner, visitor_try, visitor }, NULL },
	                                         { NULL, NULL, { NULL }, NULL } };

int main(int argc, char **argv)
{
	return scenario_main(argc, argv, scenarios);
}
