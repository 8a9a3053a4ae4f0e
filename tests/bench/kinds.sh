#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# kinds: two barriers in one thread, two hot processes beside a stranger, each with a figure.
. "$(dirname "$0")/lib.sh"

run_program "$1" --rounds 4 --slice 5
holds "two forms or none, and a ratio" '[.code[].form] | . == [] or . == ["slow", "code_sync"]'
holds "times" 'all(.code[]; .ns.median > 0) and all(.code[] | select(.form == "code_sync"); .to_slow.median > 0)'
holds "two hot processes that are what they are meant to be" '[.hammer[].hot] == ["default", "joined"] and all(.hammer[]; .as_meant)'
holds "calls by the stranger" 'all(.hammer[]; .call_us.median > 0)'
