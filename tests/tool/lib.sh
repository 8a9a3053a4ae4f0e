# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh
#
# lib.sh - what the scripts of this directory share; $1 is the command's path.

set -u
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK NO_COLOR
tool=$1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

skip()
{
	echo "cannot be tried here: $*"
	exit 77
}

fail()
{
	echo "FAILED: $*"
	echo "--- last command: membarrier $last (exit status $status); its output:"
	cat "$scratch/out"
	echo "--- its errors:"
	cat "$scratch/err"
	exit 1
}

# Runs the command; its output is in $scratch/out and err, its exit status in $status.
run()
{
	last=$*
	# Unquoted: an emulator may have arguments.
	${EMULATOR:-} "$tool" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
}

# expect STATUS ARGUMENTS...
expect()
{
	wanted=$1
	shift
	run "$@"
	[ "$status" -eq "$wanted" ] || fail "expected exit status $wanted"
}

# The errors are exactly this line.
errors_are()
{
	printf '%s\n' "$1" | cmp -s - "$scratch/err" || fail "expected this on standard error: $1"
}

no_errors()
{
	[ ! -s "$scratch/err" ] || fail "expected nothing on standard error"
}

no_output()
{
	[ ! -s "$scratch/out" ] || fail "expected nothing on standard output"
}

# has PATTERN: a line of the output matches.
has()
{
	grep -q -e "$1" "$scratch/out" || fail "expected a line that matches: $1"
}

# says WORDS: the output has these words in a row, wherever its lines break.
says()
{
	tr '\n' ' ' <"$scratch/out" | tr -s ' ' | grep -q -F -e "$1" || fail "expected the words: $1"
}

has_not()
{
	! grep -q -e "$1" "$scratch/out" || fail "expected no line that matches: $1"
}

need_jq()
{
	command -v jq >/dev/null || skip "jq is not installed"
}

# json EXPRESSION: the output is one document, for which the expression is true.
json()
{
	jq -e -s "length == 1 and (.[0] | $1)" "$scratch/out" >/dev/null || fail "expected one JSON document with: $1"
}

# Skips unless litmus can have two CPUs, and runs itself again under another strategy.
need_two_cpus()
{
	run litmus --rounds 1 -q
	grep -q 'two CPUs are needed' "$scratch/out" && skip "one CPU only"
}
