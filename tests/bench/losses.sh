#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# bench/losses names the cells below 1 and no others, and says which losses are larger than the spread.
root=$1
command -v jq >/dev/null || { echo "cannot be tried here: no jq"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

cell() # callers hot contender lower median upper
{
	printf '{"callers": %s, "hot": %s, "contender": "%s",
		"ratio": {"lower_quartile": %s, "median": %s, "upper_quartile": %s}}\n' "$@"
}
{
	cell 1 0 raw 1 1 1
	cell 1 0 library 0.9 0.95 0.99
	cell 2 0 library 0.5 0.9 1.2
	cell 2 1 library 0.9 1 1.1
	cell 4 1 library 2 3 4
	cell 4 1 mutex 0.1 0.2 0.3
	cell 8 1 library null null null # stalled: neither won nor lost
} >"$scratch/cells"
jq -s '{context: {compared_with: "raw", rounds: 8}, cells: .}' "$scratch/cells" >"$scratch/contention.json"
said=$("$root/bench/losses" "$scratch") || { echo "losses: status $?"; exit 1; }
expected='Where we lose
  contention: library makes fewer calls per second than raw in 2 of 4 cells, 1 of them in at least three rounds of four: 1 caller, 0 hot 0.95 (0.9 to 0.99); 2 callers, 0 hot 0.9 (0.5 to 1.2).'
[ "$said" = "$expected" ] || { printf 'expected:\n%s\ngot:\n%s\n' "$expected" "$said"; exit 1; }

# Seven rounds prove nothing, so no figures are printed. Fewer than four have no quartiles.
for rounds in 7 1; do
	jq -s --argjson rounds $rounds '{context: {compared_with: "raw", rounds: $rounds}, cells: map(.ratio.upper_quartile = null)}' \
		"$scratch/cells" >"$scratch/contention.json"
	said=$("$root/bench/losses" "$scratch") || { echo "losses: status $?"; exit 1; }
	expected="Where we lose
  contention: library: not enough rounds ($rounds, needs 8) for a verdict."
	[ "$said" = "$expected" ] || { printf 'expected:\n%s\ngot:\n%s\n' "$expected" "$said"; exit 1; }
done

# Names the bars that are not reached, but none without a figure.
rm "$scratch/contention.json"
jq -n '{context: {rounds: 9}, bars: [
	{bar: "one", against: "peer", goal: "<= 1.1", got: {median: 1.2, lower_quartile: 1.1, upper_quartile: 1.3}, verdict: "within 15 %"},
	{bar: "two", against: null, goal: "<= 8", got: {median: 7, lower_quartile: 5, upper_quartile: 7}, verdict: "reached"},
	{bar: "three", against: "absent", goal: "<= 1", verdict: null}]}' >"$scratch/hazard.json"
jq -n '{rounds: 9, bars: [
	{bar: "four", against: "peer", got: {lower_quartile: 1, median: 2, upper_quartile: 3}, goal: ">= 3.00", reached: false},
	{bar: "five", against: "peer", got: {lower_quartile: 1, median: 4, upper_quartile: 5}, goal: ">= 3.00", reached: true}]}' >"$scratch/sync.json"
said=$("$root/bench/losses" "$scratch")
expected='Where we lose
  sync: the library misses 1 of 2 bars: four against peer 2 (1 to 3) instead of >= 3.00.
  hazard: the library misses 1 of 2 bars: one against peer 1.2 (1.1 to 1.3) instead of <= 1.1.'
[ "$said" = "$expected" ] || { printf 'expected:\n%s\ngot:\n%s\n' "$expected" "$said"; exit 1; }
rm "$scratch/hazard.json" "$scratch/sync.json"

# Names the latencies above their limit, but none that was not judged.
row() # contender p99.9-holds p99.9-ratio
{
	printf '{"situation": "closed", "callers": 2, "hot": 1, "strangers": 0, "nice": 0, "us": 20, "contender": "%s",
		"p99.9": {"holds": %s, "ratio": {"lower_quartile": 1, "median": %s, "upper_quartile": 3}}}\n' "$@"
}
{
	row again false 2
	row library false 2
	row library true 1
	row library null 9
} | jq -s '{context: {rounds: 9}, rows: map(. + {mean: {}, p50: {}, p99: {}})}' >"$scratch/tails.json"
case $("$root/bench/losses" "$scratch") in
*"tails: the p99.9 is above its limit in 1 of 2 rows (of the raw call, measured a second time: in 1): closed, 2 callers, 1 hot, 0 strangers, 20 us 2 (1 to 3).") ;;
*) echo "expected one row of two to be named: $("$root/bench/losses" "$scratch")"; exit 1 ;;
esac
