#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# plot.sh ROOT CONTENTION RECLAIM OPEN-LOOP COSTS TAILS EPOCHS [HAZARD QUIESCENCE]: bench/plot draws each table twice from what the programs write.
root=$1 contention=$2 reclaim=$3 open_loop=$4 costs=$5 tails=$6
shift 7 # bench/plot draws no epochs
rounds=
for tool in jq gnuplot; do
	command -v $tool >/dev/null || { echo "cannot be tried here: no $tool"; exit 77; }
done
. "$(dirname "$0")/lib.sh"

out=$scratch/results
mkdir "$out" || exit 1
json=$out/contention.json; measure "$contention" --callers 1,2 --hot 0,1 --slice 5 --settle 1 --data "$out/contention.data"
json=$out/reclaim.json; measure "$reclaim" --callers 1,2 --hot 0 --slice 5 --settle 1 --data "$out/reclaim.data"
json=$out/open_loop.json; measure "$open_loop" --rates 500,1000 --slice 50
json=$out/costs.json; measure "$costs" --slice 1
json=$out/tails.json; measure "$tails" --slice 5 --settle 1 --callers 1,2 --hot 0 --strangers 0 --work 5
for program in "$@"; do
	rounds="$rounds ${program##*/}"
	json=$out/${program##*/}.json; measure "$program" --slice 1
done
# Simulated ones, as far as a plot reads them.
jq -n '{context: {system: "simulated", seeds: 1}, rows: [{cpus: (2, 4), way: ("raw", "library"), situation: ("callers", "at a rate")}
	| . + {us: (1000 / .cpus), p50_ns: (5000 * .cpus), p99_ns: (9000 * .cpus), interrupts_of_a_hot_thread_per_second: (100 * .cpus)}]}' \
	>"$out/growth.json"
cp "$out/growth.json" "$out/rates.json"

said=$("$root/bench/plot" "$out" 2>&1) || { echo "plot: status $?: $said"; exit 1; }
for name in contention reclaim open_loop costs tails growth rates $rounds; do
	# gnuplot reports mistakes on standard error, and goes on.
	[ "$(printf '%s\n' "$said" | grep -c "^bench/plot: $name.svg, $name.png\$")" -eq 1 ] || { echo "expected $name: $said"; exit 1; }
	grep -q '</svg>' "$out/$name.svg" || { echo "expected a whole SVG in $name.svg"; exit 1; }
	[ "$(head -c 4 "$out/$name.png" | tr -d '\211')" = PNG ] || { echo "expected a PNG in $name.png"; exit 1; }
done
[ "$(printf '%s\n' "$said" | wc -l)" -eq $((7 + $#)) ] || { echo "expected a line for each and no complaint: $said"; exit 1; }

# The plot of the costs of fences has a linear axis from 0 and shows quartiles: other quartiles give another picture.
texts() { sed -n 's/.*<tspan[^>]*>\([^<]*\)<\/tspan>.*/\1/p' "$1"; }
[ "$(texts "$out/costs.svg" | grep -E '^ ?[0-9.]+$' | tr -d '\n')" = ' 0 10 20 30 40 50 60' ] || { texts "$out/costs.svg"; echo "expected an axis from 0 to 60"; exit 1; }
for spread in 0 5; do
	mkdir "$scratch/$spread" || exit 1
	jq --argjson spread $spread '(.benchmarks[].beyond_the_loop_ns | objects) |= {median: 20, lower_quartile: (20 - $spread), upper_quartile: (20 + $spread)}' \
		"$out/costs.json" >"$scratch/$spread/costs.json"
	"$root/bench/plot" "$scratch/$spread" >/dev/null 2>&1 || { echo "no plot of costs alone"; exit 1; }
done
! cmp -s "$scratch/0/costs.svg" "$scratch/5/costs.svg" || { echo "expected quartiles in costs.svg"; exit 1; }
