#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# compile.sh SOURCE_DIRECTORY LIBRARY - membarrier.hpp under every C++ compiler, language
# version and mode there is; that it leaves nothing behind, compiles to the C interface's
# barriers, and can be included in any order and in several translation units.
set -u
root=$1
library=$2
here=$root/tests/cxx
# shellcheck source=../header/common.sh disable=SC1091,SC2154
. "$root/tests/header/common.sh"
# shellcheck source=../header/refused.sh disable=SC1091
. "$root/tests/header/refused.sh"

warnings="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wold-style-cast
	-Wzero-as-null-pointer-constant -Wmissing-declarations -Wredundant-decls -Wcast-qual -Werror"
linked=("$library" "-Wl,-rpath,$(dirname "$library")" -pthread)

# The versions that the compiler has, sets standards.
find_standards() {
	local standard
	standards=()
	for standard in c++11 c++14 c++17 c++20 c++23; do
		if "$1" -std=$standard -x c++ -fsyntax-only /dev/null 2>/dev/null; then
			standards+=("$standard")
		else
			note "no $1 -std=$standard"
		fi
	done
}

# compiles CXX... : in every mode, and under ThreadSanitizer, which changes the header's text.
compiles() {
	local mode
	for mode in "" -DMEMBARRIER_ASSUME_ASYMMETRIC -DMEMBARRIER_FENCE_ONLY -DMEMBARRIER_SHARED -fsanitize=thread; do
		# shellcheck disable=SC2086 # words
		expect "$*" "$@" -O2 $warnings $mode -I"$root/include" -I"$root/tests" -c "$here/fences.cc" -o "$scratch/fences.o"
	done
}

# runs CXX... : every order's slow paths are counted.
runs() {
	# shellcheck disable=SC2086 # words
	expect "$* orders.cc" "$@" -O2 $warnings -I"$root/include" -I"$root/tests" "$here/orders.cc" "${linked[@]}" \
		-o "$scratch/orders"
	checked=$((checked + 1))
	"$scratch/orders" >"$scratch/said" 2>&1 || { fail "$*: orders"; head -n 5 "$scratch/said"; }
}

# becomes BODY CXX... : the assembly of subject.cc. Without exceptions, because noexcept would change it.
becomes() {
	local body=$1
	shift
	"$@" -O2 -fno-exceptions -I"$root/include" -DBODY="$body" -S "$here/subject.cc" -o - |
		grep -vE '^[[:space:]]*\.(file|ident)'
}

# same_code CXX... : each fence is the C interface's barrier or, if relaxed, nothing.
same_code() {
	local mode order light heavy
	for mode in DEFAULT ASSUME_ASYMMETRIC FENCE_ONLY; do
		becomes '' "$@" -DMEMBARRIER_$mode >"$scratch/nothing.s"
		becomes 'membarrier_fast_path()' "$@" -DMEMBARRIER_$mode >"$scratch/fast_path.s"
		becomes 'membarrier_slow_path()' "$@" -DMEMBARRIER_$mode >"$scratch/slow_path.s"
		for order in relaxed consume acquire release acq_rel seq_cst; do
			light=fast_path heavy=slow_path
			[ $order != relaxed ] || light=nothing heavy=nothing
			checked=$((checked + 2))
			becomes "libmembarrier::asymmetric_thread_fence_light(std::memory_order_$order)" "$@" -DMEMBARRIER_$mode |
				cmp -s - "$scratch/$light.s" || fail "$* $mode: light $order is not $light"
			becomes "libmembarrier::asymmetric_thread_fence_heavy(std::memory_order_$order)" "$@" -DMEMBARRIER_$mode |
				cmp -s - "$scratch/$heavy.s" || fail "$* $mode: heavy $order is not $heavy"
		done
	done
	checked=$((checked + 1))
	[ -n "$(becomes 'membarrier_slow_path()' "$@")" ] || fail "INCONCLUSIVE: $*: no assembly"
	becomes 'membarrier_fast_path()' "$@" | cmp -s - <(becomes '' "$@") &&
		fail "INCONCLUSIVE: $*: a fast path looks like nothing"
}

orders=("hpp" "hpp hpp" "h hpp" "hpp h" "atomic hpp" "hpp atomic" "h atomic hpp" "atomic h hpp" "hpp atomic h" "h hpp h")

# unit NUMBER ORDER: a translation unit that includes in this order.
unit() {
	local name
	for name in $2; do
		case $name in
		atomic) echo '#include <atomic>' ;;
		*) echo "#include <membarrier.$name>" ;;
		esac
	done
	cat <<-UNIT
		void unit$1(std::memory_order order);
		void unit$1(std::memory_order order)
		{
			libmembarrier::asymmetric_thread_fence_light(order);
			libmembarrier::asymmetric_thread_fence_heavy(order);
			membarrier_fast_path();
			membarrier_slow_path();
		}
	UNIT
}

