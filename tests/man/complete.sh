#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# complete.sh - what the man pages say exists is what exists, and the other way round:
# functions and their prototypes, structures, macros, options with their limits, exit
# statuses, environment variables, diagnostics, strategies.
#
#   complete.sh [--self-test] ROOT CC TOOL
#
# --self-test makes each kind of mistake in a copy and expects the check that it names to find it.
set -eu
self_test=
[ "$1" != --self-test ] || { self_test=yes; shift; }
root=$1 cc=$2 tool=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK
failed=0

fail() { echo "$*" >&2; failed=1; }

# same WHAT HAVE WANT: two lists of lines, each without a line that the other lacks.
same()
{
	if ! [ -s "$2" ] || ! [ -s "$3" ]; then
		fail "$1: nothing found to compare"
		return 0
	fi
	sort -u -o "$2" "$2"
	sort -u -o "$3" "$3"
	diff "$2" "$3" >"$scratch/diff" || fail "$1: the pages (<) and what there is (>) differ:
$(grep '^[<>]' "$scratch/diff")"
}

# The page that a reader of doc/man/NAME.3 gets.
resolve()
{
	target=$(sed -n 's/^\.so man[0-9]\///p' "$1")
	echo "${target:+$(dirname "$1")/}${target:-$1}"
}

# The headers of libmembarrier-sync.
blocks() { find include/membarrier -name '*.h' ! -name sim.h | sort; }

# The functions that a user may call, of the C and of the C++ header, and of the blocks, whose own are inline for the most part.
functions()
{
	sed -n '/global:/,/local:/s/^[[:space:]]*\([a-z_]*[a-z]\);$/\1/p' src/libmembarrier.map src/sync/libmembarrier-sync.map
	# shellcheck disable=SC2046 # words
	sed -n 's/^MEMBARRIER_[A-Z]*_ [a-z].*[ *]\(membarrier_[a-z_]*[a-z]\)(.*/\1/p' $(blocks)
	[ ! -f include/membarrier.hpp ] || sed -n 's/.*void \(asymmetric_[a-z_]*\)(.*/\1/p' include/membarrier.hpp
}

check_functions()
{
	functions >"$scratch/there"
	for page in doc/man/*.3; do
		name=$(basename "$page" .3)
		sed -n '/^\.Sh NAME/,/^\.Nd/s/^\.Nm \([^ ]*\).*/\1/p' "$(resolve "$page")"
		# Some pages have the name of several functions' first part, as asymmetric_thread_fence.3; the others that of a function.
		grep -q "^\.Nm $name\(_[a-z_]*\)*\( ,\)*$" "$(resolve "$page")" || fail "$page does not name $name"
	done >"$scratch/named"
	while read -r name; do
		[ -f "doc/man/$name.3" ] || { fail "$name has no page of its name"; continue; }
		grep -q "^\.Fn \($name\|libmembarrier::$name\) " "$(resolve "doc/man/$name.3")" || fail "doc/man/$name.3 has no prototype of $name"
	done <"$scratch/there"
	same "functions" "$scratch/named" "$scratch/there"
}

# A prototype that is another than the header's does not compile beside it.
check_prototypes()
{
	{
		echo '#include <membarrier.h>'
		blocks | sed 's|include/\(.*\)|#include <\1>|'
		for page in doc/man/membarrier_*.3; do
			awk '
			/^\.Sh / { synopsis = /SYNOPSIS/ }
			synopsis && /^\.Ft / { type = substr($0, 5) }
			synopsis && /^\.Fn / {
				n = split(substr($0, 5), part, "\"")
				name = part[1] == "" ? part[2] : part[1]
				first = part[1] == "" ? 4 : 2
				list = ""
				for (i = first; i <= n; i += 2) list = list (list == "" ? "" : ", ") part[i]
				if (list == "" && split(name, word, " ") == 2) { name = word[1]; list = word[2] }
				sub(/ *$/, "", name)
				print type " " name "(" list ");"
			}' "$page"
		done
	} >"$scratch/prototypes.c"
	[ "$(wc -l <"$scratch/prototypes.c")" -ge 12 ] || fail "expected twelve prototypes or more"
	"$cc" -std=c11 -Wall -Wextra -Werror -Iinclude -fsyntax-only "$scratch/prototypes.c" ||
		fail "the prototypes of a SYNOPSIS are not the header's"
}

