#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# plot.sh ROOT CONTENTION RECLAIM OPEN-LOOP COSTS: bench/plot draws each table twice from what the programs write.
root=$1 contention=$2 reclaim=$3 open_loop=$4 costs=$5
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

said=$("$root/bench/plot" "$out" 2>&1) || { echo "plot: status $?: $said"; exit 1; }
for name in contention reclaim open_loop costs; do
	# What gnuplot complains of it says on standard error, and goes on.
	[ "$(printf '%s\n' "$said" | grep -c "^bench/plot: $name.svg, $name.png\$")" -eq 1 ] || { echo "expected $name: $said"; exit 1; }
	grep -q '</svg>' "$out/$name.svg" || { echo "expected a whole SVG in $name.svg"; exit 1; }
	[ "$(head -c 4 "$out/$name.png" | tr -d '\211')" = PNG ] || { echo "expected a PNG in $name.png"; exit 1; }
done
[ "$(printf '%s\n' "$said" | wc -l)" -eq 4 ] || { echo "expected four lines and no complaint: $said"; exit 1; }
