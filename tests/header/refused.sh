# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=bash disable=SC2154
# Sourced after common.sh.

# refused TEXT COMMAND...: the command must fail, and its first error must say this. Sets
# errors, how many there were: a compiler need not stop at the first.
refused() {
	local text=$1 first
	shift
	checked=$((checked + 1))
	errors=0
	if "$@" >"$scratch/said" 2>&1; then
		fail "it compiled: $*"
		return
	fi
	errors=$(grep -cE '(^|: )(fatal )?error: ' "$scratch/said")
	first=$(grep -m 1 -E '(^|: )(fatal )?error: ' "$scratch/said")
	case $first in
	*"$text"*) ;;
	*)
		fail "its first error does not say \"$text\": $*"
		head -n 5 "$scratch/said"
		;;
	esac
}

# refused_once TEXT COMMAND...: likewise, and there must be no other error.
refused_once() {
	refused "$@"
	[ "$errors" -le 1 ] || fail "$errors errors, expected only \"$1\""
}
