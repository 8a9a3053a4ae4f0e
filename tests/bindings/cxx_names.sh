#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The names of the C++ Concurrency TS 2 in namespace std, for a build that asks for them.
. "$SOURCE/tests/install/lib.sh"
need_cxx
need_static

cat >names.cc <<'END'
#include <experimental/asymmetric_fence>
int main()
{
	std::experimental::asymmetric_thread_fence_light(std::memory_order_seq_cst);
	std::experimental::asymmetric_thread_fence_heavy(std::memory_order_seq_cst);
}
END
for standard in 11 20; do
	quietly "$CXX" "-std=c++$standard" -Wall -Wextra -Wpedantic -Werror -I"$SOURCE/include" -I"$SOURCE/include/membarrier" names.cc \
		"$BUILD/libmembarrier.a" -pthread -o names
	./names || fail "C++$standard"
done
if "$CXX" -I"$SOURCE/include" names.cc -fsyntax-only 2>/dev/null; then
	fail "the names are there without having been asked for"
fi
