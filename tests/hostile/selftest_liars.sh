#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# selftest_liars.sh TOOL LYING_KERNEL start - a kernel that takes what it must refuse is not chosen unasked.
# selftest_liars.sh TOOL LYING_KERNEL home - the liar about the barrier for one CPU alone, on the machine as it is.
# selftest_liars.sh TOOL LYING_KERNEL [RUNS] - `membarrier selftest` finds every kernel that makes no
# barrier, and never says so of one that does: alone, and beside 2 and 8 busy programs of other sessions.
# Prints a table. What stays inconclusive is not a pass (77).
set -u
tool=$1
lying_kernel=$2
runs=${3:-1}
export MEMBARRIER_STRATEGY=membarrier MEMBARRIER_UNSOUND_OK=1
strangers=()
trap '[ ${#strangers[@]} -eq 0 ] || kill "${strangers[@]}"' EXIT

"$tool" info | grep -q '^strategy  *membarrier,' || {
	echo "cannot be tried here: there is no membarrier to lie about"
	exit 77
}
"$lying_kernel" true "$tool" info >/dev/null
[ $? -ne 77 ] || {
	echo "cannot be tried here: no seccomp supervisor"
	exit 77
}

if [ "$runs" = start ]; then
	unset MEMBARRIER_STRATEGY
	"$lying_kernel" true "$tool" info | grep -q '^strategy  *membarrier,' || exit 1
	for kind in everything mask; do
		if "$lying_kernel" $kind "$tool" info | grep '^strategy  *membarrier,'; then
			echo "FAILED: $kind: the liar was chosen"
			exit 1
		fi
	done
	exit 0
fi

one_cpu=yes
"$tool" info | grep -q '^home  *one-cpu:' || one_cpu=no
if [ "$runs" = home ]; then
	[ $one_cpu = yes ] || {
		echo "cannot be tried here: no barrier for one CPU to lie about"
		exit 77
	}
	"$lying_kernel" one-cpu "$tool" selftest
	case $? in
	1) exit 0 ;;
	77) exit 77 ;;
	*) exit 1 ;;
	esac
fi
failed=0 inconclusive=0 numbers='0 2 8'
[ -z "${SANITIZER-}" ] || numbers=0 # A sanitizer finds the same without strangers.
printf '%-10s %9s %6s %9s %13s\n' kernel strangers sound violated inconclusive
for number in $numbers; do
	while [ ${#strangers[@]} -lt $number ]; do
		setsid sh -c 'while :; do :; done' &
		strangers+=($!)
	done
	for kernel in real true late mask strict honest instant one-cpu; do
		[ $kernel != late ] || [ $number -eq 2 ] || continue
		[ $kernel != one-cpu ] || [ $one_cpu = yes ] || continue
		counts=(0 0 0)
		for ((run = 0; run < runs; run++)); do
			case $kernel in
			real) report=$("$tool" selftest) ;;
			*) report=$("$lying_kernel" "$kernel" "$tool" selftest) ;;
			esac
			case $? in
			0) i=0 ;;
			1) i=1 ;;
			77) i=2 ;;
			*) i=0 failed=1 ;;
			esac
			counts[i]=$((counts[i] + 1))
			case $kernel,$i in
			real,0 | true,0) ;;
			real,1 | true,1 | late,1) failed=1 ;;
			late,*) continue ;; # a thread that keeps its CPU for so long is rare
			*,1) ;;
			*,0) failed=1 ;;
			*) inconclusive=1 ;;
			esac
			# The strategy itself works there, and the report must say what does not.
			case $kernel,$i,$(printf '%s' "$report" | tr -s ' \n' ' ') in
			one-cpu,1,*"why slow paths at a home"* | one-cpu,1,*"why store buffering"*" at a home "*) ;;
			one-cpu,1,*) failed=1 ;;
			esac
			case $kernel,$i in real,0 | true,0 | [!rt]*,1) ;; *) printf '%s\n' "$report" ;; esac
		done
		printf '%-10s %9d %6d %9d %13d\n' $kernel $number "${counts[@]}"
	done
done
[ $failed -eq 0 ] || exit 1
[ $inconclusive -eq 0 ] || {
	echo "cannot be tried here: INCONCLUSIVE"
	exit 77
}
