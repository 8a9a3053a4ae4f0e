#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# home: four forms of the hot side, two of the rare one in two situations, each with a figure.
. "$(dirname "$0")/lib.sh"

run_program "$1" --rounds 4 --slice 5
holds "four forms" '[.fast[].form] == ["compiler", "fast", "fast_at", "normal"] and all(.fast[]; .ns.median > 0 and .to_fence.median > 0)'
holds "the fence is its own measure" 'any(.fast[]; .form == "normal" and .to_fence.median == 1)'
holds "two forms in two situations" '[.slow[] | "\(.situation) \(.form)"] | unique | length == 4'
holds "each with a time" 'all(.slow[]; .ns.median > 0)'
holds "a ratio where there are two" '[.slow[] | select(.form == "slow_at") | .to_slow.median] | length == 2 and min > 0'
