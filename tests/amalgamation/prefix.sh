#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Copies under names of their own: two of them and the library itself in one program, their
# headers in one file. Each makes its own choice, and none has a name of another.
. "$SOURCE/tests/install/lib.sh"
need nm
need_static
CXX=${CXX:-c++}

amalgamate() { quietly sh "$SOURCE/scripts/amalgamate" "$@"; }
amalgamate --prefix foo --sync copies
amalgamate --prefix a_2 copies
amalgamate --sync copies
for name in foo a_2; do
	quietly "$CC" -std=c11 -Wall -Wextra -Wpedantic -Werror -pthread -c -o "$name.o" "copies/$name.c"
	symbols_of_map | sed "s/^membarrier_/${name}_/" | sort >expected
	symbols_of_static "$name.o" >defined
	diff expected defined || fail "the version script, renamed (<), and $name.c (>) differ"
	! grep -nw '[mM][eE][mM][bB][aA][rR][rR][iI][eE][rR]_[A-Za-z_0-9]*' "copies/$name.h" |
		grep -v 'MEMBARRIER_STRATEGY\|MEMBARRIER_UNSOUND_OK' || fail "names of the library are left in $name.h"
done

# libmembarrier-sync: two copies in one program, beside each other.
quietly "$CC" -std=c11 -Wall -Wextra -Wpedantic -Werror -pthread -Icopies -c -o foo-sync.o copies/foo-sync.c
symbols_of_map "$sync_map" | sed "s/^membarrier_/foo_/" | sort >expected
symbols_of_static foo-sync.o >defined
diff expected defined || fail "the version script, renamed (<), and foo-sync.c (>) differ"
! grep -nw '[mM][eE][mM][bB][aA][rR][rR][iI][eE][rR]_[A-Za-z_0-9]*\|<membarrier[./].*' copies/foo/*.h ||
	fail "names of the library are left in foo's headers"
cat >blocks.c <<'END'
#include <foo/rwlock.h>
#include <membarrier/rwlock.h>
int main(void)
{
	static foo_rwlock_t foo = FOO_RWLOCK_INIT;
	static membarrier_rwlock_t own = MEMBARRIER_RWLOCK_INIT;

	if (foo_rwlock_rdlock(&foo) || membarrier_rwlock_wrlock(&own))
		return 1;
	membarrier_rwlock_wrunlock(&own);
	foo_rwlock_rdunlock(&foo);
	return foo_rwlock_close(&foo) != 0;
}
END
quietly "$CC" -std=c11 -Wall -Wextra -Werror -pthread -Icopies -o blocks blocks.c foo-sync.o foo.o \
	copies/membarrier-sync.c copies/membarrier.c
./blocks || fail "two copies of libmembarrier-sync"

cat >program.c <<'END'
#define FOO_FENCE_ONLY
#include "foo.h"
#include "a_2.h"
#include "membarrier.h"
#include <stdio.h>
#include <string.h>

int main(void)
{
	struct foo_info foo = { .size = sizeof foo };
	struct a_2_info a_2 = { .size = sizeof a_2 };
	struct membarrier_info own = { .size = sizeof own };

	foo_fast_path();
	foo_slow_path();
	a_2_slow_path();
	membarrier_slow_path();
	if (foo_get_info(&foo) || a_2_get_info(&a_2) || membarrier_get_info(&own))
		return 1;
	printf("%s, %s, %s\n", foo.strategy, strcmp(a_2.strategy, own.strategy) ? a_2.strategy : "the same", own.setting ? "set" : "not set");
	return 0;
}
END
# The library: hidden, and built into the program statically too.
quietly "$CC" -std=c11 -pthread -DFOO_FENCE_ONLY -c -o foo.o copies/foo.c
quietly "$CC" -std=c11 -Wall -Wextra -Werror -Icopies -o program program.c foo.o a_2.o "$BUILD/libmembarrier.a" -pthread
said=$(env -u MEMBARRIER_STRATEGY ./program)
[ "$said" = "fence, the same, not set" ] || fail "expected fence, the same, not set: $said"
said=$(MEMBARRIER_STRATEGY=fence ./program)
[ "$said" = "fence, the same, set" ] || fail "expected fence, the same, set: $said"

# The control: two copies with the same name do not link.
mkdir twice
cp copies/membarrier.c twice/other.c
if "$CC" -std=c11 -Icopies -o control program.c copies/membarrier.c twice/other.c foo.o a_2.o -pthread 2>/dev/null; then
	fail "two copies of one name link: this test has no power"
fi

if command -v "$CXX" >/dev/null 2>&1; then
	cat >program.cc <<'END'
#include "foo.hpp"
#include "membarrier.hpp"
int main()
{
	libfoo::asymmetric_thread_fence_light(std::memory_order_seq_cst);
	libmembarrier::asymmetric_thread_fence_heavy(std::memory_order_seq_cst);
	libfoo::asymmetric_thread_fence_heavy(std::memory_order_seq_cst);
}
END
	quietly "$CXX" -std=c++11 -Wall -Wextra -Werror -Icopies -o program-c++ program.cc foo.o "$BUILD/libmembarrier.a" -pthread
	./program-c++ || fail "the C++ program failed"

	cat >reclaim.cc <<'END'
#include <foo/hazard_pointer.hpp>
#include <foo/rcu.hpp>
#include <membarrier/hazard_pointer.hpp>
#include <membarrier/rcu.hpp>
struct one : libfoo::hazard_pointer_obj_base<one> {};
struct other : libmembarrier::rcu_obj_base<other> {};
int main()
{
	libfoo::hazard_pointer h = libfoo::make_hazard_pointer();
	one *object = new one;

	h.reset_protection(object);
	object->retire();
	if (foo_hazard_reclaim(nullptr, 1) || membarrier_hazard_drain(nullptr))
		return 1;
	h.reset_protection();
	(new other)->retire();
	libmembarrier::rcu_barrier();
	return foo_hazard_drain(nullptr) != 0;
}
END
	quietly "$CC" -std=c11 -pthread -Icopies -c copies/membarrier-sync.c copies/membarrier.c
	quietly "$CXX" -std=c++11 -Wall -Wextra -Werror -Icopies -o reclaim reclaim.cc foo-sync.o foo.o membarrier-sync.o membarrier.o -pthread
	./reclaim || fail "the C++ program of two copies failed"
fi

for wrong in '' Foo 2a foo- 'a b'; do
	if sh "$SOURCE/scripts/amalgamate" --prefix "$wrong" copies 2>/dev/null; then fail "accepted the prefix '$wrong'"; fi
done
