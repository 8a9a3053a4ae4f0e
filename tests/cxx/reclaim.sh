#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# reclaim.sh SOURCE_DIRECTORY LIBRARY CORE - hazard_pointer.hpp and rcu.hpp under every C++ compiler and language version
# there is, with and without exceptions, in any order; and that compilers that cannot have them say so.
# shellcheck disable=SC2154 # common.sh
set -u
root=$1
linked=("$2" "$3" "-Wl,-rpath,$(dirname "$2")" -pthread)
here=$root/tests/cxx
# shellcheck source=../header/common.sh disable=SC1091
. "$root/tests/header/common.sh"
# shellcheck source=../header/refused.sh disable=SC1091
. "$root/tests/header/refused.sh"

warnings="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wmissing-declarations
	-Wredundant-decls -Wnon-virtual-dtor -Wold-style-cast -Wzero-as-null-pointer-constant -Werror"

standards() {
	local standard
	for standard in c++11 c++14 c++17 c++20 c++2b c++2c; do
		if "$1" -std=$standard -x c++ -fsyntax-only /dev/null 2>/dev/null; then
			echo $standard
		else
			note "no $1 -std=$standard" >&2
		fi
	done
}

# Includes each header alone and both in either order, uses every inline function, and includes the other blocks, whose
# code is C.
syntax() {
	local order header
	for order in hazard_pointer.hpp rcu.hpp "hazard_pointer.hpp rcu.hpp" "rcu.hpp hazard_pointer.hpp" "home.h rwlock.h eventcount.h"; do
		for header in $order; do
			printf '#include <membarrier/%s>\n' "$header"
		done >"$scratch/unit.cc"
		# shellcheck disable=SC2086 # words
		expect "$* including $order" "$@" $warnings -I"$root/include" -fsyntax-only "$scratch/unit.cc"
	done
	# shellcheck disable=SC2086 # words
	expect "$*" "$@" $warnings -I"$root/include" -I"$root/tests" -fsyntax-only "$here/reclaim.cc"
}

runs() {
	expect "$* reclaim.cc" "$@" -O2 -I"$root/include" -I"$root/tests" "$here/reclaim.cc" "${linked[@]}" -o "$scratch/reclaim"
	expect "$* runs" "$scratch/reclaim"
}

refusals() {
	local header
	for header in hazard_pointer rcu; do
		printf '#include <membarrier/%s.hpp>\n' $header >"$scratch/header.c"
		refused_once "membarrier/$header.hpp: expected C++11 or later" "$1" -x c++ -std=c++98 -I"$root/include" \
			-fsyntax-only "$scratch/header.c"
		refused_once "membarrier/$header.hpp: expected a C++ compiler" "$1" -x c -std=c11 -I"$root/include" \
			-fsyntax-only "$scratch/header.c"
	done
}

for cxx in g++ clang++; do
	have $cxx || { note "no $cxx"; continue; }
	for standard in $(standards $cxx); do
		syntax $cxx -std="$standard"
		last=$standard
	done
	syntax $cxx -std=c++11 -fno-exceptions -fno-rtti
	runs $cxx -std="$last"
	runs $cxx -std=c++11 -fno-exceptions -fno-rtti
	refusals $cxx
done
[ "$checked" -gt 0 ] || skip "neither g++ nor clang++"
finish
