# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=bash
# Sourced by this directory's scripts: a scratch directory, notes and failures.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
checked=0
failed=0

note() {
	printf '%s\n' "$*"
}

skip() {
	note "cannot be tried here: $*"
	exit 77
}

fail() {
	note "FAILED: $*"
	failed=$((failed + 1))
}

have() {
	command -v "$1" >/dev/null 2>&1
}

# expect TITLE COMMAND...: the command must succeed and say nothing.
expect() {
	local title=$1
	shift
	checked=$((checked + 1))
	if ! "$@" >"$scratch/said" 2>&1 || [ -s "$scratch/said" ]; then
		fail "$title: $*"
		[ "$failed" -gt 3 ] || head -n 8 "$scratch/said"
	fi
}

finish() {
	note "$checked checks, $failed failed"
	[ "$checked" -gt 0 ] && [ "$failed" -eq 0 ]
	exit $?
}