# struct and enum definitions, member by member, without comments; a program's are its own.
definitions()
{
	awk '
	/^\.\\" program/ { program = 1 }
	/^\.Ed/ { program = 0 }
	program { next }
	/^(typedef )?(struct|enum)[a-z_ ]*\{/ { inside = $1 == "typedef" ? $2 : $1 " " $2 }
	inside {
		sub(/\/\*.*/, ""); gsub(/[ \t]+/, " "); sub(/^ /, ""); sub(/[ ,]*$/, "")
		if ($0 != "") print inside ": " $0 # Not for a blank line, or one that is all comment.
	}
	/\}/ { inside = "" }' "$@"
}

check_structures()
{
	definitions doc/man/*.3 >"$scratch/pages"
	{
		definitions include/membarrier.h
		# shellcheck disable=SC2046 # words
		definitions $(blocks) | grep '^struct membarrier_[a-z_]*[a-z]: ' # Other types of theirs are the library's own.
	} >"$scratch/header"
	same "structures" "$scratch/pages" "$scratch/header"
}

# Every public macro and enumerator: none that ends in an underscore, and none of the kernel's, which begin with
# MEMBARRIER_CMD_.
check_macros()
{
	# shellcheck disable=SC2046 # words
	grep -oh 'MEMBARRIER_[A-Z_]*[A-Z]\>' include/membarrier.h $(blocks) | sort -u |
		grep -v -x -e 'MEMBARRIER_\([A-Z_]*_\)*H' -e 'MEMBARRIER_\(SYNC_\)*API' -e 'MEMBARRIER_CMD_.*' >"$scratch/macros"
	cat doc/man/*.[137] | grep -oE '[A-Za-z0-9_]+' | sort -u >"$scratch/words"
	for macro in $(comm -23 "$scratch/macros" "$scratch/words"); do
		fail "no page tells of $macro"
	done
}

commands=$("$tool" --help | awk '/^commands:/ { inside = 1; next } !/^ / { inside = 0 } inside && $1 != "help" { print $1 }')

# "COMMAND OPTION" and "COMMAND OPTION NUMBER" for every option, and every number in what is said of it.
options_of_help()
{
	for command in '' $commands; do
		# shellcheck disable=SC2086 # no word, or one
		"$tool" $command --help | awk -v command="${command:--}" '
		function numbers(text, at, i) {
			while (match(text, /[0-9]+/)) {
				for (i = 1; i <= n; i++) print command, option[i], substr(text, RSTART, RLENGTH)
				text = substr(text, RSTART + RLENGTH)
			}
		}
		/^options:/ { inside = 1; next }
		!/^ / { inside = 0 }
		!inside { next }
		/^ +-/ {
			n = 0
			for (i = 1; i <= NF && $i ~ /^-/; i++) { sub(/,$/, "", $i); print command, option[++n] = $i }
			$0 = substr($0, index($0, option[n]) + length(option[n]))
		}
		{ numbers($0) }'
	done
}

options_of_page()
{
	awk '
	function numbers(text, i) {
		while (match(text, /[0-9]+/)) {
			for (i = 1; i <= n; i++) print command, option[i], substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
		}
	}
	/^\.Sh / { inside = /DESCRIPTION/; command = "-"; n = 0 }
	/^\.Ss / { command = $3; n = 0 }
	/^\.(It|El|Pp)/ { n = 0 }
	inside && /^\.It Fl/ {
		for (i = 3; i <= NF && $i != "Ar"; i++)
			if ($i != "," && $i != "Fl") print command, option[++n] = "-" $i
		next
	}
	{ numbers($0) }' doc/man/membarrier.1
}

check_options()
{
	options_of_help | sort -u >"$scratch/help"
	options_of_page | sort -u >"$scratch/page"
	awk 'NF == 2' "$scratch/help" >"$scratch/there"
	awk 'NF == 2' "$scratch/page" >"$scratch/named"
	same "options of the command" "$scratch/named" "$scratch/there"
	awk 'NF == 3' "$scratch/help" | sort | comm -23 - "$scratch/page" >"$scratch/missing"
	[ ! -s "$scratch/missing" ] || fail "numbers that --help tells of an option and membarrier(1) does not:
$(cat "$scratch/missing")"
	for command in $commands; do
		grep -q "^\.Cm $command$" doc/man/membarrier.1 || fail "the SYNOPSIS of membarrier(1) lacks $command"
	done
}

check_exit_statuses()
{
	for command in '' $commands; do
		# shellcheck disable=SC2086 # no word, or one
		"$tool" $command --help | awk '/^exit status/ { inside = 1 } /^$/ { inside = 0 } inside' | grep -o '\<[0-9][0-9]*\>'
	done >"$scratch/there"
	awk '/^\.Sh / { inside = /EXIT STATUS/ } inside && /^\.It / { print $2 }' doc/man/membarrier.1 >"$scratch/named"
	same "exit statuses" "$scratch/named" "$scratch/there"
}

check_environment()
{
	sed -n 's/.*port_environment("\([A-Z_]*\)").*/\1/p' src/*.c src/selftest/*.c src/port/*/*.c >"$scratch/library"
	sed -n 's/.*getenv("\([A-Z_]*\)").*/\1/p' src/*.c src/selftest/*.c src/port/*/*.c tools/*/*.c | cat - "$scratch/library" >"$scratch/tool"
	for page in 1 7; do
		awk '/^\.Sh / { inside = /ENVIRONMENT/ } inside && /^\.It Ev / { print $3 }' doc/man/membarrier.$page >"$scratch/page$page"
	done
	same "environment of the library" "$scratch/page7" "$scratch/library"
	same "environment of the command" "$scratch/page1" "$scratch/tool"
}

# The lines that the library writes before it aborts; in the source a line may be several literals.
check_diagnostics()
{
	cat src/*.c src/selftest/*.c src/port/*/*.c src/sync/*.c | tr -d '\n' | sed 's/"[[:space:]]*"//g' |
		grep -o '"libmembarrier\(-sync\)*: [^"]*' | sed 's/^"//; s/\\n$//' >"$scratch/there"
	sed -n 's/^\.It "\(libmembarrier.*: .*\)"$/\1/p' doc/man/*.3 | sed 's/\\-/-/g' >"$scratch/named"
	same "diagnostics" "$scratch/named" "$scratch/there"
}

# The strategies of all systems, whatever this one is.
check_strategies()
{
	cat src/*.c src/selftest/*.c src/port/*/*.c | sed -n '/const struct strategy .*= {$/,/^}/s/^[[:space:]]*\.name = "\([a-z-]*\)",.*/\1/p' >"$scratch/there"
	awk '/^\.S[hs] / { inside = /Strategies|Other kinds/ } inside && /^\.It Cm / { print $3 }' doc/man/membarrier.7 >"$scratch/named"
	same "strategies" "$scratch/named" "$scratch/there"
}

