#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# info_denied.sh - in a sandbox that refuses the barrier, an operator reads which call failed, how, and what that means.
. "$(dirname "$0")/lib.sh"
need_jq
# EMULATOR is a list of words, so the path must have no blank.
ln -s "$2" "$scratch/denied"
denied=$scratch/denied
[ -z "${EMULATOR:-}" ] || skip "a filter would hit the emulator"
expect 0 info --json
json 'any(.candidates[]; .name == "membarrier")' # else nothing is left to refuse
jq -e 'any(.candidates[]; .name == "membarrier" and .verdict == "offered")' "$scratch/out" >/dev/null ||
	skip "the strategy membarrier is refused already"
"$denied" membarrier-eperm -- true || skip "no seccomp filters"

EMULATOR="$denied membarrier-eperm --"
expect 0 info --json
json '.system_call_filter | startswith("none") | not'
json '.strategy != "membarrier" and any(.candidates[]; .name == "membarrier" and .verdict == "unavailable" and .errno == 1 and .errno_name == "EPERM")'
expect 0 info
no_errors
has '^  membarrier  *unavailable'
says '(EPERM, errno 1)'
expect 77 info --strategy membarrier
no_output
grep -q '^membarrier info: cannot be tried here: strategy membarrier is unavailable: ' "$scratch/err" || fail "expected the reason"

EMULATOR="$denied membarrier-enosys mprotect-none-eperm --"
expect 0 info --json
json '.strategy == "fence" and (.asymmetric | not)'
json 'any(.candidates[]; .name == "membarrier" and .errno_name == "ENOSYS")'
expect 0 info
has '^strategy  *fence, not asymmetric'
has '^advice  *Fast paths are full fences here'
says 'system call filter, an old kernel'
