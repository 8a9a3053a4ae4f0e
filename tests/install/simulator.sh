#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The tutorial's program, by one line, from what is installed: each compiler and standard that is here.
. "$SOURCE/tests/install/lib.sh"
need pkg-config
[ -e "$BUILD/libmembarrier-sim.a" ] || skip "the simulator is not part of this build"

install_to "$work/prefix"
export PKG_CONFIG_PATH="$libdir/pkgconfig"
cp "$SOURCE/examples/simulated/hazard_clear.c" .

cat >order.cc <<'END'
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>
static std::atomic<int> flag;
static int data, together;
static std::mutex mutex;
int main()
{
	std::thread writer([] { data = 1; flag.store(1, ORDER); std::lock_guard<std::mutex> lock(mutex); together++; });
	if (flag.load(std::memory_order_acquire))
		assert(data == 1);
	{ std::lock_guard<std::mutex> lock(mutex); together++; }
	writer.join();
	assert(together == 2);
}
END

try() # compiler source option definition expected-status
{
	# shellcheck disable=SC2046,SC2086 # words
	"$1" $3 -g -D"$4" -o program "$2" $(pkg-config --cflags --libs libmembarrier-sim) 2>output || { cat output; fail "$1 $3 $2"; }
	status=0
	./program >said 2>&1 || status=$?
	[ $status -eq "$5" ] || { cat said; fail "$1 $3 $2 -D$4: expected status $5, got $status"; }
}

tried=0
for standard in c11 c17 c2x; do
	for compiler in gcc clang; do
		command -v $compiler >/dev/null 2>&1 || continue
		for optimisation in -O0 -O2; do
			try $compiler hazard_clear.c "-std=$standard $optimisation" CLEAR=memory_order_relaxed 1
			grep -q "data race on .*hazard_clear.c" said || { cat said; fail "the report does not name the file"; }
			try $compiler hazard_clear.c "-std=$standard $optimisation" CLEAR=memory_order_release 0
			grep -q "all there are" said || fail "the search was not complete"
			tried=$((tried + 2))
		done
	done
done
for standard in c++11 c++17 c++2b; do
	for compiler in g++ clang++; do
		command -v $compiler >/dev/null 2>&1 || continue
		try $compiler order.cc "-std=$standard -O1" ORDER=std::memory_order_relaxed 1
		try $compiler order.cc "-std=$standard -O1" ORDER=std::memory_order_release 0
		tried=$((tried + 2))
	done
done
[ $tried -gt 0 ] || skip "neither gcc nor clang"

# A wrong link command is reported.
# shellcheck disable=SC2046 # words
if command -v gcc >/dev/null 2>&1 && gcc -g -fsanitize=thread -o program hazard_clear.c \
	$(pkg-config --cflags --libs libmembarrier-sim) 2>output; then
	status=0
	./program >said 2>&1 || status=$?
	[ $status -eq 3 ] && grep -q "ThreadSanitizer's runtime" said || { cat said; fail "with ThreadSanitizer's runtime"; }
fi
say "$tried programs, compiled by one line each"
