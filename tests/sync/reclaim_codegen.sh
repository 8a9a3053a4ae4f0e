#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# reclaim_codegen.sh ROOT - no hot side of hazard pointers or of quiescence has a fence, on x86-64 and AArch64, with GCC and
# Clang where there is one for the target. On AArch64 a release store that an acquire load follows is a fence in disguise (stlr
# and ldar are kept in order): there no hazard slot is stored to by stlr, and no side has the one before the other.
# Controls: a fence by hand, and stlr before ldar, must be found.
root=$1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
checked=0 failed=0

fail() { echo "failed: $*"; failed=1; }

# What runs if no conditional branch is taken. A jump out of the function ends it.
hot_path() # function
{
	awk -v function_="$1" '
		$1 == function_ ":" || $1 == "_" function_ ":" { on = 1; next }
		!on { next }
		/^\t\.size/ { exit }
		{ sub(/[ \t]*(\/\/|#).*/, "") }
		/^[.A-Za-z0-9_]+:/ { sub(/:.*/, ""); at[$1] = n; next }
		/^\t\.|^$|^\t*$/ { next }
		{ gsub(/^[ \t]+/, ""); gsub(/[ \t]+/, " "); text[n++] = $0 }
		END {
			for (i = 0; i < n && steps++ < 200; i++) {
				print text[i]
				split(text[i], word, " ")
				if (word[1] ~ /^(ret|retq|rep)$/) exit
				if (word[1] ~ /^(b|jmp)$/) {
					if (!(word[2] in at)) exit
					i = at[word[2]] - 1
				}
			}
		}' "$scratch/code.s"
}

# On stdin what a side runs; says what is wrong with it.
fences()
{
	awk '
		/^(mfence|sfence|lfence|lock|xchg)/ || /^(dmb|dsb|isb|swp|cas|ld(add|set|clr)|stl?xr|lda?xr)/ { print "a fence: " $0 }
		/^stlr/ { stlr = 1 }
		/^ldar/ && stlr { print "stlr before " $0 }'
}

examine() # title command...
{
	title=$1
	shift
	echo 'int x;' >"$scratch/x.c"
	if ! "$@" -S "$scratch/x.c" -o "$scratch/x.s" 2>/dev/null; then
		echo "no $title"
		return
	fi
	for level in -O2 -O3; do # At -Os a branch jumps over the fence of plain strategies: the hot path is the taken one.
		"$@" -std=gnu11 $level -I"$root/include" -S "$root/tests/sync/reclaim_codegen.c" -o "$scratch/code.s" || { fail "$title $level"; return; }
		for side in protect try_protect set clear get put enter leave use section; do
			hot_path $side >"$scratch/side"
			[ -s "$scratch/side" ] || fail "$title $level: no $side"
			wrong=$(fences <"$scratch/side")
			[ -z "$wrong" ] || { fail "$title $level, $side: $(echo "$wrong" | head -n 3)"; head -n 30 "$scratch/side"; }
			case $side in
			enter | leave | section) ;;
			*) ! grep '^stlr' "$scratch/side" || fail "$title $level: $side stores to a slot by stlr" ;;
			esac
			checked=$((checked + 1))
		done
		hot_path protect_fenced | fences | grep -q 'a fence' || fail "INCONCLUSIVE: $title $level: a fence is not seen"
		case $title in
		*aarch64*)
			hot_path protect_release | fences | grep -q 'stlr before' ||
				fail "INCONCLUSIVE: $title $level: stlr before ldar is not seen" ;;
		esac
	done
}

case $(uname -m) in
x86_64)
	examine gcc gcc
	examine clang clang
	;;
esac
# The code needs no C library: none of another CPU need be installed.
examine 'clang for x86_64' clang --target=x86_64-linux-gnu -ffreestanding
examine 'clang for aarch64' clang --target=aarch64-linux-gnu -ffreestanding
examine 'gcc for aarch64' "${AARCH64_GCC:-aarch64-linux-gnu-gcc}" -ffreestanding
[ $failed -eq 0 ] || exit 1
[ $checked -gt 0 ] || { echo "cannot be tried here: neither gcc nor clang"; exit 77; }
echo "$checked sides"
