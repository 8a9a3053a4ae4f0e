/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * consumer.c - uses everything in the header. C and C++, compiled with every warning that a
 * strict user may turn on. It needs no C library.
 *
 * STDATOMIC_BEFORE, STDATOMIC_AFTER: <stdatomic.h> is included before or after the header.
 */
#ifdef STDATOMIC_BEFORE
#include <stdatomic.h>
#endif
#include <membarrier.h>
#include <membarrier.h>
#include <membarrier/code.h>
#include <membarrier/home.h>
#include <membarrier/restart.h>
#include <membarrier/shared.h>
#ifdef STDATOMIC_AFTER
#include <stdatomic.h>
#endif

int consume(void);
int consume_too(void);

static void hook(const char *line)
{
	(void)line;
}

int consume(void)
{
	struct membarrier_info info;
	struct membarrier_candidate candidate;
	struct membarrier_stats stats;
	membarrier_home_t home;
	struct membarrier_shared shared;
	membarrier_member_t member;
	int failures = 0;

	home.place_ = 0;
	shared.word_ = 0;
	info.size = sizeof info;
	candidate.size = sizeof candidate;
	stats.size = sizeof stats;
	membarrier_fast_path();
	membarrier_normal_path();
	membarrier_slow_path();
	if (!membarrier_try_slow_path())
		failures++;
	if (membarrier_get_info(&info) != 0 || info.asymmetric == 0)
		failures++;
	if (membarrier_get_candidate(0, &candidate) != 0 || candidate.verdict != MEMBARRIER_OFFERED)
		failures++;
	if (membarrier_get_stats(&stats) != 0 || stats.barriers + stats.joined < stats.declined)
		failures++;
	if (membarrier_require(MEMBARRIER_REQUIRE_ASYMMETRIC | MEMBARRIER_REQUIRE_DOCUMENTED) != 0)
		failures++;
	membarrier_code_ready(&info, sizeof info);
	membarrier_code_enter();
	if (membarrier_code_sync() != 0 || membarrier_get_code_info(&info) != 0)
		failures++;
	if (membarrier_restart_cpu(0) != 0 || membarrier_restart_all() != 0)
		failures++;
	if (membarrier_shared_create(&shared, MEMBARRIER_MODE_FENCED) != 0 ||
	    membarrier_shared_join(&shared, MEMBARRIER_ROLE_FAST | MEMBARRIER_ROLE_SLOW, &member) != 0)
		failures++;
	membarrier_shared_fast_path(&member);
	membarrier_shared_slow_path(&member);
	if (membarrier_shared_receives(&member) != 0)
		failures++;
	membarrier_fast_path_at(&home);
	membarrier_slow_path_at(&home);
	if (membarrier_get_home_info(&info) != 0)
		failures++;
	if (membarrier_version() != MEMBARRIER_VERSION)
		failures++;
	if (membarrier_add_last_resort(hook) != 0 || membarrier_remove_last_resort(hook) != 0)
		failures++;
	return failures;
}

/* The address of a function, and a statement that a careless macro would break. */
int consume_too(void)
{
	void (*fast)(void) = membarrier_fast_path;
	void (*slow)(void) = membarrier_slow_path;

	if (fast == slow)
		membarrier_slow_path();
	else
		membarrier_fast_path();
	return membarrier_try_slow_path() ? 0 : 1;
}
