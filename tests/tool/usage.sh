#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# usage.sh - help, version, and one exact line for each mistake.
. "$(dirname "$0")/lib.sh"

# wrong LINE ARGUMENTS...: exit status 2, nothing on standard output, that line on standard error.
wrong()
{
	line=$1
	shift
	expect 2 "$@"
	no_output
	errors_are "$line"
}

commands=$(${EMULATOR:-} "$tool" --help | awk '/^commands:/ { on = 1; next } /^$/ { on = 0 } on && $1 != "help" { print $1 }')
expect 0 --help
cp "$scratch/out" "$scratch/help"
for option in -h help; do
	expect 0 $option
	no_errors
	has '^usage: membarrier COMMAND'
done
for command in $commands; do
	expect 0 $command --help
	no_errors
	has "^usage: membarrier $command"
	has '^exit status'
	cp "$scratch/out" "$scratch/help.$command"
	expect 0 -- $command --help
	expect 0 help $command
	cmp -s "$scratch/out" "$scratch/help.$command" || fail "expected the help of $command"
	expect 0 $command -h
	no_errors
	has "^usage: membarrier $command"
	has "^\`membarrier $command --help\` says more\.$"
	[ "$(wc -l <"$scratch/out")" -lt "$(wc -l <"$scratch/help.$command")" ] || fail "expected -h to be shorter"
done
# No line is too long, and all commands have the same options.
! awk 'length > 80' "$scratch"/help* | grep . || fail "expected lines of 80 columns at most"
for command in $commands; do
	for option in --seconds --strategy --json --color --progress --no-progress -q --quiet -h --help; do
		grep -qE -e "^ .*$option\>" "$scratch/help.$command" || fail "$command --help lacks $option"
	done
done
for option in --version -V; do
	expect 0 $option
	no_errors
	has '^membarrier [0-9]*\.[0-9]*\.[0-9]*$'
done

for nothing in '' --; do
	# shellcheck disable=SC2086 # no word, or one
	expect 2 $nothing
	no_output
	grep -q '^usage: membarrier COMMAND' "$scratch/err" || fail "expected the usage"
done
all='info, selftest, litmus, bench, report'
wrong "membarrier: expected a command ($all), not \"probe\" (see --help)" probe
wrong "membarrier: expected a command ($all), not \"--help\" (see --help)" -- --help
wrong 'membarrier: no such command: ifno; did you mean info? (see --help)' ifno
wrong 'membarrier: no such command: bnech; did you mean bench? (see --help)' help bnech
wrong 'membarrier help: expected one command, not "bench" (see --help)' help info bench
wrong 'membarrier bench: no such option: --jsom; did you mean --json? (see --help)' bench --jsom
wrong 'membarrier litmus: no such option: --secnods=3; did you mean --seconds? (see --help)' litmus --secnods=3
wrong 'membarrier selftest: expected --seconds or --milliseconds, not both' selftest --seconds 1 --milliseconds 1
wrong 'membarrier: no such option: --json (see --help)' --json info
wrong 'membarrier: no such option: -x (see --help)' -x
wrong 'membarrier: --version=3: no such option, or one that takes no value (see --help)' --version=3

wrong 'membarrier info: no such option: --verbose (see --help)' info --verbose
wrong 'membarrier info: expected options only, not "x" (see --help)' info x
wrong 'membarrier info: expected options only, not "--json" (see --help)' info -- --json
wrong 'membarrier info: --strategy expects a value (see --help)' info --strategy
wrong 'membarrier info: expected --color to be auto, always or never, not "yes"' info --color=yes

wrong 'membarrier info: --require expects a value (see --help)' info --require
wrong 'membarrier info: expected --require to be fence, asymmetric or documented, not "Fence"' info --require Fence
wrong 'membarrier info: expected --require fence or asymmetric, not both: no strategy is both' \
	info --require fence --require asymmetric
wrong 'membarrier info: expected --require or --platforms, not both' info --platforms --require fence
wrong 'membarrier info: expected --strategy or --platforms, not both' info --platforms --strategy fence
wrong 'membarrier info: expected --all without --platforms and --require' info --all --platforms
wrong 'membarrier info: expected --all without --platforms and --require' info --require fence --all
wrong 'membarrier info: --platforms=all: no such option, or one that takes no value (see --help)' info --platforms=all

known=$(${EMULATOR:-} "$tool" info --json | sed -n 's/^\t\t\t"name": "\(.*\)",$/\1/p' | paste -s -d, | sed 's/,/, /g')
for command in info litmus; do
	wrong "membarrier $command: expected --strategy to be one of $known, not \"magic\"" $command --strategy magic
done

for number in 0 -1 86401 1e3 10s '' ' 5' +5 99999999999999999999999; do
	wrong "membarrier litmus: expected --seconds to be a whole number from 1 to 86400, not \"$number\"" \
		litmus --seconds "$number"
done
for number in 0 -1 1000000001 0x10 many ''; do
	wrong "membarrier litmus: expected --rounds to be a whole number from 1 to 1000000000, not \"$number\"" \
		litmus --rounds "$number"
done
wrong 'membarrier litmus: expected --seconds or --rounds, once' litmus --seconds 1 --rounds 1
wrong 'membarrier litmus: expected --seconds or --rounds, once' litmus --rounds 1 --rounds 1
for cpus in 0 0,0 0,x '0,' ',1' '' 0,1,0,1 -1,0 '0,1,' 0,99999999999; do
	wrong "membarrier litmus: expected --cpus to be two CPU numbers that differ, and a third for the relay, as in 0,1 or 0,1,1; not \"$cpus\"" \
		litmus --cpus "$cpus"
done
expect 2 litmus --cpus 999998,999999
no_output
grep -q '^membarrier litmus: expected --cpus to name CPUs that this process may use ([0-9,]*), not 999998$' \
	"$scratch/err" || fail "expected the list of allowed CPUs"
[ "$(wc -l <"$scratch/err")" -eq 1 ] || fail "expected one line"
wrong 'membarrier litmus: expected options only, not "5" (see --help)' litmus 5
wrong 'membarrier litmus: no such option: -5 (see --help)' litmus -5
