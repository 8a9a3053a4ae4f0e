# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh
#
# judge.sh - what a guest's console says, for tests/kernels/run: the cells of its row,
# and in $why what is wrong, one reason a line.

blame()
{
	why="$why${why:+
}$*"
}

# Prints what the program printed whose line in /programs begins with the argument.
printed()
{
	awk -v begin="INIT: begin $1" 'index($0, begin) == 1 { on = 1; next } /^INIT: end / { on = 0 } on' "$log"
}

# Prints its exit status, "signal N", or nothing if it did not end.
ended()
{
	awk -v begin="INIT: begin $1" 'index($0, begin) == 1 { on = 1 } on && /^INIT: end / { sub("INIT: end ", ""); print; exit }' "$log"
}

fact() # program key
{
	printed "$1" | sed -n "s/^GUEST: $2=//p"
}

json() # program expression
{
	printed "$1" | jq -r "$2" 2>/dev/null
}

one_cpu() { case $parameters in *maxcpus=1*) return 0 ;; *) return 1 ;; esac }

expect() # what found expected
{
	[ "$2" = "$3" ] || blame "$1: expected $3, found ${2:-nothing}"
}

# False if it did not come to its end, so that there is nothing more to judge.
judge_end()
{
	release=$(sed -n 's/^INIT: kernel \([^ ]*\).*/\1/p' "$log")
	case $status in
	0) ;;
	*) blame "qemu ended with status $status: $(grep -i qemu "$log" | tail -n 1)" ;;
	esac
	if ! grep -q '^INIT: done$' "$log"; then
		last=$(sed -n 's/^INIT: begin //p' "$log" | tail -n 1)
		blame "no line \"INIT: done\"; the last program begun was ${last:-none}; the last line: $(tail -n 1 "$log")"
		return 1
	fi
	expect kernel "$release" "$kernel_release"
}

judge_unit()
{
	query=$(fact '/guest unit' query)
	strategy=$(fact '/guest unit' strategy)
	candidates=$(fact '/guest unit' candidates)
	unit=$(fact '/guest unit' unit)
	expect QUERY "$query" "$expected_query"
	expect strategy "$strategy" "$expected_strategy"
	expect candidates "$candidates" "membarrier:offered mprotect:$expected_mprotect fence:offered"
	candidates=${candidates% fence:offered}
	if [ "$unit" != pass ] || [ "$(ended '/guest unit')" != 0 ]; then
		unit=FAIL
		blame "unit: $(printed '/guest unit' | grep -v '^GUEST: ' | tail -n 1)"
	fi
	expect 'info of the command' "$(json '/membarrier info' .strategy)" "$expected_strategy"
}

# The library's own count has names for x86 and arm; what the guest counted is for all.
judge_selftest()
{
	selftest=$(json '/membarrier selftest' .result)
	per_slow_path=$(json '/membarrier selftest' '"\(.interrupts) \(.slow_paths_witnessed)"' |
		awk '$2 > 0 { printf " (%.2f)", $1 / $2 }')
	case $selftest in
	sound) selftest=sound$per_slow_path ;;
	inconclusive) selftest=INCONCLUSIVE$per_slow_path ;;
	violated) blame "selftest: $(json '/membarrier selftest' .reason)" ;;
	*) blame "selftest: no result, status $(ended '/membarrier selftest')" ;;
	esac
	if one_cpu; then
		expect selftest "$selftest" INCONCLUSIVE
		selftest='one CPU'
	else
		expect 'selftest, slow paths made' "$(json '/membarrier selftest' '.rounds > 0')" true
		expect 'selftest, forbidden outcomes' "$(json '/membarrier selftest' .forbidden)" 0
	fi
}

judge_litmus()
{
	litmus=$(json '/membarrier litmus' .verdict)
	if one_cpu; then
		expect litmus "$litmus" untried
		litmus='one CPU'
		return
	fi
	weak=$(json '/membarrier litmus' '[.cells[] | select(.control and .shape == "store-buffering") | .weak_outcomes] | add')
	expect 'litmus, cells with a forbidden outcome' \
		"$(json '/membarrier litmus' '[.cells[] | select(.state == "forbidden")] | length')" 0
	expect 'litmus, slow paths made' \
		"$(json '/membarrier litmus' '[.cells[] | select(.slow_paths_asked > 0)] | length >= 5 and all(.slow_paths_completed == .slow_paths_asked)')" true
	case $litmus in
	holds) litmus="holds (control $weak)" ;;
	inconclusive) litmus="INCONCLUSIVE (control $weak)" ;;
	*) blame "litmus: ${litmus:-no verdict}, status $(ended '/membarrier litmus')" ;;
	esac
}

# "1.00 CAL". A row of /proc/interrupts that has a number for a name is called by its description.
figure()
{
	echo "$1" | sed -n 's/^\([0-9.]*\) .* row=\([0-9]*: *\)\{0,1\}\([^ :]*\).*/\1 \3/; s/^0\.00 .*/0.00/; p'
}

# Interrupts per slow path: of the strategy in use, then of mprotect with MEMBARRIER_UNSOUND_OK=1, which is only shown.
judge_interrupts()
{
	other='MEMBARRIER_STRATEGY=mprotect MEMBARRIER_UNSOUND_OK=1 /guest witness'
	used=$(fact '/guest witness' interrupts)
	other=$(fact "$other" interrupts)
	if one_cpu; then
		expect interrupts "${used%% *}" untried
		interrupts='one CPU'
		return
	fi
	case $used in
	*" strategy=$expected_strategy "*) ;;
	*) blame "interrupts: no count with strategy $expected_strategy: ${used:-nothing}" ;;
	esac
	case $other in *' strategy=mprotect '*) ;; *) blame "interrupts: no count with strategy mprotect: ${other:-nothing}" ;; esac
	case $used in
	0.0*) blame "interrupts: ${used%% *} per slow path: the barrier interrupts no CPU" ;;
	esac
	interrupts="$(figure "$used"), $(figure "$other")"
}

# "6, 1 of 8": a slow path interrupts each CPU with a hot thread, one at a home that one, and none that has none.
judge_homes()
{
	homes=$(fact '/guest home' home)
	hot=$(echo "$homes" | sed -n 's/.* others=\([0-9]*\) .*/\1/p')
	expect 'CPUs interrupted' "${homes% of=*}" "$hot others=$hot at=1 own=0 absent=0 foreign=0"
	homes=$(echo "$homes" | sed -n 's/^\([0-9]*\) .* at=\([0-9]*\) .* of=\([0-9]*\) .*/\1, \2 of \3/p')
}

judge()
{
	judge_end || return
	if many_cpus; then
		judge_homes
		return
	fi
	judge_unit
	judge_selftest
	judge_litmus
	judge_interrupts
}
