#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# reclaim: no node is lost or freed while it is looked at, and a batch has one barrier at the most.
. "$(dirname "$0")/lib.sh"

measure "$1" --callers 1,4 --hot 0,1 --slice 20 --settle 2 --batch 8
common_keys
counts_agree
holds "a row for each contender in each cell" '
	[.cells[] | [.callers, .hot, .contender]] | length == 12 and (unique | length) == 12'
# A lone caller keeps no node that another thread looks at, so each full batch is emptied. The two
# counts are not of one instant: a barrier or two, and two hundredths, may be missing.
holds "a lone caller to make a barrier for every eight objects" '
	all(.cells[] | select(.callers == 1 and .contender == "raw" and .barriers_per_call.median != null);
		(.barriers_per_call.median - 0.125 | fabs) <= 0.0025 + 2 / (.calls_per_second.median * 0.02))'