# units CXX... : a unit for each order of inclusion, in one program with one of C and one of another mode.
units() {
	local number=0 order declared='' calls=''
	rm -f "$scratch"/unit*
	for order in "${orders[@]}"; do
		number=$((number + 1))
		unit $number "$order" >"$scratch/unit.cc"
		# shellcheck disable=SC2086 # words
		expect "$* including: $order" "$@" $warnings -I"$root/include" -c "$scratch/unit.cc" -o "$scratch/unit$number.o"
		declared+="void unit$number(std::memory_order); "
		calls+="unit$number(std::memory_order_seq_cst); "
	done
	expect "$* second.c" "$1" -x c -std=c11 -I"$root/include" -c "$root/tests/header/second.c" -o "$scratch/unit_c.o"
	expect "$* FENCE_ONLY" "$@" -DMEMBARRIER_FENCE_ONLY -I"$root/include" -c "$here/fences.cc" -o "$scratch/unit_fences.o"
	cat >"$scratch/main.cc" <<-MAIN
		#include <membarrier.hpp>
		#include "fences.h"
		extern "C" int consume_elsewhere(void);
		$declared
		int main()
		{
			$calls
			heavy_seq_cst();
			return consume_elsewhere();
		}
	MAIN
	expect "$* all units" "$@" -I"$root/include" -I"$here" "$scratch/main.cc" "$scratch"/unit*.o "${linked[@]}" -o "$scratch/units"
	expect "$* all units run" "$scratch/units"
}

# macros CXX HEADER...: all that is defined after these.
macros() {
	local cxx=$1
	shift
	printf '#include <%s>\n' "$@" | "$cxx" -std=c++11 -I"$root/include" -I"$here" -dM -E -x c++ - | sort
}

# It leaves only its guard in the global namespace.
pollution() {
	local cxx=$1 left
	checked=$((checked + 2))
	left=$(macros "$cxx" atomic membarrier.h | comm -13 - <(macros "$cxx" membarrier.hpp))
	[ "$left" = "#define MEMBARRIER_HPP " ] || fail "$cxx: macros left: $left"
	macros "$cxx" atomic membarrier.h | comm -13 - <(macros "$cxx" membarrier.hpp fences.h) |
		grep -q MEMBARRIER_TEST_FENCES_H || fail "INCONCLUSIVE: $cxx: the guard of fences.h was not seen"
	printf '#include <membarrier.hpp>\nvoid f();\nvoid f() { %s(std::memory_order_seq_cst); }\n' \
		asymmetric_thread_fence_light >"$scratch/name.cc"
	refused asymmetric_thread_fence_light "$cxx" -std=c++11 -I"$root/include" -c "$scratch/name.cc" -o "$scratch/name.o"
}

# Systems declare a function membarrier(): musl, FreeBSD. A namespace of that name cannot stand beside it.
system_function() {
	local declared='extern "C" int membarrier(int, unsigned, int);'
	printf '%s\n#include <membarrier.hpp>\n#include <membarrier/rwlock.h>\n' "$declared" >"$scratch/before.cc"
	printf '#include <membarrier.hpp>\n#include <membarrier/rwlock.h>\n%s\n' "$declared" >"$scratch/after.cc"
	printf '%s\nnamespace membarrier {}\n' "$declared" >"$scratch/clash.cc"
	expect "$1 after the system's membarrier()" "$1" -std=c++11 -I"$root/include" -fsyntax-only "$scratch/before.cc"
	expect "$1 before the system's membarrier()" "$1" -std=c++11 -I"$root/include" -fsyntax-only "$scratch/after.cc"
	refused membarrier "$1" -std=c++11 -fsyntax-only "$scratch/clash.cc"
}

# A compiler that cannot have it gets a message.
refusals() {
	printf '#include <membarrier.hpp>\n' >"$scratch/header.c"
	refused_once "membarrier.hpp: expected C++11 or later" "$1" -x c++ -std=c++98 -I"$root/include" -fsyntax-only "$scratch/header.c"
	refused_once "membarrier.hpp: expected a C++ compiler" "$1" -x c -std=c11 -I"$root/include" -fsyntax-only "$scratch/header.c"
}

for cxx in g++ clang++; do
	have $cxx || { note "no $cxx"; continue; }
	find_standards $cxx
	for standard in "${standards[@]}"; do
		compiles $cxx -std="$standard"
		runs $cxx -std="$standard"
	done
	for standard in "${standards[0]}" "${standards[-1]}"; do
		units $cxx -std="$standard"
	done
	same_code $cxx -std=c++11
	pollution $cxx
	system_function $cxx
	refusals $cxx
done
[ "$checked" -gt 0 ] || skip "neither g++ nor clang++"
finish
