#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A wrong command line: one line on standard error that says what was expected, nothing on
# standard output, exit status 2. --help: standard output, 0.
tool=$1
failed=0

# wrong WHAT-THE-LINE-MUST-SAY ARGUMENTS...
wrong() {
	must=$1
	shift
	said=$(${EMULATOR:-} "$tool" bench "$@" 2>&1 >/dev/null)
	status=$?
	printed=$(${EMULATOR:-} "$tool" bench "$@" 2>/dev/null)
	case $status,$printed,$said in
	2,,*"
"*) echo "bench $*: expected one line, got: $said" ;;
	2,,*"$must"*) return ;;
	*) echo "bench $*: expected status 2, nothing printed and \"$must\"; got $status, \"$printed\" and: $said" ;;
	esac
	failed=1
}

for seconds in 0 3601 -1 1.5 1s '' ' 1' 99999999999999999999; do
	wrong "expected --seconds to be a whole number from 1 to 3600" --seconds="$seconds"
done
for cpus in '' 0 '0,' ',0' 0,0 0,1,2 a,b 0.1 0,-1 0,99999999; do
	wrong "expected --cpus to be two different CPU numbers" --cpus "$cpus"
done
wrong "expected --cpus to name CPUs this process may use" --cpus 8190,8191
wrong "expected --strategy to be one of" --strategy no-such-strategy
wrong "expected --cpus or --contention, not both" --contention --cpus 0,1
wrong "--contention=1" --contention=1
wrong "--seconds expects a value" --seconds
wrong "--no-such-option" --no-such-option
wrong "-x" -x
wrong "--json=1" --json=1
wrong "expected options only" fast

help=$(${EMULATOR:-} "$tool" bench --help 2>/dev/null) || { echo "bench --help: status $?"; failed=1; }
for option in --contention --seconds --cpus --strategy --json --progress --no-progress --quiet; do
	case $help in
	*"$option"*) ;;
	*) echo "bench --help lacks $option"; failed=1 ;;
	esac
done
exit $failed
