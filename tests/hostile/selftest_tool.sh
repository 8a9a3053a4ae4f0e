#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# membarrier selftest: its exit statuses agree with what it says, on this system and on one
# that lies (UNDER_LIE PROGRAM: runs it under the lie), with one CPU, and for wrong usage.
tool=$1
under_lie=$2
failed=0
fail() {
	echo "$1"
	failed=1
}

# usage STATUS ARGUMENTS...: the status, one line on standard error, nothing on standard output
usage() {
	output=$("$tool" selftest "$@" 2>&1 >/dev/null)
	status=$?
	[ $status -eq 2 ] || fail "selftest $*: expected status 2, not $status"
	[ "$(printf '%s\n' "$output" | wc -l)" -eq 1 ] || fail "selftest $*: expected one line, not: $output"
	case $output in
	"membarrier selftest: "*) ;;
	*) fail "selftest $*: $output" ;;
	esac
}
usage --milliseconds 0
usage --milliseconds -1
usage --milliseconds 1e3
usage --milliseconds 3600001
usage --milliseconds
usage --nonsense
usage --strategy nonsense
usage word
"$tool" selftest --help | grep -q '^usage: membarrier selftest' || fail "expected help on standard output"
"$tool" --help | grep -q '^  selftest ' || fail "expected --help to name selftest"

# agrees STATUS TEXT: what the report says is what the status says
agrees() {
	echo "$2"
	case $1,$2 in
	0,*"sound"* | 1,*"violated"* | 77,*"inconclusive"*) ;;
	*) fail "status $1 and the report differ" ;;
	esac
}
# conclude COMMAND...: sets report and status
conclude() {
	report=$("$@")
	status=$?
}
conclude "$tool" selftest
agrees $status "$report"
[ $status -ne 1 ] || fail "violated"
undecided=
[ $status -ne 77 ] || undecided=$report

json=$("$tool" selftest --json --milliseconds 1000)
agrees $? "$json"
if command -v jq >/dev/null; then
	printf '%s\n' "$json" | jq -e '
	.schema == 1 and .command == "selftest" and (.strategy | length > 0) and (.reason | length > 0)
	and (.result | test("^(sound|violated|inconclusive)$")) and .forbidden <= .rounds
	and .control_weak <= .control_rounds and .slow_paths_witnessed >= 0 and .interrupts >= 0
	and (.home | (.result | test("^(sound|violated|inconclusive)$")) and (.reason | length > 0) and .forbidden <= .rounds
		and .slow_paths_witnessed >= 0 and .interrupts >= 0)' >/dev/null ||
		fail "not the JSON that was expected"
fi

if command -v taskset >/dev/null; then
	cpu=$(taskset -cp $$ | sed 's/.*: *//; s/[^0-9].*//')
	report=$(taskset -c "$cpu" "$tool" selftest)
	status=$?
	agrees $status "$report"
	[ $status -eq 77 ] || fail "one CPU: status $status"
	printf '%s\n' "$report" | tr -s ' \n' ' ' | grep -q 'one CPU' || fail "expected the reason to be one CPU"
fi

if "$tool" info | grep -q '^strategy  *membarrier,'; then
	conclude "$under_lie" run "$tool" selftest
	agrees $status "$report"
	case $status,$report in
	1,*) ;;
	77,*"cannot be tried here"* | 77,*"inconclusive"*) undecided="under the lie: $report" ;;
	*) fail "under the lie: expected status 1" ;;
	esac
fi

# A container may hide the counts: then the litmus alone decides, and the report says so.
if unshare -m sh -c 'mount --bind /dev/null /proc/interrupts' 2>/dev/null; then
	# shellcheck disable=SC2016 # for the inner shell
	report=$(unshare -m sh -c 'mount --bind /dev/null /proc/interrupts; exec "$1" selftest' sh "$tool")
	status=$?
	agrees $status "$report"
	[ $status -ne 1 ] || fail "violated, without counts of interrupts"
	printf '%s\n' "$report" | grep -q '^interrupts  *not counted' || fail "expected interrupts not to be counted"
fi

[ $failed -eq 0 ] || exit 1
if [ -n "$undecided" ]; then
	echo "cannot be tried here: INCONCLUSIVE: $undecided"
	exit 77
fi
