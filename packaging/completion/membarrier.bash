# SPDX-License-Identifier: MIT OR Apache-2.0
# bash completion of membarrier(1)
_membarrier()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words

	case $before in
	--strategy) words=$(membarrier info --json 2>/dev/null | sed -n 's/^\t\t\t"name": "\(.*\)",$/\1/p') ;;
	--color) words='auto always never' ;;
	--require) words='fence asymmetric documented' ;;
	help) words='info selftest litmus bench report' ;;
	-o | --output) COMPREPLY=($(compgen -f -- "$word")); return ;;
	--seconds | --milliseconds | --rounds | --cpus) return ;;
	*)
		words='--seconds --strategy --json --color --progress --no-progress --quiet --help'
		case $command in
		info) words+=' --require --all --platforms' ;;
		selftest) words+=' --milliseconds' ;;
		litmus) words+=' --rounds --cpus' ;;
		bench) words+=' --contention --cpus' ;;
		report) words+=' --output' ;;
		*) words='' ;;
		esac
		[ "$COMP_CWORD" -gt 1 ] || words='info selftest litmus bench report help --help --version' ;;
	esac
	# shellcheck disable=SC2207 # words without blanks
	COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _membarrier membarrier
