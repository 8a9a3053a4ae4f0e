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

# Prints a way through the function to its end, or out of it, without a fence and without stlr before ldar. 1: there is none.
# Where a fence depends on a condition, as for plain strategies, compilers may put it on either side of the branch.
unfenced() # function
{
	awk -v function_="$1" '
		$1 == function_ ":" || $1 == "_" function_ ":" { on = 1; next }
		!on { next }
		/^\t\.size/ { exit }
		{ sub(/[ \t]*(\/\/|#APP|#NO_APP|# ).*/, "") }
		/^[.A-Za-z0-9_]+:/ { sub(/:.*/, ""); at[$1] = n; next }
		/^\t\.|^#|^$|^\t*$/ { next }
		{ gsub(/^[ \t]+/, ""); gsub(/[ \t]+/, " "); text[n++] = $0 }
		function walk(i, depth, stlr,    word, last, target) {
			if (i >= n || on_way[i]) return 0
			if (text[i] ~ /^(mfence|sfence|lfence|lock|xchg)/) return 0
			if (text[i] ~ /^(dmb|dsb|isb|swp|cas|ld(add|set|clr)|stl?xr|lda?xr)/) return 0
			if (text[i] ~ /^ldar/ && stlr) return 0
			stlr = stlr || text[i] ~ /^stlr/
			way[depth] = text[i]
			last = split(text[i], word, " ")
			target = word[last]
			if (word[1] ~ /^(ret|retq|rep)$/) return depth + 1
			if (word[1] ~ /^(b|jmp)$/ && !(target in at)) return depth + 1
			on_way[i] = 1
			if (word[1] !~ /^(b|jmp)$/ && (last = walk(i + 1, depth + 1, stlr))) return last
			if (target in at && (last = walk(at[target], depth + 1, stlr))) return last
			on_way[i] = 0
			return 0
		}
		END {
			length_ = walk(0, 0, 0)
			for (i = 0; i < length_; i++) print way[i]
			exit !length_
		}' "$scratch/code.s"
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
	for level in -O2 -O3 -Os; do
		"$@" -std=gnu11 $level -I"$root/include" -S "$root/tests/sync/reclaim_codegen.c" -o "$scratch/code.s" || { fail "$title $level"; return; }
		for side in protect try_protect set clear get put enter leave use section; do
			unfenced $side >"$scratch/side" || fail "$title $level: $side has a fence, or stlr before ldar, or is not there"
			case $side in
			enter | leave | section) ;;
			*) ! grep '^stlr' "$scratch/side" || fail "$title $level: $side stores to a slot by stlr" ;;
			esac
			checked=$((checked + 1))
		done
		! unfenced protect_fenced >"$scratch/side" || fail "INCONCLUSIVE: $title $level: a fence is not seen"
		case $title in
		*aarch64*)
			! unfenced protect_release >"$scratch/side" ||
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
