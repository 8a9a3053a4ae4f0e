#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# valgrind.sh SOURCE_DIRECTORY LIBRARY - helgrind and drd report nothing for a program that is
# written as doc/guide.md says. The controls: they report if one of its three rules is left out, and
# if there is a race.
set -u
root=$1
library=$2
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"

REPORTED=66

build() # OPTION...
{
	cc -std=gnu11 -O1 -g -I"$root/include" "$@" "$here/valgrind.c" "$library" \
		-Wl,-rpath,"$(dirname "$library")" -pthread -o "$scratch/program" >"$scratch/said" 2>&1
}

# under TOOL OPTION...
under()
{
	checked=$((checked + 1))
	valgrind --tool="$1" --fair-sched=try --error-exitcode=$REPORTED "${@:2}" "$scratch/program" >"$scratch/said" 2>&1
}

have valgrind || skip "no valgrind"
have cc || skip "no compiler"
build || skip "no headers of valgrind: $(head -n 1 "$scratch/said")"
suppressions=--suppressions=$root/doc/valgrind.supp

for tool in helgrind drd; do
	[ $tool = drd ] && as=-DDRD || as=-UDRD
	build "$as" || fail "$tool: it does not build"
	under $tool "$suppressions"
	case $? in
	0) ;;
	"$REPORTED") fail "$tool reports" && grep -A 12 -E 'data race|Conflicting' "$scratch/said" | head -n 30 ;;
	*) skip "$tool does not run here: $(tail -n 1 "$scratch/said")" ;;
	esac
	for control in NOT_ANNOTATED FLAG_CHECKED DATA_RACE; do
		build "$as" -D$control || fail "$tool $control: it does not build"
		under $tool "$suppressions"
		[ $? -eq $REPORTED ] || silent="${silent-} $tool/$control"
	done
done
[ $failed -gt 0 ] || [ -z "${silent-}" ] || skip "INCONCLUSIVE: no report in the controls:$silent"
finish
