# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2154,SC2034
# Sourced by the groups that compile against the stub headers beside it, after ../lib.sh.

compile_stubbed() # clang's name, flags...
{
	triple=$1
	shift
	set -- -nostdlibinc "$@" -isystem "$here/include/posix"
	if [ -n "$syntax_only" ]; then
		check_syntax "$@"
		return
	fi
	compile_sources "clang --target=$triple" "$scratch/objects" -O2 -Werror "$@"
	for source in "$root"/tools/common/sys_*.c; do
		clang --target="$triple" -std=c11 -O2 -Wall -Wextra -Werror -I"$root/include" "$@" \
			-c -o "$scratch/objects/$(basename "$source" .c).o" "$source" ||
			not_built "${source#"$root"/} does not compile"
	done
	built='yes: objects of the library, with stub headers'
}

# All sources in one process of the compiler, whose driver would start one for each: a tenth of the time.
check_syntax() # flags..., $triple as above
{
	cc="clang --target=$triple"
	sources=$(printf '%s\n' "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c "$root"/tools/common/sys_*.c)
	if supports_sync "$scratch" "$@"; then sources="$sources $(printf '%s\n' "$root"/src/sync/*.c "$root"/src/sync/port/*.c)"; fi
	# The driver prints what it would start, each word in quotes, the file at the end.
	command=$($cc -### -fsyntax-only -std=c11 -Wall -Wextra -Werror -I"$root/include" "$@" "$root/src/select.c" 2>&1 |
		sed -n '$s/ "[^"]*"$//p')
	eval "set -- $command"
	# shellcheck disable=SC2086 # a list of words
	"$@" $sources || not_built 'the library is no valid C with the stub headers'
	# shellcheck disable=SC2086 # a list of words
	built="yes: the syntax of $(echo $sources | wc -w) files"
}
