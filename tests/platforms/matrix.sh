#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# matrix.sh - what scripts/matrix makes of rows that pass, fail, cannot be tried, hang or answer nonsense, with fake
# groups; and what `--short` and names choose.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tree/scripts" "$work/tree/tests/platforms"
cp "$root/scripts/matrix" "$work/tree/scripts"
cp "$root/tests/progress.sh" "$work/tree/tests"
cat >"$work/tree/tests/platforms/linux.sh" <<'GROUP'
case $1 in
--targets) printf 'linux-%s\n' i386 armhf s390x riscv64 good absent bad slow nonsense; exit ;;
--packages) exit ;;
esac
echo "$1" >>"$RAN"
row() { printf '%s\t%s\t%s\t%s\t%s\n' "$@"; }
case $1 in
*-absent) row "$1" 'not here: install something-with-a-long-name-and-its-reason' - - -; exit 77 ;;
*-bad) row "$1" yes '1 passed, 1 failed, 0 skipped' holds fence; exit 1 ;;
*-slow) sleep 1000 ;;
*-nonsense) echo "all is well" ;;
*) row "$1" yes '2 passed, 0 failed, 0 skipped' 'holds (control 3)' membarrier ;;
esac
GROUP
cat >"$work/tree/tests/platforms/windows.sh" <<'GROUP'
case $1 in
--targets) echo windows-x86_64; exit ;;
--packages) exit ;;
esac
printf '%s\t%s\t-\t-\t-\n' "$1" yes
GROUP

fail()
{
	cat "$work/out"
	echo "FAILED: $*"
	exit 1
}

matrix() # status arguments...
{
	wanted=$1
	shift
	: >"$work/ran"
	RAN=$work/ran MEMBARRIER_MATRIX=$work/logs "$work/tree/scripts/matrix" "$@" >"$work/out" 2>"$work/err"
	status=$?
	[ "$status" -eq "$wanted" ] || fail "matrix $*: expected status $wanted, found $status: $(cat "$work/err")"
}

says() { grep -qE -e "$1" "$work/out" || fail "expected a line: $1"; }
ran() { [ "$(paste -sd ' ' "$work/ran")" = "$*" ] || fail "expected these rows: $*; found $(paste -sd ' ' "$work/ran")"; }

# A command that ends at once ends what tells of its progress, also in a shell with traps of its own.
# shellcheck disable=SC2016 # the inner shell's
timeout 300 sh -c '
	trap "exit 130" INT TERM
	say() { :; }
	. "$1/tests/progress.sh"
	for time in $(seq 300); do with_progress nothing "$2" true || exit 1; done' sh "$root" "$work/out" ||
	fail "expected 300 commands to end, and their progress with them: status $?"

matrix 0 linux-good
ran linux-good
says '^linux-good +yes +2 passed, 0 failed, 0 skipped +holds \(control 3\) +membarrier +pass$'
says '^1 passed, 0 failed, 0 not here$'
grep -q '^matrix: 1 of 1: linux-good$' "$work/err" || fail "expected a line of progress"

# A row that was asked for and not tried is no success. Its reason is below the table, which stays narrow.
matrix 77 linux-good linux-absent linux-good
ran linux-good linux-absent
says '^linux-absent +not here +- +- +- +-$'
says '^linux-absent: not here: install something-with-a-long-name-and-its-reason '
awk '/^target/, /^$/ { if (length > 100) exit 1 }' "$work/out" || fail "expected a table of 100 columns at most"
matrix 77 linux-absent
MEMBARRIER_PROGRESS=1 matrix 77 --timeout 3 linux-slow linux-good
says '^linux-slow: not here: could not be finished here in 3 s, see --timeout '
grep -q '^matrix: linux-slow: 1 s; ' "$work/err" || fail "expected a line each second"

matrix 1 linux-good linux-bad linux-absent
says '^linux-bad: yes 1 passed, 1 failed, 0 skipped '
matrix 1 linux-nonsense
says '^linux-nonsense +no +.*FAIL$'
says '^linux-nonsense: no: linux.sh answered with status 0 and: all is well '

matrix 0 --short
ran linux-i386 linux-s390x
says '^windows-x86_64 +yes '
matrix 0 --short linux-s390x
ran linux-s390x
matrix 0 linux-s390x --short
ran linux-s390x
matrix 2 --short linux-good
matrix 2 --timeout soon
matrix 2 linux-none
echo "rows that pass, fail, hang, and cannot be tried"
