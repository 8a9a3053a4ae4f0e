#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# info.sh - `membarrier info` under every strategy there is, and under one that is not.
. "$(dirname "$0")/lib.sh"
need_jq

expect 0 info
no_errors
for word in strategy why basis setting library system CPUs filter hypervisor advice; do
	has "^$word  *[^ ]"
done
has '^\* .*, in use$'
[ "$(awk 'length > 80' "$scratch/out" | wc -l)" -eq 0 ] || fail "expected lines of 80 columns at most"

expect 0 info --json
no_errors
json '.schema == 1 and .command == "info" and .setting == null'
json '.cpus_allowed > 0 and .cpus_online >= .cpus_allowed and (.system_call_filter | length > 0) and (.hypervisor | length > 0)'
json '[.candidates[].name] | index("fence") == length - 1'
json '. as $all | .candidates[] | select(.name == $all.strategy) | .verdict == "offered" and .asymmetric == $all.asymmetric'
json '[.candidates[] | .verdict] | all(. == "offered" or . == "unsound" or . == "unavailable")'
json '[.candidates[] | (.errno == 0) == (.errno_name == null)] | all'
json '.asymmetric == any(.candidates[]; .asymmetric and .verdict == "offered")'
cp "$scratch/out" "$scratch/default"

for name in $(jq -r '.candidates[].name' "$scratch/default"); do
	verdict=$(jq -r --arg n "$name" '.candidates[] | select(.name == $n) | .verdict' "$scratch/default")
	MEMBARRIER_STRATEGY=$name
	export MEMBARRIER_STRATEGY
	expect 0 info --json
	unset MEMBARRIER_STRATEGY
	if [ "$verdict" = offered ]; then
		json ".strategy == \"$name\" and (.setting | endswith(\"obeyed\"))"
	else
		json ".strategy != \"$name\" and (.setting | contains(\"ignored\"))"
	fi

	# The option does what the variable does, or says why not.
	run info --strategy "$name" --json
	if [ "$verdict" = offered ] && [ "$status" -eq 0 ]; then
		no_errors
		json ".strategy == \"$name\""
	elif [ "$verdict" = offered ]; then
		grep -q 'cannot run itself again' "$scratch/err" || fail "expected strategy $name to be used"
		[ -n "${EMULATOR:-}" ] || fail "expected the command to run itself again"
	else
		[ "$status" -eq 77 ] || fail "expected exit status 77"
		no_output
		grep -q "^membarrier info: cannot be tried here: strategy $name is " "$scratch/err" || fail "expected a reason"
	fi
done

# A setting that is not obeyed: said in every command, on standard error.
MEMBARRIER_STRATEGY=magic
export MEMBARRIER_STRATEGY
ignored='warning: MEMBARRIER_STRATEGY="magic" names no strategy of this system: ignored'
expect 0 info --json
json '.setting == "MEMBARRIER_STRATEGY=\"magic\" names no strategy of this system: ignored"'
errors_are "membarrier info: $ignored"
expect 0 info
says 'setting MEMBARRIER_STRATEGY="magic" names no strategy of this system: ignored'
errors_are "membarrier info: $ignored"
run selftest --milliseconds 1
errors_are "membarrier selftest: $ignored"
run litmus --rounds 1 --no-progress
errors_are "membarrier litmus: $ignored"
run bench --seconds 1 --no-progress --quiet
errors_are "membarrier bench: $ignored"
expect 0 info --strategy fence
no_errors
expect 0 info --help
no_errors
for name in fence Fence FENCE; do
	MEMBARRIER_STRATEGY=$name
	expect 0 info
	no_errors
	has '^strategy  *fence, not asymmetric'
	has '^advice  *Fast paths are full fences'
	has "^setting  *MEMBARRIER_STRATEGY=\"$name\": obeyed"
	# For unit files and health checks.
	expect 0 info --require fence --require documented
	no_output
	no_errors
	expect 1 info --require asymmetric
	no_output
	grep -q '^membarrier info: required asymmetric, but fast paths are full fences here: strategy fence, asked for' \
		"$scratch/err" || fail "expected the reason"
done
unset MEMBARRIER_STRATEGY
for name in $(jq -r '.candidates[] | select(.verdict == "offered" and .asymmetric) | .name' "$scratch/default"); do
	[ -z "${EMULATOR:-}" ] || continue
	documented=$(jq -r --arg n "$name" '.candidates[] | select(.name == $n) | if .documented then 0 else 1 end' "$scratch/default")
	expect 0 info --strategy "$name" --require asymmetric
	no_output
	no_errors
	expect 1 info --strategy "$name" --require fence
	no_output
	grep -q "^membarrier info: required fence, but slow paths interrupt other threads here: strategy $name, " \
		"$scratch/err" || fail "expected the reason"
	expect 1 info --strategy "$name" --require fence --json
	json ".strategy == \"$name\""
	expect "$documented" info --strategy "$name" --require documented --require asymmetric
done
expect 0 info --strategy Fence --require fence
