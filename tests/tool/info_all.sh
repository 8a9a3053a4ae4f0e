#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# info_all.sh - `membarrier info --all`: every command, as the system has it, as a sandbox leaves it; what stays registered.
. "$(dirname "$0")/lib.sh"
need_jq
[ -z "${EMULATOR:-}" ] || skip "a filter would hit the emulator"
# EMULATOR is a list of words, so the paths must have no blank.
ln -s "$2" "$scratch/denied"
ln -s "$3" "$scratch/watch.so"
denied=$scratch/denied
idle=$4

# Same as in the JSON document: a block a command.
expect 0 info --all --json
no_errors
json '.schema == 1 and (.home.strategy == "one-cpu" or .home.strategy == "every-cpu") and (.home.reason | length > 0)'
json '(.commands | length) == 8 and ([.commands[].name] | unique | length) == 8'
json '[.commands[] | .name, .since, .interrupts] | all(type == "string" and length > 0)'
json '[.commands[] | .tried == "works" or .tried == "refused" or .tried == "killed"] | all'
json '[.commands[] | (.tried == "refused") == (.errno != 0) and (.tried == "killed") == (.signal != 0)] | all'
json '[.commands[] | (.registration_number == 0) <= (.registered == null)] | all'
json '.home.strategy as $h | any(.commands[]; .used_for == "slow paths at a home") == ($h == "one-cpu")'
json '(.strategy == "membarrier") == any(.commands[]; .name == "private-expedited" and .used_for == "slow paths")'
cp "$scratch/out" "$scratch/rows"
expect 0 info --all
no_errors
[ "$(grep -c '^    kernel  ' "$scratch/out")" -eq 8 ] || fail "expected a block a command"
jq -r '.commands[] | .interrupts, .defects[]' "$scratch/rows" >"$scratch/texts"
while read -r text; do
	says "$text"
done <"$scratch/texts"
expect 0 info --all -q
[ "$(wc -l <"$scratch/out")" -le 2 ] || fail "expected the strategy only"
expect 0 info --json
json 'has("commands") | not'

# A call is refused, or kills the caller: only the child of the command ends.
if "$denied" membarrier-eperm -- true; then
	for filter in membarrier-eperm:refused membarrier-kill:killed one-cpu-eperm:works; do
		EMULATOR="$denied ${filter%:*} --"
		expect 0 info --all --json
		no_errors
		json "any(.commands[]; .name == \"query\" and .tried == \"${filter#*:}\" and .offered == (.tried == \"works\"))"
		json '.home.strategy == "every-cpu" and all(.commands[]; .used_for != "slow paths at a home")'
		json 'any(.commands[]; .name == "private-expedited-rseq-cpu" and .tried != "works")'
	done
	unset EMULATOR
else
	echo "note: no seccomp filters: sandboxes are not tried"
fi

# The known defects of versions are found by the version's number, and not in versions that mended them.
defects() # RELEASE COMMAND: how many
{
	LD_PRELOAD=$scratch/watch.so RELEASE=$1 "$tool" info --all --json >"$scratch/out"
	last="info --all --json, Linux $1"
	jq --arg n "$2" '.commands[] | select(.name == $n) | .defects | length' "$scratch/out"
}
status=0
: >"$scratch/err"
for row in 5.9.1:private-expedited-sync-core:2 5.10.0:private-expedited-sync-core:1 6.8.0:private-expedited-sync-core:0 \
	5.11.22:global-expedited:2 5.12.0:global-expedited:1 6.8.0-rc1:global-expedited:0 6.18.1:query:0 4.19.0:query:0; do
	release=${row%%:*} count=${row##*:} command=${row#*:}
	found=$(defects "$release" "${command%:*}")
	case $(uname -m) in
	x86_64|i?86|s390x) [ "$found" -eq "$count" ] || fail "expected $count defects of ${command%:*}, not $found" ;;
	*) [ "$found" -ge "$count" ] || fail "expected $count defects of ${command%:*} at least, not $found" ;;
	esac
done
[ "$(defects 2.6.78 query)" -eq 1 ] || fail "expected a version that is not understood to be said"

# Nothing is left registered as a receiver of other processes' barriers (4), or to serialise code (64).
registered() # COMMAND...: the sum when it ends
{
	: >"$scratch/watched"
	WATCH=$scratch/watched LD_PRELOAD=$scratch/watch.so "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$? last=$*
	cat "$scratch/watched"
}
sum=$(registered "$tool" info)
[ "${sum:--1}" -ge 0 ] || skip "the kernel does not tell what is registered (before 6.3), or a library cannot be preloaded"
for bit in 4 64; do
	sum=$(REGISTER=$bit registered "$tool" info)
	[ $((sum & bit)) -ne 0 ] || skip "INCONCLUSIVE: registering for $bit was not seen"
done
for command in info 'info --all' 'selftest --milliseconds 20' 'litmus --rounds 20' 'bench --seconds 1' \
	'bench --contention --seconds 1'; do
	# shellcheck disable=SC2086 # a list of words
	sum=$(registered "$tool" $command --no-progress)
	[ "${sum:--1}" -ge 0 ] && [ $((sum & 68)) -eq 0 ] || fail "left registered: $sum"
done
sum=$(registered "$idle")
[ "${sum:--1}" -ge 0 ] && [ $((sum & 68)) -eq 0 ] || fail "a program that asks for nothing is registered: $sum"
