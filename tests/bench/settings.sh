#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Wrong command lines: one line that says what was expected, nothing on standard output, status 2.
failed=0

# wrong WHAT-THE-LINE-MUST-SAY PROGRAM ARGUMENTS...
wrong()
{
	must=$1
	shift
	said=$("$@" 2>&1 >/dev/null)
	status=$?
	printed=$("$@" 2>/dev/null)
	case $status,$printed,$said in
	2,,*"
"*) echo "$*: expected one line, got: $said" ;;
	2,,*"$must"*) return ;;
	*) echo "$*: expected status 2, nothing printed and \"$must\"; got $status, \"$printed\" and: $said" ;;
	esac
	failed=1
}

for program in "$@"; do
	wrong "expected the command line" "$program" --no-such-option
	wrong "expected the command line" "$program" word
	wrong "expected the command line" "$program" --progress=1
	wrong "expected --seconds" "$program" --seconds
	wrong "expected --seconds" "$program" --seconds=-1
	wrong "expected --slice" "$program" --slice 0
	if [ -w /dev/full ]; then
		said=$("$program" --help 2>&1 >/dev/full)
		status=$?
		[ "$status,$said" = '2,cannot write the output: No space left on device' ] ||
			{ echo "$program --help >/dev/full: status $status, $said"; failed=1; }
	fi
	help=$("$program" --help 2>/dev/null) || { echo "$program --help: status $?"; failed=1; }
	case $help in
	"usage: ${program##*/} "*--seconds*--slice*--json*) ;;
	*) echo "$program --help: not what was expected: $help"; failed=1 ;;
	esac
	case ${program##*/} in
	contention | reclaim)
		wrong "expected --callers" "$program" --callers 0
		wrong "expected --callers" "$program" --callers ,
		wrong "expected --hot" "$program" --hot 1,x
		wrong "a shorter list" "$program" --hot 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1
		wrong "expected --callers and --hot" "$program" --callers 1,2,3,4,5,6,7,8,9 --hot 1,2,3,4,5,6,7,8
		wrong "expected --contenders" "$program" --contenders raw,unknown ;;
	esac
done
exit $failed
