#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# tree.sh ROOT [self-test]: what doc/architecture.md says of the tree and a script can see: which
# folder includes which, how many folders are at the root, how long files and functions are; and which PATH commands have.
. "$(dirname "$0")/lib.sh"

root=$(CDPATH='' cd -- "$1" && pwd)
most_folders=12 most_lines=400 most_function=60 median_function=10

# Lines "folder folder...": a folder, and those whose headers its files may include beside its own, from the table
# of the document. Only the public headers are found by <name>; what is included from another folder is named with
# its path. The longest name counts: a folder that is not named is part of the one above it.
rooms() # root
{
	awk -F '|' '
		/^## / { inside = $0 == "## What may include what?" }
		inside && $2 ~ /^ `/ { gsub(/[`,]/, " "); gsub(/\/ /, " "); print $2, $3 }' "$1/doc/architecture.md"
}

# ---- the checks: each prints what is wrong ----

check_folders()
{
	count=$(find . -mindepth 1 -maxdepth 1 -type d \( ! -name '.*' -o -name .ci -o -name .github \) ! -name build ! -name 'build-*' ! -name debian | wc -l)
	[ "$count" -le $most_folders ] || echo "$count folders at the root: expected $most_folders at most"
}

# A folder below a room is the room itself. <membarrier.h> and <membarrier/...> are for those that may use include.
check_includes()
{
	[ "$(rooms . | wc -l)" -ge 10 ] || echo "doc/architecture.md: expected a table of what may include what"
	# shellcheck disable=SC2046 # a list of words
	rooms=$(rooms .) headers=$(find include src tools bench examples tests -name '*.h') awk '
		function dirname(path) { sub(/\/[^\/]*$/, "", path); return path }
		function plain(path) { while (sub(/[^\/]+\/\.\.\//, "", path)); return path }
		function room_of(folder, name, best) {
			for (name in allowed)
				if (index(folder "/", name "/") == 1 && length(name) > length(best)) best = name
			return best
		}
		BEGIN {
			n = split(ENVIRON["rooms"], line, "\n")
			for (i = 1; i <= n; i++) {
				if (split(line[i], word, " ") == 0) continue
				gsub(/[ \t]+/, " ", line[i])
				allowed[word[1]] = " " line[i] " "
			}
			n = split(ENVIRON["headers"], line, "\n")
			for (i = 1; i <= n; i++) header[line[i]]
		}
		FNR == 1 {
			folder = dirname(FILENAME)
			room = room_of(folder)
			public = 0
			if (room == "") print FILENAME ": its folder is not in the table of doc/architecture.md"
		}
		room == "" { next }
		/^#[ \t]*include "/ {
			name = $0
			sub(/^[^"]*"/, "", name)
			sub(/".*/, "", name)
			target = plain(folder "/" name)
			if (!(target in header)) target = "include/" name
			target = target in header ? dirname(target) : ""
			if (target == "" || (target != folder && !index(allowed[room], " " target " ")))
				print FILENAME ": " room " may not include \"" name "\" (of " (target == "" ? "nowhere" : target) ")"
		}
		/^#[ \t]*include <membarrier/ && !public++ && allowed[room] !~ / include(\/membarrier)? / {
			print FILENAME ": " room " may not include the public headers"
		}' $(sources include/membarrier src tools bench examples)
}

# What the document names in `code` and with a folder is there; SYSTEM and NAME stand for any.
check_paths()
{
	# shellcheck disable=SC2016 # the backquotes are Markdown
	grep -o '`[a-z_.]*/[A-Za-z_./*]*`' doc/architecture.md | tr -d '`' | sort -u |
	while read -r path; do
		case $path in *LANGUAGE*) continue ;; esac
		pattern=$(echo "$path" | sed 's/SYSTEM\|NAME/*/')
		# shellcheck disable=SC2086 # a pattern
		set -- $pattern
		[ -e "$1" ] || echo "doc/architecture.md: there is no $path"
	done
}

check_files()
{
	# Not the public headers: each is read from top to bottom, and has no second file.
	# shellcheck disable=SC2046 # a list of words
	awk -v most=$most_lines '
		{ lines[FILENAME] = FNR }
		END { for (file in lines) if (lines[file] > most) print file ": " lines[file] " lines, expected " most " at most" }' \
		$(sources src tools bench examples tests)
}

# A function is laid out so that its braces are in the first column (tests/form/layout.sh).
check_functions()
{
	# shellcheck disable=SC2046 # a list of words
	awk '
		/^{$/ { begin = FNR - 1 }
		/^}$/ && begin { print FNR - begin + 1, FILENAME ":" begin; begin = 0 }' $(sources include src tools bench examples tests) |
		sort -n >"$scratch/functions"
	awk -v most=$most_function '$1 > most { print $2 ": a function of " $1 " lines, expected " most " at most" }' \
		"$scratch/functions"
	awk -v least=$median_function '{ length_of[NR] = $1 }
		END {
			median = length_of[int((NR + 1) / 2)]
			if (NR < 300) print "found " NR " functions only"
			if (median >= least) print "the median function has " median " lines, expected fewer than " least
		}' "$scratch/functions"
}

# A command that compiles works in an environment without a PATH. What ends in .sh is run by others, which have one.
check_commands()
{
	find .ci bench packaging scripts tests -type f -perm -u+x ! -name '*.*' ! -path '*/debian/*' >"$scratch/commands"
	[ "$(wc -l <"$scratch/commands")" -ge 20 ] || echo "found too few commands"
	while read -r command; do
		! sed 's/^[ \t]*#.*//' "$command" | grep -qwE 'cmake|ctest|CC|gcc|cargo' ||
			grep -qE '^(export PATH="\$\{PATH:-|os\.environ\["PATH"\] = )' "$command" ||
			echo "$command: expected a PATH for an environment without one, as in scripts/build"
	done <"$scratch/commands"
}

check_all() # root
{
	cd "$1" || exit
	check_folders
	check_includes
	check_paths
	check_files
	check_functions
	check_commands
}

# ---- running them ----

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ $# -eq 1 ]; then
	check_all "$root" >"$scratch/wrong"
	[ ! -s "$scratch/wrong" ] || { cat "$scratch/wrong"; fail "see doc/architecture.md"; }
	exit 0
fi

# The mistakes that it must find, one at a time in a copy of the tree. Each is found by the check that it is for.
mkdir "$scratch/tree"
for folder in include src tools bench examples tests doc .ci .github packaging scripts; do cp -r "$root/$folder" "$scratch/tree"; done
(check_all "$scratch/tree") >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || { cat "$scratch/wrong"; fail "the tree itself does not pass, so a mistake would prove nothing"; }
expect() # check what-is-printed
{
	(cd "$scratch/tree" && "check_$1") >"$scratch/wrong"
	grep -q "$2" "$scratch/wrong" || { cat "$scratch/wrong"; fail "not found: $2"; }
	echo "found: $2"
}
# The file with standard input behind it, until the check has seen it.
planted() # file check what-is-printed
{
	folder=$(dirname "$1")
	mkdir -p "$scratch/tree/$folder"
	cat >>"$scratch/tree/$1"
	expect "$2" "$3"
	if [ -e "$root/$1" ]; then cp "$root/$1" "$scratch/tree/$1"; else rm "$scratch/tree/$1"; fi
	[ -d "$root/$folder" ] || rmdir "$scratch/tree/$folder"
}
document() # sed-command check what-is-printed: the same for a change of doc/architecture.md
{
	sed "$1" "$root/doc/architecture.md" >"$scratch/tree/doc/architecture.md"
	expect "$2" "$3"
	cp "$root/doc/architecture.md" "$scratch/tree/doc/architecture.md"
}
long() { awk -v lines="$1" 'BEGIN { for (i = 0; i < lines; i++) print "\tg();" }'; }

echo '#include "../../src/select.h"' | planted tools/cli/main.c includes 'main.c: tools/cli may not include'
echo '#include "../cli/command.h"' | planted tools/measure/loops.c includes 'loops.c: tools/measure may not include'
echo '#include "../bench/peers.h"' | planted src/info.c includes 'info.c: src may not include'
echo '#include "../select.h"' | planted src/sync/another.c includes 'another.c: src/sync may not include'
echo '#include <membarrier.h>' | planted tools/common/json.c includes 'json.c: tools/common may not include the public headers'
echo 'int x;' | planted tools/web/web.c includes 'web.c: its folder is not in the table'
for number in 1 2; do mkdir "$scratch/tree/more$number"; done
expect folders '13 folders at the root'
rmdir "$scratch/tree"/more?
long 400 | planted tools/common/json.c files 'json.c: .* lines, expected'
{ printf 'void f(void)\n{\n'; long 60; echo '}'; } | planted tools/common/term.c functions 'term.c:.*: a function of 63 lines'
# shellcheck disable=SC2016 # the backquotes are Markdown
document 's|`src/wait.c`|`src/waits.c`|' paths 'there is no src/waits.c'
# shellcheck disable=SC2016
document '/^| `src.sync/s/`include.*` |/ |/' includes 'src/sync may not include'
for number in $(seq 1000); do printf 'void f%s(void)\n{\n' "$number"; long 20; echo '}'; done |
	planted bench/more.c functions 'the median function has'
sed -i '/^export PATH=/d' "$scratch/tree/bench/simulate"
expect commands 'bench/simulate: expected a PATH'
cp "$root/bench/simulate" "$scratch/tree/bench/simulate"
(check_all "$scratch/tree") >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || { cat "$scratch/wrong"; fail "a mistake was not taken away again"; }
