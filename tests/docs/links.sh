#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# links.sh ROOT: every relative link of the documents leads to a file, and to a heading where it names one; every page
# of doc/ is in its index, and the same figure is the same in README.md and doc/performance.md.
set -eu
cd "$1"
status=0
fail() { echo "$*"; status=1; }

# The anchors that GitHub makes: small letters, no punctuation, hyphens for blanks.
anchors() { sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'; }

# FILE TARGET of each link outside of code.
links()
{
	for page in README.md CONTRIBUTING.md SECURITY.md doc/*.md tests/README.md packaging/README.md; do
		awk '/^```/ { code = !code } !code' "$page" | grep -oE '\]\([^)]*\)' | sed "s|^](|$page |; s|)\$||"
	done
}

count=0
links >"${TMPDIR:-/tmp}/links.$$"
while read -r page target; do
	count=$((count + 1))
	case $target in
	http://* | https://* | mailto:*) continue ;;
	esac
	file=${target%%#*}
	[ -n "$file" ] || file=$(basename "$page")
	file=$(dirname "$page")/$file
	[ -e "$file" ] || { fail "$page: no such file: $target"; continue; }
	case $target in
	*'#'*) anchors "$file" | grep -qxF "${target#*#}" || fail "$page: no such heading: $target" ;;
	esac
done <"${TMPDIR:-/tmp}/links.$$"
rm -f "${TMPDIR:-/tmp}/links.$$"
[ "$count" -gt 60 ] || fail "expected more than sixty links, found $count"

for page in doc/*.md; do
	name=$(basename "$page")
	[ "$name" = README.md ] || grep -q "($name)" doc/README.md || fail "doc/README.md: no line for $name"
done

# The rows that both tables have; digits alone, because the words beside them differ.
figure() { sed -n "s/^| \**$2[^|]*| *\([^|]*\).*/\1/p" "$1" | grep -oE '[0-9.]+( thousand)?' | head -n 2 | paste -sd' ' -; }
for row in 'slow path, no other thread running' 'slow path, one other thread running' 'fast path' 'normal path'; do
	one=$(figure README.md "$row") two=$(figure doc/performance.md "$row")
	[ -n "$one" ] || fail "README.md: no figure for: $row"
	[ "$one" = "$two" ] || fail "$row: README.md has $one, doc/performance.md $two"
done

# The control: what is looked for would be found.
[ "$(echo '## A & B: c' >"${TMPDIR:-/tmp}/heading.$$"; anchors "${TMPDIR:-/tmp}/heading.$$"; rm -f "${TMPDIR:-/tmp}/heading.$$")" = a--b-c ] ||
	fail "headings are not read"
[ "$status" -ne 0 ] || echo "$count links"
exit "$status"
