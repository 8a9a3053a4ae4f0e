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
		sleeper=
		trap 'kill $sleeper 2>/dev/null; exit' TERM
		begun=$(date +%s)
		while kill -0 $$; do
			sleep "${MEMBARRIER_PROGRESS:-30}" >/dev/null 2>&1 &
			sleeper=$!
			wait "$sleeper"
			say "$what: $(($(date +%s) - begun)) s; $(tail -n 1 "$watched" 2>/dev/null | tr -cd '[:print:]' | cut -c 1-60)"
		done
	) &
	ticker=$!
	code=0
	"$@" >>"$watched" 2>&1 || code=$?
	kill "$ticker" 2>/dev/null
	wait "$ticker" 2>/dev/null || :
	return "$code"
}
