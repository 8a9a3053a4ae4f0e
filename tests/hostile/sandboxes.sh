#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck disable=SC2154,SC2034 # variables of lib.sh
#
#   sandboxes.sh TOOL NAIVE UNDER_FILTER filters
#   sandboxes.sh TOOL NAIVE UNDER_KERNEL kernels
#
# Under every filter and on every kernel: the command starts, names the strategy that is
# to be expected and says why in words, and the barriers hold. Control: a program that
# makes the same system calls with no thought of sandboxes is killed, or meets the error.
. "$(dirname "$0")/../tool/lib.sh"
naive=$2
# EMULATOR is a list of words, so the launcher's path must have no blank.
ln -s "$3" "$scratch/launcher"
launcher=$scratch/launcher
need_jq
need_two_cpus

expect 0 info --json
jq -e 'any(.candidates[]; .name == "membarrier" and .verdict == "offered")' "$scratch/out" >/dev/null ||
	skip "the strategy membarrier is not offered here: $(jq -r '.candidates[0].reason' "$scratch/out")"
mprotect=$(jq -r '.candidates[] | select(.name == "mprotect") | .verdict' "$scratch/out")

# The strategy that is left if membarrier is denied.
next=fence
[ "$mprotect" != offered ] || next=mprotect

# The naive program's line, or "killed".
naive_fate()
{
	"$launcher" "$1" "$naive" >"$scratch/naive" 2>&1
	case $? in
	0) cat "$scratch/naive" ;;
	159) echo killed ;; # 128 + SIGSYS
	*) echo "unexpected: $(cat "$scratch/naive")" ;;
	esac
}

# holds: the forbidden outcome is not seen, though it could have been. A busy machine needs more rounds.
holds()
{
	[ -z "${SANITIZER:-}" ] || return 0 # whose own instructions hide what is weak
	for rounds in 500 5000 50000; do
		run litmus --rounds $rounds --json
		[ "$status" -ne 77 ] && break
	done
	[ "$status" -ne 77 ] || undecided="$undecided $1"
	[ "$status" -eq 0 ] || [ "$status" -eq 77 ] || fail "$1: a forbidden outcome, or no run at all"
	no_errors
	json ".strategy == \"$2\" and ([.cells[] | select(.state == \"forbidden\")] | length == 0)"
}

tried=
undecided=
# sandbox NAME STRATEGY NAIVE_FATE REASON...: the reasons are those of the unavailable candidates.
sandbox()
{
	name=$1
	strategy=$2
	fate=$(naive_fate "$name")
	echo "$name: $strategy; the naive program: $fate"
	# shellcheck disable=SC2254 # a pattern
	case $fate in
	$3) ;;
	*) fail "$name: INCONCLUSIVE: expected of the naive program: $3" ;;
	esac
	shift 3
	EMULATOR="$launcher $name"
	expect 0 info --json
	no_errors
	json ".strategy == \"$strategy\" and (.reason | length > 20) and .asymmetric == (\"$strategy\" != \"fence\")"
	for reason; do
		json "any(.candidates[]; .verdict == \"unavailable\" and (.reason | contains(\"$reason\")))"
	done
	holds "$name" "$strategy"
	EMULATOR=
	tried="$tried $name"
}

# The naive program's line. GLOBAL may be anything where it is not denied: a kernel with nohz_full has none.
fate()
{
	echo "query $1 register $2 barrier $3 global $4 page $5"
}

# denied FILTER NAIVE_FATE REASON: and without a page for mprotect too.
denied()
{
	sandbox "$1" $next "$2" "$3"
	sandbox "$1,mprotect-rw-enomem" fence "$(echo "$2" | sed 's/ page 0$/ page -12/')" "$3" 'no memory to map a page'
	sandbox "$1,mprotect-none-eperm" fence "$(echo "$2" | sed 's/ page 0$/ page -1/')" "$3" 'denies mapping a page'
}

