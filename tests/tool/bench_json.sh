#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# --json is one valid document, alone on standard output, with the keys that google-benchmark's
# compare.py reads: it groups by name, and does arithmetic with real_time and cpu_time.
tool=$1
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

${EMULATOR:-} "$tool" bench --seconds 1 --json >"$output" 2>&1 || [ $? -eq 77 ] || { echo "bench --json: status $?"; exit 1; }

if command -v jq >/dev/null; then
	jq -e '
	def number: type == "number";
	. as $all | (.context | (.date | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T")) and (.num_cpus | number) and (.rounds > 0) and .rounds_enough == (.rounds >= 8)
		and (.strategy | length > 0) and (.pinned | type == "boolean") and .json_schema_version == 1)
	and (.benchmarks | length > 0)
	and all(.benchmarks[]; (.run_name | length > 0) and (.repetitions > 0) and (.threads > 0) and (.iterations > 0)
		and (.real_time | number) and (.cpu_time | number) and .time_unit == "ns"
		and if .run_type == "aggregate" then .name == .run_name + "_" + .aggregate_name
			else .run_type == "iteration" and .name == .run_name and .real_time > 0
				and .repetition_index < .repetitions end)
	and all(.benchmarks | map(select(.run_type == "iteration")) | group_by(.name)[];
		length == .[0].repetitions and (map(.repetition_index) | unique | length) == length)
	and ([.benchmarks[].run_name] + .needs_two_cpus | unique
		| contains(["private_line/fast_path", "private_line/c11_fence", "polled_line/normal_path",
			"slow_path/no_running_thread", "slow_path/running_thread", "slow_path/loss_of_running_thread"]))
	and all(.break_even[]; (.name | length > 0) and (.slow_path_ns | number) and (.saved_per_fast_path_ns | number)
		and if .verdict == "pays" then .fast_paths_per_slow_path | number
			elif .verdict == "never" then .fast_paths_per_slow_path == null
			else .verdict == "none" end)
	and all(.break_even[]; .lost_by_running_thread_ns >= 0 and (.verdict == "none") == ($all.context.rounds_enough | not))
	and all(.barriers[]; .beyond_the_loop_ns.median >= 0 and (.clipped_at_0 | type == "boolean"))
	and all(.single_slow_paths[]; .count + .left_out > 0 and .p25_ns <= .p50_ns and .p50_ns <= .p75_ns and .p75_ns <= .p99_ns and .p99_ns <= .max_ns)
	and (.context.asymmetric == (.break_even | length > 0))' "$output" >/dev/null && exit 0
elif command -v python3 >/dev/null; then
	python3 - "$output" <<'END' && exit 0
import json, sys
document = json.load(open(sys.argv[1]))
assert document["context"]["date"] and document["context"]["num_cpus"] >= 1 and document["benchmarks"]
for row in document["benchmarks"]:
    assert row["real_time"] + row["cpu_time"] is not None and row["time_unit"] == "ns", row
    assert row["threads"] > 0 and row["iterations"] > 0 and row["repetitions"] > 0, row
    if row["run_type"] == "aggregate":
        assert row["name"] == row["run_name"] + "_" + row["aggregate_name"], row
    else:
        assert row["run_type"] == "iteration" and row["name"] == row["run_name"], row
        assert row["repetition_index"] < row["repetitions"] and row["real_time"] > 0, row
assert document["context"]["asymmetric"] == bool(document["break_even"])
for row in document["break_even"]:
    assert row["verdict"] == "none" or (row["fast_paths_per_slow_path"] is None) == (row["verdict"] == "never"), row
END
else
	echo "cannot be tried here: neither jq nor python3"
	exit 77
fi
echo "not what was expected:"
cat "$output"
exit 1
