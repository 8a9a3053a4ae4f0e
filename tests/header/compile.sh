#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# compile.sh SOURCE_DIRECTORY - the header under every compiler, language version, mode
# and warning there is. Nothing is linked with the library.
set -u
root=$1
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"

warnings="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Wcast-qual -Wcast-align
	-Wwrite-strings -Wredundant-decls -Wdouble-promotion -Wformat=2 -Wmissing-declarations -Werror"
c_warnings="$warnings -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wnested-externs"
cxx_warnings="$warnings -Wold-style-cast -Wzero-as-null-pointer-constant -Wnon-virtual-dtor -Woverloaded-virtual"

modes=("" -DMEMBARRIER_ASSUME_ASYMMETRIC -DMEMBARRIER_FENCE_ONLY -DMEMBARRIER_SHARED)

# Every mode, and ThreadSanitizer in each, as that changes the header's text.
all_modes() {
	local title=$1 mode sanitize
	shift
	for mode in "${modes[@]}"; do
		for sanitize in "" -fsanitize=thread; do
			# shellcheck disable=SC2086
			expect "$title" "$@" -I"$root/include" $mode $sanitize -c "$here/consumer.c" -o "$scratch/consumer.o"
		done
	done
}

matrix_c() {
	local cc=$1 std opt
	have "$cc" || { note "no $cc"; return; }
	for std in c11 c17 c2x gnu11; do
		for opt in -O0 -O2; do
			# shellcheck disable=SC2086
			all_modes "$cc -std=$std" "$cc" -std=$std $opt $c_warnings
		done
	done
	for std in -DSTDATOMIC_BEFORE -DSTDATOMIC_AFTER; do
		# shellcheck disable=SC2086
		all_modes "$cc $std" "$cc" -std=c11 -O2 $c_warnings $std
	done
}

matrix_cxx() {
	local cxx=$1 std extra=$2
	have "$cxx" || { note "no $cxx"; return; }
	for std in c++11 c++14 c++17 c++20 gnu++17; do
		# shellcheck disable=SC2086
		all_modes "$cxx -std=$std" "$cxx" -x c++ -std=$std -O2 $cxx_warnings $extra
	done
}

# Compile only, without a C library: no 32-bit one need be installed.
other_targets() {
	local target
	for target in "gcc -m32" "clang -m32" "clang --target=aarch64-linux-gnu" "clang --target=riscv64-linux-gnu" \
		"clang --target=powerpc64le-linux-gnu" "clang --target=s390x-linux-gnu" "clang --target=armv7-linux-gnueabihf" \
		"clang --target=x86_64-apple-macos11" "clang --target=x86_64-unknown-freebsd13"; do
		echo 'int x;' >"$scratch/x.c"
		if ! $target -ffreestanding -c "$scratch/x.c" -o "$scratch/x.o" 2>/dev/null; then
			note "no $target"
			continue
		fi
		for mode in "${modes[@]}"; do
			# shellcheck disable=SC2086
			expect "$target" $target -std=c11 -O2 -ffreestanding $c_warnings $mode -I"$root/include" \
				-c "$here/consumer.c" -o "$scratch/consumer.o"
		done
	done
	if have x86_64-w64-mingw32-gcc; then
		for mode in "${modes[@]}"; do
			# shellcheck disable=SC2086
			expect mingw x86_64-w64-mingw32-gcc -std=c11 -O2 $c_warnings $mode -I"$root/include" \
				-c "$here/consumer.c" -o "$scratch/consumer.o"
		done
	else
		note "no MinGW"
	fi
}

# must_say TEXT COMMAND...: the command must fail with this text.
must_say() {
	local text=$1
	shift
	checked=$((checked + 1))
	if "$@" >"$scratch/said" 2>&1; then
		fail "it compiled: $*"
	elif ! grep -qF "$text" "$scratch/said"; then
		fail "it did not say \"$text\": $*"
		head -n 5 "$scratch/said"
	fi
}

errors() {
	local cc=$1
	have "$cc" || return
	must_say "exclude each other; expected at most one" "$cc" -std=c11 -I"$root/include" \
		-DMEMBARRIER_ASSUME_ASYMMETRIC -DMEMBARRIER_FENCE_ONLY -c "$here/consumer.c" -o "$scratch/consumer.o"
	# What a compiler other than GCC and Clang sees.
	must_say "expected GCC, Clang, or a compiler that defines __GNUC__ or _MSC_VER" "$cc" -std=c11 -ffreestanding \
		-U__GNUC__ -U__clang__ -I"$root/include" -c "$here/consumer.c" -o "$scratch/consumer.o"
}

# Prints the headers that the header includes, except itself and the compiler's own.
foreign_headers() {
	"$@" -std=c11 -ffreestanding -I"$root/include" -M "$here/second.c" | tr -s '[:space:]' '\n' | grep '\.h$' |
		sed 's|.*/||' | grep -Evx 'membarrier\.h|std(def|int|int-gcc|bool|c-predef)\.h|__stddef.*\.h'
}

# Macros it defines that are not its own; a second argument is included first, as if by it.
foreign_macros() {
	local cc=$1 extra=${2-}
	printf '#include <stddef.h>\n#include <stdint.h>\n#include <stdbool.h>\n' >"$scratch/standard.h"
	printf '%s\n#include <membarrier.h>\n' "$extra" >"$scratch/ours.h"
	"$cc" -std=c11 -ffreestanding -dM -E -x c "$scratch/standard.h" | sort >"$scratch/before"
	"$cc" -std=c11 -ffreestanding -I"$root/include" -dM -E -x c "$scratch/ours.h" | sort |
		comm -13 "$scratch/before" - | grep -Ev '^#define MEMBARRIER_'
}

pollution() {
	local cc=$1
	have "$cc" || return
	checked=$((checked + 2))
	foreign_headers "$cc" && fail "$cc: the header includes these"
	foreign_macros "$cc" && fail "$cc: the header defines these"
	# The controls: the same searches find what is there.
	foreign_headers "$cc" -include limits.h >/dev/null || fail "INCONCLUSIVE: limits.h was not found"
	foreign_macros "$cc" '#define barrier() 0' >/dev/null || fail "INCONCLUSIVE: the macro was not found"
}

# Two translation units in one program, and what they need of others.
two_units() {
	local cc=$1 mode
	have "$cc" || return
	for mode in "${modes[@]}"; do
		# shellcheck disable=SC2086
		expect "$cc, two units" "$cc" -std=c11 -O2 $mode -I"$root/include" -r -nostdlib \
			"$here/consumer.c" "$here/second.c" -o "$scratch/both.o"
		checked=$((checked + 1))
		if nm -u "$scratch/both.o" | grep -Ev ' (membarrier_[a-z_]+|_GLOBAL_OFFSET_TABLE_)$'; then
			fail "$cc $mode: the header needs these symbols"
		fi
	done
}

for cc in gcc clang; do
	matrix_c $cc
	errors $cc
	pollution $cc
	two_units $cc
done
matrix_cxx g++ -Wuseless-cast
matrix_cxx clang++ ""
other_targets
finish
