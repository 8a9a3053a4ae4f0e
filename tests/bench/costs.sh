#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# costs: each barrier has an entry on each line, and a peer one if and only if it is named in the context.
. "$(dirname "$0")/lib.sh"

measure "$1" --slice 1
common_keys
holds "the library's own barriers on a private line" '[.benchmarks[].run_name] | unique
	| contains(["costs/private_line/fast_path", "costs/private_line/normal_path", "costs/private_line/c11_fence"])'
holds "the polled line where there are two CPUs" '
	any(.benchmarks[].run_name; startswith("costs/polled_line/")) == (.context.num_cpus > 1)'
holds "peers to be there or to be said absent" '
	any(.benchmarks[].run_name; test("/liburcu_")) == (.context.liburcu != null)
	and any(.benchmarks[].run_name; test("/ck_")) == (.context.ck != null)'
jq -e '.context.ck' "$json" >/dev/null || grep -q 'Concurrency Kit.*absent' "$scratch/text" ||
	{ echo "expected the text to say that Concurrency Kit is absent"; exit 1; }
