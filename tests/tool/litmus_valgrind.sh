#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# litmus_valgrind.sh - litmus ends under valgrind too, which runs one thread at a time and lets
# one that yields go on; it has tried every pair, and valgrind has found no error in it.
. "$(dirname "$0")/lib.sh"

command -v valgrind >/dev/null || skip "valgrind is not installed"
[ -z "${EMULATOR:-}" ] || skip "valgrind does not run under an emulator"
EMULATOR="valgrind -q --error-exitcode=99"
run info
[ "$status" -eq 0 ] || skip "valgrind does not run the command: $(tail -n 1 "$scratch/err")"

run litmus --rounds 20 # However long that takes.
case $status in
0) ;;
77) grep -q '^inconclusive' "$scratch/out" || skip "$(tail -n 1 "$scratch/out")" ;;
*) fail "expected exit status 0 or 77" ;;
esac
grep -Eq '^ *slow / slow +[1-9]' "$scratch/out" || fail "expected rounds in each row"
! grep -Eq '^ *[a-z]+ / [a-z]+ +0 ' "$scratch/out" || fail "expected rounds in each row"
no_errors
