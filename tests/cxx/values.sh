#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# values.sh SOURCE_DIRECTORY LIBRARY - the header's inline functions where C++ takes them for
# values: pointers and std::function, in every language version; and exported from a module.
set -u
root=$1
library=$2
here=$root/tests/cxx
# shellcheck source=../header/common.sh disable=SC1091,SC2154
. "$root/tests/header/common.sh"

linked=("$library" "-Wl,-rpath,$(dirname "$library")" -pthread)
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK

# returns TITLE PROGRAM: the program says that all is well.
returns() {
	checked=$((checked + 1))
	"$2" >"$scratch/said" 2>&1 || { fail "$1: status $?"; head -n 5 "$scratch/said"; }
}

pointers() {
	local standard mode
	for standard in c++98 c++11 c++14 c++17 c++20 c++2b; do
		for mode in -DDEFAULT -DMEMBARRIER_ASSUME_ASYMMETRIC -DMEMBARRIER_FENCE_ONLY; do
			expect "$1 $standard $mode" "$1" -std=$standard -O1 -Wall -Wextra -Werror $mode -I"$root/include" \
				"$here/pointers.cc" "${linked[@]}" -o "$scratch/pointers"
			returns "$1 $standard $mode" "$scratch/pointers"
		done
	done
}

cat >"$scratch/module.cc" <<'END'
module;
#include <membarrier.h>
export module barriers;
export inline void light() { membarrier_fast_path(); }
export inline void heavy() { membarrier_slow_path(); }
export template <class T> bool heavy_if(T condition) { return condition && membarrier_try_slow_path(); }
END
cat >"$scratch/importer.cc" <<'END'
import barriers;
int main()
{
	light();
	heavy();
	return heavy_if(1) ? 0 : 1;
}
END

# Named modules whose exported inline functions and templates call the header's.
modules() {
	local cxx=$1
	cd "$scratch" || exit 1
	case $cxx in
	g++) "$cxx" -std=c++20 -fmodules-ts -I"$root/include" module.cc importer.cc "${linked[@]}" -o imported ;;
	clang++) "$cxx" -std=c++20 -pthread -I"$root/include" -x c++-module --precompile module.cc -o barriers.pcm &&
		"$cxx" -std=c++20 -fprebuilt-module-path=. importer.cc barriers.pcm "${linked[@]}" -o imported ;;
	esac >said 2>&1 || { fail "$cxx: a module"; head -n 10 said; return; }
	returns "$cxx: a module" ./imported
}

# has_modules CXX: the compiler knows modules.
has_modules() {
	printf 'export module none;\n' >"$scratch/none.cc"
	case $1 in
	g++) (cd "$scratch" && g++ -std=c++20 -fmodules-ts -c none.cc -o none.o) ;;
	clang++) clang++ -std=c++20 -x c++-module --precompile "$scratch/none.cc" -o "$scratch/none.pcm" ;;
	esac >/dev/null 2>&1
}

for cxx in g++ clang++; do
	have $cxx || { note "no $cxx"; continue; }
	pointers $cxx
	if has_modules $cxx; then modules $cxx; else note "$cxx: no modules"; fi
done
[ $checked -gt 0 ] || skip "no C++ compiler"
finish
