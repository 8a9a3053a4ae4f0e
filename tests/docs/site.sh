#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# site.sh ROOT TOOL: scripts/site writes every page and finds no broken link; one that is broken on purpose it finds.
set -eu
root=$1 tool=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$tool" report --seconds 1 --no-progress -q -o "$work/r.html" >/dev/null || [ $? -eq 77 ]
code=0
"$root/scripts/site" --out "$work/site" --report "$work/r.html" >"$work/said" || code=$?
cat "$work/said"
[ "$code" -eq 0 ] || exit "$code"
for page in index doc/tutorial doc/index doc/man/membarrier.7 doc/man/membarrier_slow_path.3 report; do
	grep -q '</html>' "$work/site/$page.html" || { echo "expected a whole page: $page"; exit 1; }
done
! grep -rlE '(src|href)="https?://[^"]*\.(js|css)' "$work/site" || { echo "expected nothing from the network"; exit 1; }

# The control, in a tree of links.
mkdir "$work/tree"
for name in "$root"/*; do ln -s "$name" "$work/tree/"; done
rm "$work/tree/README.md" "$work/tree/scripts"
mkdir "$work/tree/scripts"
cp "$root/scripts/site" "$work/tree/scripts"
sed 's|(doc/faq.md)|(doc/faqs.md)|' "$root/README.md" >"$work/tree/README.md"
! "$work/tree/scripts/site" --out "$work/other" --report "$work/r.html" >"$work/said" || { echo "a broken link was not found"; exit 1; }
grep -q 'no such page: doc/faqs.html' "$work/said" || { cat "$work/said"; echo "expected the broken link to be named"; exit 1; }
