#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Where no process-wide barrier is known: the headers that the systems' files share must be
# there for whichever file is compiled, although another one included them first.
. "$SOURCE/tests/install/lib.sh"

quietly sh "$SOURCE/scripts/amalgamate" two
"$CC" -std=c11 -pthread -U__linux__ -Itwo -o stranger "$here/stranger.c" two/membarrier.c 2>messages ||
	{ cat messages >&2; fail "$CC -U__linux__"; }
cat messages >&2
[ "$(./stranger)" = "stranger: fence" ] || fail "expected fence: $(./stranger)"