checks="functions prototypes structures macros options exit_statuses environment diagnostics strategies"

check_tree() # ROOT CHECK...: 0 if all is right
{
	cd "$1"
	shift
	failed=0
	for check; do
		"check_$check"
	done
	return $failed
}

if [ -z "$self_test" ]; then
	# shellcheck disable=SC2086 # words
	check_tree "$root" $checks
	echo "$(functions | wc -l) functions, $(wc -l <"$scratch/macros") macros and enumerators, $(awk 'NF == 2' "$scratch/help" | wc -l) options"
	exit 0
fi

# In a shell of its own, because it changes the directory.
# shellcheck disable=SC2086 # words
(check_tree "$root" $checks) || { echo "the tree itself does not pass, so a mistake would prove nothing"; exit 1; }
mkdir -p "$scratch/tree/doc"
cp -r "$root/doc/man" "$scratch/tree/doc"
cp -r "$root/include" "$root/src" "$root/tools" "$scratch/tree"
while IFS='|' read -r check file mistake; do
	sed "$mistake" "$root/$file" >"$scratch/tree/$file"
	! cmp -s "$root/$file" "$scratch/tree/$file" || { echo "changes nothing: $file: $mistake"; exit 1; }
	! (check_tree "$scratch/tree" "$check") >/dev/null 2>&1 || { echo "not found by $check: $file: $mistake"; exit 1; }
	cp "$root/$file" "$scratch/tree/$file"
