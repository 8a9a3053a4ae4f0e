# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh
#
# progress.sh - lines on standard error while something takes long. The script that reads it defines say.

# Runs the command, whose output is added to the log; twice a minute (MEMBARRIER_PROGRESS: another number of seconds)
# it says how long that has taken, and the log's last line. Its exit status is the command's.
with_progress() # what log command...
{
	what=$1 watched=$2
	shift 2
	(
		seconds=0
		while kill -0 $$; do
			sleep 1 >/dev/null 2>&1
			seconds=$((seconds + 1))
			[ $((seconds % ${MEMBARRIER_PROGRESS:-30})) -ne 0 ] ||
				say "$what: $seconds s; $(tail -n 1 "$watched" 2>/dev/null | tr -cd '[:print:]' | cut -c 1-60)"
		done
	) &
	ticker=$!
	code=0
	"$@" >>"$watched" 2>&1 || code=$?
	# A shell forgets another signal that comes before it has set its own traps in the place of its parent's.
	kill -KILL "$ticker" 2>/dev/null
	wait "$ticker" 2>/dev/null || :
	return "$code"
}
