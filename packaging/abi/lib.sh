# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2034
#
# What renew and tests/abi share. The promise is written down in three files beside this
# one: libmembarrier.x86-64.abi and libmembarrier-sync.x86-64.abi, what abidw finds in the libraries
# (the exported functions and variables, and the types that a caller of them sees), and `macros`,
# the values that only the headers have.

# Compiled here, with relative paths: the dump then names no directory of this machine.
build_library() # compiler tree output
{
	build_of "$1" "$2" "$3" libmembarrier src 'src/*.c src/selftest/*.c src/port/*/*.c'
}
build_sync() # compiler tree output
{
	build_of "$1" "$2" "$3" libmembarrier-sync src/sync 'src/sync/*.c src/sync/port/*.c'
}
build_of() # compiler tree output name folder-of-its-map sources
{
	(
		cd "$2" || exit
		major=$(sed -n 's/^#define MEMBARRIER_VERSION_MAJOR //p' include/membarrier.h)
		# shellcheck disable=SC2086 # words and patterns
		"$1" -std=c11 -g -O2 -fPIC -fvisibility=hidden -DMEMBARRIER_SHARED -pthread -shared -Iinclude $6 \
			-Wl,--version-script="$5/$4.map" -Wl,-soname,"$4.so.$major" -o "$3"
	)
}

# Dumps only the exported interfaces, not what only src/ knows. It has no locations: moving a line
# is no change.
dump_library() # library output
{
	abidw --exported-interfaces-only --drop-undefined-syms --no-corpus-path --no-comp-dir-path --no-show-locs \
		--no-elf-needed --type-id-style hash --out-file "$2.bare" "$1"
	# libabigail knows the format by the first line, so the licence is in the second.
	sed '1a<!-- SPDX-License-Identifier: MIT OR Apache-2.0 -->' "$2.bare" >"$2"
	rm "$2.bare"
}

dump_macros() # compiler tree output
{
	echo '/* SPDX-License-Identifier: MIT OR Apache-2.0 */' >"$3"
	{
		"$1" -std=c11 -E -dM "$2/include/membarrier.h" | grep '^#define MEMBARRIER_REQUIRE_'
		# What of the blocks is compiled into programs: initialisers, whose types are in the dump, and flags.
		cat "$2"/include/membarrier/*.h | "$1" -std=c11 -I"$2/include" -E -dM - |
			grep '^#define MEMBARRIER_[A-Z_]*_INIT[ (]' | tr -s ' '
		grep -oh '\<MEMBARRIER_[A-Z_]*_ = [-0-9A-Fa-fx]*' "$2"/include/membarrier/*.h
	} | sort >>"$3"
}

# Says what differs, and sets $difference: none, additions, or changes (and removals).
# abidiff's --headers-dir2 is no use: without locations in the dump it takes every type for a
# private one, and is silent about all of them. With --harmless, because a renamed member
# and a new enumerator are harmless to abidiff, and not to programs that are compiled.
compare_library() # dump library
{
	code=0
	abidiff --harmless "$1" "$2" || code=$?
	[ $((code & 3)) -eq 0 ] || { echo "abidiff failed, with status $code" >&2; return 1; }
	difference=none
	[ "$code" -ne 0 ] || return 0
	difference=additions
	abidiff --harmless --no-added-syms "$1" "$2" >/dev/null || difference=changes
}

compare_macros() # macros macros-now
{
	difference=none
	! diff "$1" "$2" || return 0
	difference=additions
	[ -z "$(comm -23 "$1" "$2")" ] || difference=changes
}

# Without debugging information abidiff compares only names.
has_debug_info() { readelf -SW "$1" | grep -q '\.debug_info'; }
# A program of another word size on the same CPU has another ABI.
is_x86_64() { readelf -h "$1" | grep -q 'Class:.*ELF64' && readelf -h "$1" | grep -q 'Machine:.*X86-64'; }
