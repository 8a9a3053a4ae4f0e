// SPDX-License-Identifier: MIT OR Apache-2.0
/*
 * pointers - the inline functions of the header as values: function pointers, template
 * arguments and, from C++11 on, std::function. Each is the function that a call by name is:
 * it goes by the same flag, and its barriers are counted.
 */
#include <membarrier.h>

#include <stdio.h>
#if __cplusplus >= 201103L
#include <functional>
#endif

static unsigned long long slow_paths()
{
	struct membarrier_stats stats;

	stats.size = sizeof stats;
	return membarrier_get_stats(&stats) == 0 ? stats.slow_paths : 0;
}

template <void function()> void call()
{
	function();
}

template <class Function> void apply(Function function)
{
	function();
}

int main()
{
	void (*volatile fast)() = membarrier_fast_path;
	void (*volatile normal)() = membarrier_normal_path;
	void (*volatile slow)() = membarrier_slow_path;
	bool (*volatile try_slow)() = membarrier_try_slow_path;
	membarrier_ticket_t (*volatile ticket)() = membarrier_ticket;
	bool (*volatile passed)(membarrier_ticket_t) = membarrier_ticket_passed;
	void (*volatile wait)(membarrier_ticket_t) = membarrier_ticket_wait;
	int (*volatile require)(unsigned) = membarrier_require;
	int (*volatile get_info)(struct membarrier_info *) = membarrier_get_info;
	struct membarrier_info info;
	unsigned long long expected = slow_paths();
	membarrier_ticket_t taken;

	fast();
	normal();
	slow();
	expected++;
#if __cplusplus >= 201103L // C++98 wants external linkage.
	call<membarrier_fast_path>();
	call<membarrier_slow_path>();
	expected++;
#endif
	apply(membarrier_slow_path);
	expected++;
	if (!try_slow())
		return 1;
	expected++;
#if __cplusplus >= 201103L
	std::function<void()> light = membarrier_fast_path, heavy = membarrier_slow_path;
	std::function<bool()> try_heavy = membarrier_try_slow_path;

	light();
	heavy();
	expected++;
	if (!try_heavy())
		return 2;
	expected++;
#endif
	taken = ticket();
	info.size = sizeof info;
	if (get_info(&info) != 0 || require(0) != 0)
		return 3;
	if (passed(taken) == (info.asymmetric != 0))
		return 4; /* Under plain fences at once, otherwise only after a barrier, and no thread makes one. */
	wait(taken);
	expected += info.asymmetric ? 1 : 0;
	if (!passed(taken))
		return 5;
	if (slow_paths() != expected) {
		printf("%llu slow paths, expected %llu\n", slow_paths(), expected);
		return 6;
	}
	return 0;
}
