#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Names that several files have, in every place where C allows one: amalgamates, builds and runs a
# small tree of sources, in which plain concatenation would break each line.
. "$SOURCE/tests/install/lib.sh"

spdx='/* SPDX-License-Identifier: MIT OR Apache-2.0 */'
mkdir -p tree/scripts tree/include tree/src/selftest tree/src/port/here
cp "$SOURCE/scripts/amalgamate" "$SOURCE"/scripts/amalgamate*.awk tree/scripts/
cp "$SOURCE/LICENSE-MIT" tree/
cat >tree/include/membarrier.h <<END
$spdx
#ifndef MEMBARRIER_H
#define MEMBARRIER_H
#define MEMBARRIER_VERSION_MAJOR 1
#define MEMBARRIER_VERSION_MINOR 2
#define MEMBARRIER_VERSION_PATCH 3
int one(void);
int two(void);
#endif
END
cat >tree/src/shared.h <<END
$spdx
#ifndef SHARED_H_
#define SHARED_H_
#include <membarrier.h>
struct shared {
	int value;
	int (*get)(void);
};
struct opaque_;
static inline int times_ten_(int n) { return 10 * n; }
#endif
END
cat >tree/src/one.c <<END
$spdx
#define NEEDED_FIRST 1
#ifndef ALSO_NEEDED
#define ALSO_NEEDED \\
	1
#endif
#include "shared.h"

/* value and get are both a member's and a file's own; { a brace, "a quote and 'another in a comment */
enum kind { FIRST = 1, LAST };
struct list {
	struct list *next;
	int value, size[LAST], get;
};
struct opaque_ {
	int hidden;
};
static int value = FIRST, size[LAST] = { FIRST, LAST }, *pointer = &size[1];
static int (*chosen)(void) = 0;
static const char *const text = "value get size // FIRST { \\" }";
#define SIZE (LAST * 2)

static int get(void)
{
	struct list list = { .value = value, .size = { [FIRST] = LAST }, .get = 4 };
	struct opaque_ opaque = { 1 }; // value's own line
	struct list *at = &list;

	return at->value + list.size[FIRST] + list.get + opaque.hidden + *pointer + SIZE + (text[0] == 'v') + ('{' == '}');
}

int one(void)
{
	struct shared shared = { .get = get, .value = LAST };

	chosen = shared.get;
	return times_ten_(chosen()) + shared.value;
}
END
# The same again with other values, and another port's file, which includes the header and is never compiled.
sed -e 's/one(void)/two(void)/' -e 's/FIRST = 1, LAST }/FIRST = 1, LAST = 7 }/' -e 's/SIZE (LAST \* 2)/SIZE 100/' \
	-e '/^struct opaque_ {/,/^};/d' -e 's/struct opaque_ opaque/struct { int hidden; } opaque/' \
	-e 's/#include "shared.h"/#include "..\/..\/shared.h"/' tree/src/one.c >tree/src/port/here/two.c
cat >tree/src/absent.c <<END
$spdx
#ifdef NEVER
#define NEEDED_FIRST 1
#include "shared.h"
static int get(void) { return 0; }
#else
typedef int absent_is_elsewhere_;
#endif
END
printf '%s\ntypedef int nothing_to_test_;\n' "$spdx" >tree/src/selftest/nothing.c
cat >main.c <<END
#include <membarrier.h>
#include <stdio.h>
int main(void)
{
	printf("%d %d\n", one(), two());
	return 0;
}
END

sh tree/scripts/amalgamate out >printed
grep -q '/out/membarrier\.c$' printed && grep -q '/out/membarrier\.h$' printed || fail "expected the paths of what was written"
"$CC" -std=c11 -Wall -Wextra -Wshadow -Werror -Iout -o program main.c out/membarrier.c 2>messages ||
	{ cat messages out/membarrier.c >&2; fail "it does not build"; }
# 1 + 2 + 4 + 1 + 2 + 4 + 1, and LAST; 1 + 7 + 4 + 1 + 7 + 100 + 1, and 7.
[ "$(./program)" = "152 1217" ] || { cat out/membarrier.c >&2; fail "expected 152 1217: $(./program)"; }

# The control: the files cannot be concatenated as they are.
cat tree/src/one.c tree/src/port/here/two.c >both.c
if "$CC" -std=c11 -Itree/include -Itree/src -c both.c -o both.o 2>/dev/null; then
	fail "plain concatenation builds: this test has no power"
fi

refused() # what expected
{
	if sh tree/scripts/amalgamate out 2>messages; then fail "accepted: $1"; fi
	grep -q "$2" messages || { cat messages >&2; fail "$1: expected a message with '$2'"; }
}
printf '%s\nstatic int two_get(void) { return 0; }\n' "$spdx" >tree/src/port/here/port.c
printf '%s\nstatic int get(void) { return 0; }\n' "$spdx" >tree/src/port/here/port_two.c
refused "two names that become one" 'would become port_two_get, as would a name of'
rm tree/src/port/here/port_two.c
printf '%s\n#if 1\nint three;\n' "$spdx" >tree/src/port/here/port.c
refused "an #if without #endif" 'more #if than #endif'
printf 'int three;\n' >tree/src/port/here/port.c
refused "no licence" 'expected SPDX'
rm tree/src/port/here/port.c
sed 's/VERSION_PATCH 3/VERSION_PATCH x/' tree/include/membarrier.h >header
cp header tree/include/membarrier.h
refused "no version" 'expected MEMBARRIER_VERSION_MAJOR'
if sh tree/scripts/amalgamate tree/src 2>messages; then fail "accepted the sources' own directory"; fi
if sh tree/scripts/amalgamate 2>messages; then fail "accepted no directory"; fi
grep -q '^usage: ' messages || fail "no usage"
sh tree/scripts/amalgamate --help | grep -q OUTDIR || fail "no help"