filters()
{
	denied membarrier-enosys "$(fate -38 -38 -38 -38 0)" 'no membarrier system call'
	denied membarrier-eperm "$(fate -1 -1 -1 -1 0)" '(seccomp) denies the membarrier system call'
	denied membarrier-eacces "$(fate -13 -13 -13 -13 0)" '(seccomp) denies the membarrier system call'
	denied membarrier-einval "$(fate -22 -22 -22 -22 0)" 'failed in an unknown way'
	denied query-only "$(fate '[1-9]*' -1 -1 -1 0)" 'registering for it fails'
	denied no-register-enomem "$(fate '[1-9]*' -12 -1 '*' 0)" 'had no memory for it'
	denied no-barrier-eperm "$(fate '[1-9]*' 0 -1 '*' 0)" 'the barrier itself fails'
	denied no-barrier-enomem "$(fate '[1-9]*' 0 -12 '*' 0)" 'had no memory for it'
	# Also the stand-in for Android before 10 (API level 29), where even QUERY kills, and which cannot be run here.
	denied membarrier-kill killed 'kills a process that makes the membarrier system call'
	denied membarrier-kill-thread killed 'kills a process that makes the membarrier system call'
	denied membarrier-trap killed 'kills a process that makes the membarrier system call'
	denied barrier-kill killed 'kills a process that makes the membarrier system call'
	sandbox membarrier-kill,mprotect-rw-kill fence killed 'makes the membarrier system call' 'kills a process that tries it'
	sandbox mprotect-rw-kill membarrier killed 'kills a process that tries it'
	sandbox mprotect-rw-enomem membarrier "$(fate '[1-9]*' 0 0 '*' -12)" 'no memory to map a page'
	sandbox mprotect-none-eperm membarrier "$(fate '[1-9]*' 0 0 '*' -1)" 'denies mapping a page'
	# As in most containers. The naive program works, here and below.
	sandbox allow-all membarrier "$(fate '[1-9]*' 0 0 '*' 0)"
	# No child can be made to try what may kill, or it cannot be waited for.
	sandbox clone-eperm fence "$(fate '[1-9]*' 0 0 '*' 0)" 'no child could be made'
	sandbox wait4-eperm fence "$(fate '[1-9]*' 0 0 '*' 0)" 'not let a child that tries it begin'
	sandbox wait4-kill fence "$(fate '[1-9]*' 0 0 '*' 0)" 'not let a child that tries it begin'
	# The child limits its core file. If the filter kills it for that, no harm is done.
	# A sanitizer asks for the limit itself, and does not start without the answer.
	if grep -aq '__asan_init\|__tsan_init' "$naive"; then
		tried="$tried prlimit-eperm prlimit-kill"
	else
		sandbox prlimit-eperm membarrier "$(fate '[1-9]*' 0 0 '*' 0)"
		sandbox prlimit-kill fence killed 'not let a child that tries it begin'
	fi
	sandbox get-seccomp-eperm membarrier "$(fate '[1-9]*' 0 0 '*' 0)"
	sandbox get-seccomp-kill membarrier "$(fate '[1-9]*' 0 0 '*' 0)"
	# Other commands, and a flag: the strategy does not use them (home.c, code.c, shared.c in tests/unit do).
	for filter in one-cpu-einval one-cpu-eperm one-cpu-kill one-cpu-lie flag-cpu-lie sync-core-eperm sync-core-kill \
		sync-core-lie global-eperm global-kill global-lie register-global-eperm; do
		sandbox $filter membarrier "$(fate '[1-9]*' 0 0 '*' 0)"
	done

	# The launcher knows no filter that was not tried.
	"$launcher" 2>&1 | sed -n 's/.*filters: //p' | tr ' ' '\n' >"$scratch/known"
	[ -s "$scratch/known" ] || fail "expected the launcher to say which filters it knows"
	while read -r filter; do
		case "$tried " in
		*" $filter "*) ;;
		*) fail "the filter $filter is in tests/seccomp.h and was not tried" ;;
		esac
	done <"$scratch/known"
}

kernels()
{
	sandbox 4.2 $next "$(fate -38 -38 -38 -38 0)" 'older than 4.3'
	sandbox 4.3 $next "$(fate 1 -22 -22 '*' 0)" 'private expedited came with 4.14'
	sandbox nothing $next "$(fate 0 -22 -22 -22 0)" 'private expedited came with 4.14'
	sandbox 4.14 membarrier "$(fate 25 0 0 '*' 0)"
	sandbox 4.16 membarrier "$(fate 127 0 0 '*' 0)"
	sandbox 5.10 membarrier "$(fate 511 0 0 '*' 0)"
	sandbox 6.3 membarrier "$(fate 1023 0 0 '*' 0)"
	sandbox nohz_full membarrier "$(fate 1022 0 0 -22 0)"
}

[ -x "$launcher" ] || skip "no launcher"
case $4 in
filters) "$launcher" membarrier-enosys "$naive" >"$scratch/out" 2>&1 ;;
kernels) "$launcher" 4.14 "$naive" >"$scratch/out" 2>&1 ;;
esac
[ $? -ne 77 ] || skip "$(cat "$scratch/out")"
"$4"
[ -z "$undecided" ] || skip "INCONCLUSIVE: the control was not seen to fail under:$undecided"
