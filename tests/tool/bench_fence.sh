#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Under plain fences bench shows costs only, and says that there is nothing to gain.
tool=$1
failed=0

report=$(MEMBARRIER_STRATEGY=fence ${EMULATOR:-} "$tool" bench --seconds 1) || [ $? -eq 77 ] || failed=1
echo "$report"
case $report in
"There is nothing to gain here"*"strategy fence"* | "Not enough rounds ("*"strategy fence"*) ;;
*) echo "expected strategy fence, and that there is nothing to gain"; failed=1 ;;
esac
case $report in
*"break even"* | *"pays"*) echo "expected no break-even under plain fences"; failed=1 ;;
esac
MEMBARRIER_STRATEGY=fence ${EMULATOR:-} "$tool" bench --seconds 1 --json | tr -d ' \t\n' | grep -q '"break_even":\[\]' ||
	{ echo "expected an empty break_even in JSON"; failed=1; }
exit $failed
