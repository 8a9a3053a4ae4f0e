#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# sync SYNC SYNC_PAIR: of one round there are rates, and neither quartiles nor what is no number.
. "$(dirname "$0")/lib.sh"

command -v jq >/dev/null || { echo "cannot be tried here: no jq"; exit 77; }
"$1" --seconds 0 --slice 1 --only 'read, one' --json "$json" >"$scratch/text"
status=$?
cat "$scratch/text"
[ $status -eq 0 ] || exit $status
fits "$scratch/text"
grep -qE '^  ours +[0-9.]+ \(-\)$' "$scratch/text" || { echo "expected a rate of one round, without quartiles"; exit 1; }
holds "rates and bars of what was measured" '(.rates | length > 3) and (.bars | length > 0) and all(.bars[]; .got.median > 0 and .got.lower_quartile == null)'

"$2" --seconds 1 --slice 20 --every 100,1000 --json "$json" >"$scratch/text"
status=$?
cat "$scratch/text"
[ $status -eq 0 ] || exit $status
fits "$scratch/text"
holds "a row for each rate in each shape" '.rows | length == 4 and all(.adaptive.median > 0)'
holds "as many rounds as fit" '.rounds == 4'
