# SPDX-License-Identifier: MIT OR Apache-2.0
# completion.zsh DIRECTORY LINE... - what zsh, with the completions in DIRECTORY, lists for each LINE; each list is followed
# by a line "--". zsh completes in its line editor only, so one is driven on a terminal that is not real.
zmodload zsh/zpty || exit 77
directory=$1
shift
print -r -- "PS1= PROMPT_EOL_MARK= LISTMAX=1000; stty rows 200 columns 200; fpath=(${(q)directory} \$fpath); autoload -Uz compinit
compinit -D -u; zstyle ':completion:*' list-prompt ''; bindkey '^X' list-choices; print REA''DY" >$TMPDIR/rc.zsh
zpty shell "TERM=dumb zsh -f -i"

# What the shell prints until it has printed the text that ends with $1; 100 s are for a machine with much else to do.
until_said() {
	local line
	text=
	repeat 1000; do
		while zpty -r -t shell line; do text+=$line; done
		[[ $text != *$~1 ]] || return 0
		sleep 0.1
	done
	print -u2 -r -- "expected $1, found: $text"
	exit 1
}

zpty -w shell ". $TMPDIR/rc.zsh"
until_said $'READY\r\n*'
for line; do
	zpty -n -w shell "$line"$'\x18'
	# The line is drawn once more below the list.
	until_said "${(b)line}*"$'\n'"*${(b)line}*"
	print -r -- "${text//$'\r'/}"
	print -r -- --
	zpty -w shell $'\x15'"print CLEA''RED"
	until_said $'CLEARED\r\n*'
done
zpty -d shell
