#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# list.sh - the groups and scripts/matrix answer as README.md says, without building or installing anything.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
matrix=$here/../../scripts/matrix
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
MEMBARRIER_MATRIX=$work/cache MEMBARRIER_NPM=$work/npm
export MEMBARRIER_MATRIX MEMBARRIER_NPM

fail()
{
	echo "FAILED: $*"
	cat "$work/out"
	exit 1
}

call() # status command...
{
	wanted=$1
	shift
	"$@" >"$work/out" 2>&1 </dev/null
	status=$?
	[ "$status" -eq "$wanted" ] || fail "$*: expected exit status $wanted, found $status"
}

only() # expression: every line matches, and there is one
{
	[ -s "$work/out" ] || fail "expected some lines"
	! grep -qvE "$1" "$work/out" || fail "expected lines that match $1"
}

for group in linux windows apple bsd others; do
	script=$here/$group.sh
	[ -f "$script" ] || fail "expected a group $group"
	call 0 sh "$script" --packages
	only '^(npm:[@a-z0-9_./-]+|[a-z0-9][a-z0-9.+-]+)$'
	call 0 sh "$script" --targets
	only '^[a-z0-9_.-]+$'
	cat "$work/out" >>"$work/targets"
	first=$(head -n 1 "$work/out")
	call 0 sh "$script" --packages "$first"
	call 2 sh "$script"
	call 2 sh "$script" no-such-target "$work"
	call 2 sh "$script" "$first" "$work/no-such-directory"
done
: >"$work/out"
[ -z "$(sort "$work/targets" | uniq -d)" ] || fail "a target is there twice: $(sort "$work/targets" | uniq -d)"
call 0 "$matrix" --list
cmp -s "$work/out" "$work/targets" || fail "expected scripts/matrix --list to name every group's targets"
call 0 "$matrix" --help
grep -q '^usage: ' "$work/out" || fail "expected the usage"
for target in $(sed -n 's/^ *--short *only these: //p' "$work/out"); do
	grep -qxF -e "$target" "$work/targets" || fail "--short: there is no target $target"
done
call 2 "$matrix" --no-such-option
call 2 "$matrix" no-such-target
[ ! -e "$work/cache" ] && [ ! -e "$work/npm" ] || fail "something was written before it was asked for"
echo "$(wc -l <"$work/targets") targets"
