#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# hazard, quiescence: each contender has a time or is said to be absent, and each bar a verdict or none.
. "$(dirname "$0")/lib.sh"

measure "$1" --slice 1
common_keys
holds "none that is absent to be measured" '.rows | length > 0 and all(.absent <= (.ns.median == null))'
# Two threads on one CPU, or beside busy programs, may get no slice in which both run.
jq -e 'all(.rows[]; .absent or .ns.median != null)' "$json" >/dev/null || {
	echo "cannot be tried here: a contender was not measured, since a thread got no CPU in any slice"
	exit 77
}
holds "ours to be its own measure" 'all(.rows[] | select(.contender == "ours"); .ratio_to_ours.median == 1)'
holds "the same measured again, for the noise" 'any(.rows[]; .contender == "again" and .ratio_to_ours.median > 0)'
holds "a verdict for each bar, but where the peer is absent" '.rows as $rows | .bars | length > 0 and all(
	. as $bar | (.verdict == null) == any($rows[]; .situation == $bar.situation and .contender == $bar.against and .absent))'
holds "known verdicts" 'all(.bars[]; .verdict | IN(null, "reached", "within 15 %", "NOT reached"))'
case ${1##*/} in
hazard)
	holds "what a sleeping reader shows to stay, and no more" '.rows[] | select(.situation == "kept") | .most_counted == 1'
	holds "objects to wait, and not without bound" 'all(.rows[] | select(.situation | startswith("waiting"));
		.most_counted > 0 and .most_counted <= 8193)' ;;
quiescence)
	holds "one barrier for a grace period" 'all(.rows[] | select(.situation == "synchronize" and .contender == "ours"); .most_counted == 1)' ;;
esac
jq -e 'any(.rows[]; .absent)' "$json" >/dev/null || exit 0
grep -q ' absent$' "$scratch/text" || { echo "expected the text to say what is absent"; exit 1; }
