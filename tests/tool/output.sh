#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# output.sh - colours, progress, a full disk, an interruption: where each of them goes.
. "$(dirname "$0")/lib.sh"

escape=$(printf '\033')

for command in info "litmus --rounds 100"; do
	run $command
	has_not "$escape"
	run $command --color=always
	[ "$status" -eq 77 ] || has "$escape"
	run $command --color never
	has_not "$escape"
done

# On a terminal: colours, unless the user or the terminal refuses them.
if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	on_terminal()
	{
		last="$* (on a terminal)" status=0
		script -qec "$* ${EMULATOR:-} '$tool' info" /dev/null >"$scratch/out" 2>"$scratch/err" </dev/null
	}
	on_terminal env -u NO_COLOR TERM=xterm
	has "$escape"
	on_terminal env NO_COLOR=1 TERM=xterm
	has_not "$escape"
	on_terminal env NO_COLOR= TERM=xterm
	has "$escape"
	for terminal in TERM=dumb TERM= '-u TERM'; do
		# shellcheck disable=SC2086 # an option and its value
		on_terminal env -u NO_COLOR $terminal
		has_not "$escape"
	done
else
	echo "note: no script(1): terminals are not tried"
fi

if [ -w /dev/full ]; then
	for command in info "info --json" --help --version "litmus --rounds 100 --json"; do
		# shellcheck disable=SC2086
		${EMULATOR:-} "$tool" $command >/dev/full 2>"$scratch/err" </dev/null
		status=$? last="$command >/dev/full"
		: >"$scratch/out"
		[ "$status" -eq 2 ] || fail "expected exit status 2"
		errors_are 'membarrier: cannot write to standard output: No space left on device'
	done
fi

# Progress: only on a terminal, or on request.
need_two_cpus
run litmus --rounds 100
no_errors
run litmus --rounds 100 --no-progress
no_errors
run litmus --rounds 100 --progress -q
grep -q ' %  fast / slow' "$scratch/err" || fail "expected progress on standard error"
[ "$(wc -l <"$scratch/out")" -le 3 ] || fail "expected the verdict only"

# An interruption: what there is so far. (A shell's background jobs ignore it, so timeout(1) sends it.)
if command -v timeout >/dev/null; then
	last="litmus --seconds 3600, interrupted"
	for seconds in 2 10 60; do # On a busy machine it may not have begun by then.
		timeout --preserve-status -s INT $seconds ${EMULATOR:-} "$tool" litmus --seconds 3600 \
			>"$scratch/out" 2>"$scratch/err" </dev/null
		status=$?
		[ ! -s "$scratch/out" ] || break
	done
	[ -s "$scratch/out" ] || skip "litmus had not begun in $seconds s"
	[ "$status" -eq 130 ] || fail "expected exit status 130"
	no_errors
	has '^interrupted: nothing forbidden was seen until then$'
	has '^Store buffering: '
fi
