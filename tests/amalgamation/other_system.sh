#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Where no process-wide barrier is known: the headers that the systems' files share must be
# there for whichever file is compiled, although another one included them first.
. "$SOURCE/tests/install/lib.sh"

quietly sh "$SOURCE/scripts/amalgamate" --sync two
"$CC" -std=c11 -pthread -U__linux__ -Itwo -o stranger "$here/stranger.c" two/membarrier.c 2>messages ||
	{ cat messages >&2; fail "$CC -U__linux__"; }
cat messages >&2
[ "$(./stranger)" = "stranger: fence" ] || fail "expected fence: $(./stranger)"

# The blocks, which sleep on condition variables where the system has no call for it: with fences, and
# with this system's barrier.
"$CC" -std=c11 -O1 -Wall -Wextra -pthread -U__linux__ -Itwo -c -o blocks.o two/membarrier-sync.c
"$CC" -std=c11 -O1 -pthread -U__linux__ -Itwo -c -o fences.o two/membarrier.c
"$CC" -std=c11 -O1 -pthread -Itwo -c -o membarrier.o two/membarrier.c
for core in fences membarrier; do
	for test in eventcount rwlock; do
		"$CC" -std=c11 -O1 -pthread -Itwo -I"$SOURCE/tests" -o "$test" "$SOURCE/tests/sync/$test.c" blocks.o $core.o
		./$test || fail "tests/sync/$test.c with condition variables, and $core.o"
	done
done
