#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The report for people has every row, each with figures or with the reason why not, and the
# paragraph that says what they mean, first. A run that takes longer than asked for says so.
# -q prints the paragraph alone. Nothing on standard error if that is no terminal, unless progress is asked for.
tool=$1
failed=0
fail() {
	echo "$1"
	failed=1
}

report=$(${EMULATOR:-} "$tool" bench --seconds 1 2>&1)
status=$?
echo "$report"
case $status,$report in
0,"On this machine "* | 0,"There is nothing to gain"* | 77,"Not enough rounds ("*) ;;
*) fail "expected the verdict first, and status 0 or, without one, 77; got $status" ;;
esac

# row TIMES LABEL: TIMES lines begin with the label and go on with a number or a reason.
row() {
	found=$(printf '%s\n' "$report" | grep -cE "^ *$2  +(<? ?[0-9]+(\.[0-9])?|never|needs two CPUs)( |\$)")
	[ "$found" -eq "$1" ] || fail "expected $1 row(s) \"$2\", found $found"
}
row 2 'the loop itself, with a compiler barrier'
row 2 '\+ fast path'
row 2 '\+ normal path'
row 2 '\+ C11 seq_cst fence, as compiled here'
case $(uname -m) in
x86_64) row 2 '\+ mfence' ;;
esac
row 2 'no other thread running'
row 2 'one other thread running'
row 1 'which loses, each time'

case $report in
*"
strategy fence"*)
	fence=0 ;; # The test bench_fence looks at that report.
*)
	fence=1
	row 1 'normal path, one other thread running'
	row 1 'C11 fence, one other thread running'
	row 1 'normal path, on a line another CPU polls'
	row 1 'normal path, no other thread running'
	[ $status -eq 77 ] || printf '%s\n' "$report" | grep -qE 'a slow path (pays only after about [0-9]+|never pays)' ||
		fail "expected a paragraph that says from when on a slow path pays" ;;
esac

short=$(${EMULATOR:-} "$tool" bench --seconds 1 -q 2>&1)
case $?,$fence,$short in
0,1,"On this machine a slow path "* | 0,0,"There is nothing to gain here"* | 77,?,"Not enough rounds ("*) ;;
*) fail "bench -q: expected the paragraph alone, got: $short" ;;
esac

# Stopped for longer than three times --seconds: it ends after the round, and says so.
if [ -z "${EMULATOR:-}" ]; then
	took=$(mktemp) || exit 1
	trap 'rm -f "$took"' EXIT
	"$tool" bench --seconds 1 >"$took" 2>&1 &
	sleep 0.2
	kill -STOP $!
	sleep 3.5
	kill -CONT $!
	wait $!
	grep -qE '^It took [0-9]+ s, not 1: other programs ran\.$' "$took" || {
		cat "$took"
		fail "expected bench --seconds 1 to say that it took longer"
	}
fi

progress=$(${EMULATOR:-} "$tool" bench --seconds 1 --progress 2>&1 >/dev/null)
case $progress in
*"bench:"*%*) ;;
*) fail "bench --progress: expected it on standard error, got: $progress" ;;
esac
exit $failed
