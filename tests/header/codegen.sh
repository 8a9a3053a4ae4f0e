#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# codegen.sh SOURCE_DIRECTORY LIBRARY - what the fences compile to on x86-64, at every
# level of optimisation, and that no access crosses them. Each check has a control: the
# same check on a fast path that is wrong, which it must refuse. Other CPUs: fences are
# counted in the assembly that Clang gives for them.
set -u
root=$1
library=$2
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"

have objdump || skip "no objdump"
[ "$(uname -m)" = x86_64 ] || skip "the patterns are x86-64's"

# build OUTPUT COMMAND...
build() {
	local output=$1
	shift
	"$@" -std=c11 -I"$root/include" "$here/codegen.c" "$library" -Wl,-rpath,"$(dirname "$library")" -pthread \
		-o "$output" >"$scratch/said" 2>&1
}

# instructions PROGRAM FUNCTION: one a line, without addresses of code and padding.
instructions() {
	objdump -d --no-show-raw-insn "$1" | awk -v want="<$2>:" '
		$2 == want { on = 1; next }
		on && NF == 0 { exit }
		on { sub(/^ *[0-9a-f]+:[ \t]*/, ""); gsub(/[ \t]+/, " "); print }' |
		sed -E 's/ $//; /^(nop|xchg %ax,%ax|data16|cs nop|int3)/d'
}

# hot_path PROGRAM FUNCTION: what is executed if no conditional branch is taken.
hot_path() {
	instructions "$1" "$2" | awk '{ print } /^(ret|repz ret|bnd ret)/ { exit }'
}

# accesses PROGRAM FUNCTION: the variables in the order in which the hot path touches them.
accesses() {
	hot_path "$1" "$2" | grep -oE '<[xy]>' | tr -d '<>' | tr -d '\n'
}

fences='^(lock|mfence|sfence|lfence|xchg|call)'

# where PROGRAM FUNCTION FENCE: the function itself, or the fence if that is not inlined there (-O0).
where() {
	if instructions "$1" "$2" | grep -q "<$3>"; then
		echo "$3"
	else
		echo "$2"
	fi
}

# Each check says nothing if it holds. The frame of -O0 and the calls there are allowed.

no_instruction() {
	diff <(instructions "$1" "$(where "$1" fast_path membarrier_fast_path)") <(instructions "$1" bare_barrier)
	[ "$2" = -O0 ] || diff <(instructions "$1" fast_path) <(instructions "$1" empty)
}

in_order() {
	local pair function
	for pair in store_store:xx load_load:yy store_load:xy load_store:yx; do
		function=${pair%:*}
		[ "$(accesses "$1" "$function")" = "${pair#*:}" ] || { echo "$function:"; instructions "$1" "$function"; }
	done
}

# Load, compare, branch; before them the flag's address, where the compiler reaches it by a table.
three_instructions() {
	local count
	[ "$2" = -O0 ] && return
	count=$(hot_path "$1" fast_path | grep -vE '^(mov|lea) .*\(%rip\),%r[a-z0-9]+ .*<membarrier_strategy_' |
		grep -cvE '^(ret|repz ret|bnd ret|endbr64)')
	if [ "$count" -gt 3 ] || [ "$count" -lt 2 ] || hot_path "$1" fast_path | grep -E "$fences"; then
		instructions "$1" fast_path
	fi
}

# The fast path must still have a fence for plain fences, off the hot path.
a_fence_off_the_path() {
	local of
	of=$(where "$1" fast_path membarrier_fast_path)
	[ "$(instructions "$1" "$of" | grep -cE '^lock')" -ge 1 ] || instructions "$1" "$of"
}

one_locked_operation() {
	local of
	of=$(where "$1" normal_path membarrier_normal_path)
	[ "$(instructions "$1" "$of" | grep -cE '^lock orl? ')" -eq 1 ] || instructions "$1" "$of"
	instructions "$1" "$of" | grep -E '^(mfence|xchg)'
}

# With MEMBARRIER_FENCE_ONLY the fast path is one such operation too, whatever the flag says.
one_locked_on_the_hot_path() {
	local of
	of=$(where "$1" fast_path membarrier_fast_path)
	[ "$(hot_path "$1" "$of" | grep -cE '^lock orl? ')" -eq 1 ] || instructions "$1" "$of"
	instructions "$1" "$of" | grep -E '^(mfence|xchg|j)|membarrier_strategy_'
}

