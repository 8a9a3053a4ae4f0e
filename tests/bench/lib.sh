# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh
# Functions for the tests of the benchmark programs, which source this file.

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
json=$scratch/out.json

# run_program PROGRAM OPTIONS...: JSON into $json, text into $scratch/text; ends the test if it cannot be tried, or fails.
run_program()
{
	command -v jq >/dev/null || { echo "cannot be tried here: no jq"; exit 77; }
	"$@" --json "$json" >"$scratch/text"
	status=$?
	cat "$scratch/text"
	[ $status -ne 77 ] || exit 77
	[ $status -eq 0 ] || { echo "$*: expected status 0, got $status"; exit 1; }
	fits "$scratch/text"
	! grep -wE 'nan|inf' "$json" || { echo "expected a number or none"; exit 1; } # jq takes "nan" for null.
}

# The same in one round.
measure() # program option...
{
	run_program "$@" --seconds 0 --no-progress
}

# The text fits a terminal, and has no "nan" or "inf".
fits() # file
{
	[ -s "$1" ] || { echo "expected a text"; exit 1; }
	! awk 'length > 80' "$1" | grep . || { echo "expected lines of 80 columns at most"; exit 1; }
	! grep -wiE -e '-?(nan|inf)' "$1" || { echo "expected a number or none"; exit 1; }
}

# holds WHAT JQ-EXPRESSION
holds()
{
	jq -e "$2" "$json" >/dev/null || { echo "expected: $1"; jq 'del(.benchmarks)' "$json"; exit 1; }
}

# Holds for every program's document.
common_keys()
{
	holds "a context that says what was measured, and where" '.context
		| (.date | test("^[0-9]{4}-")) and .num_cpus > 0 and (.strategy | length > 0) and (.system | length > 0)
			and .rounds > 0 and .interrupted == false and (.library_version | length > 0)'
	holds "entries as google-benchmark has them" '(.benchmarks | length > 0) and all(.benchmarks[];
		(.run_name | length > 0) and .repetitions > 0 and .threads > 0 and .iterations > 0 and .time_unit == "ns"
			and if .run_type == "aggregate" then .name == .run_name + "_" + .aggregate_name
				else .name == .run_name and .real_time > 0 and .repetition_index < .repetitions end)'
}

# Checks what the library counted while the program ran.
counts_agree()
{
	holds "each slow path to be a barrier or a joined one, under an asymmetric strategy" \
		'(.context.asymmetric | not) or (.counted | .barriers + .joined == .slow_paths and .slow_paths > 0)'
}