done <<'MISTAKES'
functions|doc/man/membarrier_require.3|s/get_info/selftest/
functions|doc/man/membarrier_get_info.3|s/^\.Nm membarrier_require/.Nm membarrier_requires/
functions|doc/man/membarrier_get_info.3|/^\.Fn membarrier_version/d
functions|doc/man/asymmetric_thread_fence.3|s/^\.Nm asymmetric_thread_fence_heavy/.Nm asymmetric_thread_fence_heavier/
prototypes|doc/man/membarrier_get_info.3|s/^\.Ft int/.Ft unsigned/
prototypes|doc/man/membarrier_get_info.3|s/unsigned properties/int properties/
structures|doc/man/membarrier_get_info.3|/^    uint64_t declined;/d
structures|doc/man/membarrier_ticket.3|s/uint64_t index/uint32_t index/
structures|doc/man/membarrier_get_info.3|s/MEMBARRIER_UNSOUND = 2/MEMBARRIER_UNSOUND = 4/
macros|doc/man/membarrier_get_info.3|s/MEMBARRIER_REQUIRE_DOCUMENTED/DOCUMENTED/
functions|doc/man/membarrier_rwlock.3|s/^\.Nm membarrier_rwlock_waiting/.Nm membarrier_rwlock_waits/
structures|doc/man/membarrier_pair.3|s/uint32_t revoked/uint64_t revoked/
macros|doc/man/membarrier_eventcount.3|s/MEMBARRIER_EVENTCOUNT_INIT/INIT/
diagnostics|doc/man/membarrier_rwlock.3|s/is used by two copies/is used by copies/
prototypes|doc/man/membarrier_rwlock.3|s/"membarrier_rwlock_token_t token"/"membarrier_rwlock_token_t *token"/
functions|include/membarrier/rwlock.h|s/^MEMBARRIER_INLINE_ int membarrier_rwlock_waiting(/&void);\nMEMBARRIER_INLINE_ int membarrier_rwlock_new(/
functions|src/libmembarrier.map|s/^	local:/		membarrier_new;\n&/
macros|include/membarrier.h|s/^#define MEMBARRIER_REQUIRE_DOCUMENTED.*/&\n#define MEMBARRIER_REQUIRE_NEW 4u/
options|doc/man/membarrier.1|s/^\.It Fl -milliseconds/.It Fl -millis/
options|doc/man/membarrier.1|/^\.It Fl q , Fl -quiet/d
options|doc/man/membarrier.1|s/^\.It Fl -progress , -no-progress/& , -quickly/
options|doc/man/membarrier.1|s/1 to 86400/1 to 3600/
options|doc/man/membarrier.1|s/^\.Cm litmus$/.Cm litmuss/
exit_statuses|doc/man/membarrier.1|s/^\.It 130/.It 131/
environment|doc/man/membarrier.1|/^\.It Ev TERM/d
environment|doc/man/membarrier.7|s/^\.It Ev MEMBARRIER_UNSOUND_OK/.It Ev MEMBARRIER_UNSOUND/
strategies|doc/man/membarrier.7|s/^\.It Cm mprotect/.It Cm mprotected/
diagnostics|doc/man/membarrier_fast_path.3|s/and has no other that is sound/and has no other/
environment|src/setting.c|s/environment("MEMBARRIER_UNSOUND_OK")/&; (void)mb_port_environment("MEMBARRIER_NEW")/
MISTAKES
echo "every seeded mistake is found"
