# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2154,SC2034
# Sourced by the groups that compile against the stub headers beside it, after ../lib.sh.

compile_stubbed() # clang's name, flags...
{
	triple=$1
	shift
	set -- -nostdlibinc "$@" -isystem "$here/include/posix"
	compile_sources "clang --target=$triple" "$scratch/objects" -O2 -Werror "$@"
	for source in "$root"/tools/common/sys_*.c; do
		clang --target="$triple" -std=c11 -O2 -Wall -Wextra -Werror -I"$root/include" "$@" \
			-c -o "$scratch/objects/$(basename "$source" .c).o" "$source" ||
			not_built "${source#"$root"/} does not compile"
	done
	built='yes: objects of the library, with stub headers'
}
