#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# list.sh - `run --list` is right without installing or booting anything, and so is what a wrong command line gets.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
MEMBARRIER_KERNELS=$work/cache
export MEMBARRIER_KERNELS

fail()
{
	echo "FAILED: $*"
	cat "$work/out"
	exit 1
}

call() # status arguments
{
	wanted=$1
	shift
	"$here/run" "$@" >"$work/out" 2>&1 </dev/null
	status=$?
	[ "$status" -eq "$wanted" ] || fail "run $*: expected exit status $wanted, found $status"
}

call 0 --list
[ "$(wc -l <"$work/out")" -ge 10 ] || fail "expected ten guests or more"
bad=$(grep -cvE '^[a-z0-9.-]+ +linux-image-[^:]+: QUERY [0-9]+, strategy [a-z]+, mprotect (offered|unsound)$' "$work/out")
[ "$bad" -eq 0 ] || fail "$bad lines of --list are not of the form expected"
[ -z "$(cut -d ' ' -f 1 "$work/out" | sort | uniq -d)" ] || fail "a guest is listed twice"
call 0 --help
grep -q '^usage: ' "$work/out" || fail "expected the usage"
[ ! -e "$work/cache" ] || fail "something was written before it was asked for"
call 2 --nonsense
call 2 --timeout soon
call 2 no-such-guest

if command -v shellcheck >/dev/null; then
	shellcheck -x -P SCRIPTDIR -S warning "$here/run" "$here/list.sh" >"$work/out" || fail "shellcheck finds a mistake"
else
	echo "(shellcheck is not installed)"
fi
echo "--list names $("$here/run" --list | wc -l) guests"
