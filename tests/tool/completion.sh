#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# completion.sh TOOL ROOT - each shell completes exactly the commands and options that --help lists.
. "$(dirname "$0")/lib.sh"
completion=$2/packaging/completion
commands=$(${EMULATOR:-} "$tool" --help | awk '/^commands:/ { on = 1; next } /^$/ { on = 0 } on && $1 != "help" { print $1 }')

# The long options of a command.
options()
{
	expect 0 "$1" --help
	awk '/^options:/ { on = 1; next } /^$/ { on = 0 } on && /^ +-/' "$scratch/out" | grep -oE -e '(^|[ ,])--[a-z-]+' | tr -d ' ,' | sort -u
}

tried=
if command -v bash >/dev/null; then
	tried="$tried bash"
	for command in $commands; do
		options "$command" >"$scratch/expected"
		bash -c '. "$1"; COMP_WORDS=(membarrier "$2" --) COMP_CWORD=2; _membarrier; printf "%s\n" "${COMPREPLY[@]}"' \
			bash "$completion/membarrier.bash" "$command" | sort -u >"$scratch/found"
		diff "$scratch/expected" "$scratch/found" || fail "bash: expected the options of $command (<), found (>)"
	done
	found=$(bash -c '. "$1"; COMP_WORDS=(membarrier "") COMP_CWORD=1; _membarrier; echo ${COMPREPLY[*]}' bash "$completion/membarrier.bash")
	[ "$found" = "$(echo "$commands" | paste -sd ' ' -) help --help --version" ] || fail "bash: expected the commands, found: $found"
fi
if command -v fish >/dev/null; then
	tried="$tried fish"
	HOME=$scratch
	export HOME
	for command in $commands; do
		options "$command" >"$scratch/expected"
		fish --no-config -c "source '$completion/membarrier.fish'; complete -C 'membarrier $command --'" |
			sed 's/\t.*//' | sort -u >"$scratch/found"
		diff "$scratch/expected" "$scratch/found" || fail "fish: expected the options of $command (<), found (>)"
	done
fi
if command -v zsh >/dev/null; then
	tried="$tried zsh"
	zsh -n "$completion/_membarrier" || fail "zsh: expected $completion/_membarrier to be read"
	set -- 'membarrier '
	for command in $commands; do set -- "$@" "membarrier $command --"; done
	TMPDIR=$scratch zsh -f "$(dirname "$0")/completion.zsh" "$completion" "$@" >"$scratch/listed" || fail "zsh: no completions"
	list=0
	for command in '' $commands; do # In the order of the lines.
		list=$((list + 1))
		awk -v list=$list '$0 == "--" { n++; next } n == list - 1 && !/^membarrier /' "$scratch/listed" >"$scratch/list"
		if [ -z "$command" ]; then
			grep -oE -e '^[a-z]+|--[a-z]+' "$scratch/list" | sort -u >"$scratch/found"
			printf '%s\n' $commands help --help --version | sort -u >"$scratch/expected"
		else
			options "$command" >"$scratch/expected"
			# Options of one description are on one line.
			sed 's/ -- .*//' "$scratch/list" | grep -oE -e '--[a-z-]+' | sort -u >"$scratch/found"
		fi
		diff "$scratch/expected" "$scratch/found" || fail "zsh: expected of ${command:-membarrier} (<), found (>)"
	done
fi
for command in $commands; do
	grep -q "'$command:" "$completion/_membarrier" || fail "zsh: expected $command"
	for option in $(options "$command"); do
		grep -q -e "$option\\>" "$completion/_membarrier" || fail "zsh: expected $option"
	done
done
[ -n "$tried" ] || skip "neither bash nor fish nor zsh"
echo "tried:$tried"