# holds TITLE CHECK PROGRAM LEVEL
holds() {
	local said
	checked=$((checked + 1))
	said=$("$2" "$3" "$4")
	[ -z "$said" ] || { fail "$1 $4, $2:"; printf '%s\n' "$said" | head -n 30; }
}

# refuses TITLE CHECK PROGRAM LEVEL: the control.
refuses() {
	checked=$((checked + 1))
	[ -n "$("$2" "$3" "$4")" ] || fail "INCONCLUSIVE: $1 $4, $2 would pass a fast path that is wrong"
}

# examine LEVEL COMMAND...
examine() {
	local level=$1 title
	shift
	title="$*"
	for mode in ASSUME_ASYMMETRIC FENCE_ONLY DEFAULT; do
		if ! build "$scratch/$mode" "$@" -DMEMBARRIER_$mode; then
			note "not built: $* -DMEMBARRIER_$mode"
			head -n 3 "$scratch/said"
			return 1
		fi
		holds "$title $mode" in_order "$scratch/$mode" "$level"
		holds "$title $mode" one_locked_operation "$scratch/$mode" "$level"
	done
	holds "$title" no_instruction "$scratch/ASSUME_ASYMMETRIC" "$level"
	holds "$title" three_instructions "$scratch/DEFAULT" "$level"
	holds "$title" a_fence_off_the_path "$scratch/DEFAULT" "$level"
	holds "$title" one_locked_on_the_hot_path "$scratch/FENCE_ONLY" "$level"
	[ "$level" = -O0 ] && return # Nothing is moved or left out there, so nothing can be refused.
	build "$scratch/broken" "$@" -DBROKEN -DMEMBARRIER_ASSUME_ASYMMETRIC || fail "the control: $*"
	refuses "$title" in_order "$scratch/broken" "$level"
	refuses "$title" a_fence_off_the_path "$scratch/broken" "$level"
	refuses "$title" one_locked_on_the_hot_path "$scratch/broken" "$level"
	refuses "$title" one_locked_on_the_hot_path "$scratch/DEFAULT" "$level"
	build "$scratch/heavy" "$@" -DHEAVY -DMEMBARRIER_ASSUME_ASYMMETRIC || fail "the control: $*"
	holds "$title, normal path" in_order "$scratch/heavy" "$level" # The same accesses around a full fence.
	refuses "$title" no_instruction "$scratch/heavy" "$level"
	refuses "$title" three_instructions "$scratch/heavy" "$level"
}

# fences_for TARGET PATTERN: pledged fast paths have none, normal paths one, others one.
fences_for() {
	local target=$1 pattern=$2 function count wanted mode
	for mode in ASSUME_ASYMMETRIC DEFAULT; do
		if ! clang --target="$target" -std=c11 -O2 -ffreestanding -DMEMBARRIER_$mode -I"$root/include" \
			-S "$here/codegen.c" -o "$scratch/other.s" 2>/dev/null; then
			note "no clang for $target"
			return
		fi
		for function in fast_path normal_path store_load; do
			count=$(awk -v want="^\\\\.?L?$function:" '$0 ~ want { on = 1 } /\.size|\.cfi_endproc/ { on = 0 } on' \
				"$scratch/other.s" | grep -cE "$pattern")
			wanted=1
			[ $mode = ASSUME_ASYMMETRIC ] && [ $function != normal_path ] && wanted=0
			checked=$((checked + 1))
			[ "$count" -eq "$wanted" ] || fail "$target $mode $function: $count fences, expected $wanted"
		done
	done
}

for cc in gcc clang; do
	have $cc || { note "no $cc"; continue; }
	for level in -O0 -O1 -O2 -O3 -Os; do
		examine $level $cc $level -fPIE -pie
	done
done
have gcc && examine -O2 gcc -O2 -flto -fPIE -pie
have clang && have ld.lld && examine -O2 clang -O2 -flto -fuse-ld=lld -fPIE -pie
if have clang; then
	fences_for aarch64-linux-gnu '[[:space:]]dmb[[:space:]]+ish$'
	fences_for riscv64-linux-gnu '[[:space:]]fence[[:space:]]+rw, rw$'
	fences_for powerpc64le-linux-gnu '[[:space:]]sync[[:space:]]*$'
	fences_for s390x-linux-gnu '[[:space:]](bcr[[:space:]]+1[45], ?%?r?0|serialize)'
fi
finish
