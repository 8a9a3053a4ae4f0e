#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# words.sh ROOT [self-test]: no pronoun for a person where a caller, a thread or a process is meant
# (CONTRIBUTING.md, "Form"). Documents may say it of people: the lines of words.allowed.
. "$(dirname "$0")/lib.sh"

here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
pronouns='who|whoever|whom|nobody|somebody|someone|anybody|anyone|everybody|everyone'

# All that people read; not the licences, and not what a program wrote.
read_by_people()
{
	find . -type d \( -name .git -o -name build -o -name 'build-*' -o -path ./debian -o -path ./packaging/abi -o -name target \) -prune -o \
		-type f ! -name 'LICENSE*' ! -path ./packaging/debian/copyright ! -path './tests/form/words.*' -print
}

# Lines "file:line:text" with such a word in them.
wrong() # root
{
	cd "$1" || exit
	read_by_people | sed 's|^\./||' | tr '\n' '\0' | xargs -0 grep -IniE "(^|[^a-z])($pronouns)($|[^a-z])" /dev/null |
		awk -v allowed="$here/words.allowed" '
			BEGIN { while ((getline line < allowed) > 0) if (line !~ /^#/) known[line] = 1 }
			{
				file = $0; sub(/:.*/, "", file)
				text = $0; sub(/^[^:]*:[0-9]*:/, "", text)
				for (entry in known) {
					space = index(entry, " ")
					if (substr(entry, 1, space - 1) == file && index(text, substr(entry, space + 1))) next
				}
				print
			}'
}

if [ $# -eq 1 ]; then
	found=$(wrong "$1")
	[ -z "$found" ] || { echo "$found"; fail 'say "the caller", "the thread", "the process" (CONTRIBUTING.md)'; }
	exit 0
fi

# The mistakes that it must find.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/src"
echo '/* The caller waits. */' >"$scratch/src/right.c"
[ -z "$(wrong "$scratch")" ] || fail "a right comment is refused"
for word in $(echo "$pronouns" | tr '|' ' '); do
	for line in "/* For $word waits. */" "static int ${word}_waits;"; do
		echo "$line" >"$scratch/src/wrong.c"
		wrong "$scratch" | grep -q '^src/wrong.c:1:' || fail "not found: $line"
	done
done
