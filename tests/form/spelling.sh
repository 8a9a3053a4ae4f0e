#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# spelling.sh ROOT: no misspelt word that codespell knows.
. "$(dirname "$0")/lib.sh"
need codespell
cd "$1" || exit
codespell || fail "expected no misspelling"

# The control. The word is in two parts, so that it is not found here.
if echo "we rec""ieve" | codespell - >/dev/null; then fail "codespell does not find a misspelt word"; fi
