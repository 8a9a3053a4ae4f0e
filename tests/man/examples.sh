#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# examples.sh - the programs in the man pages compile without a warning, and run.
#
#   examples.sh [--self-test] ROOT LANGUAGE COMPILER LIBRARY [BLOCKS]
#
# LANGUAGE is C or CXX. A display is a program if the line before it is the comment
# `program` (C) or `program c++`. --self-test shows that mistakes in one are found.
set -eu
self_test=
[ "$1" != --self-test ] || { self_test=yes; shift; }
root=$1 language=$2 compiler=$3 library=$4 blocks=${5-} # libmembarrier-sync, where there is one
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK

case $language in
C) suffix=c marker=program standard=c11 ;;
CXX) suffix=cc marker='program c++' standard=c++11 ;;
*) echo "expected the language C or CXX, not $language"; exit 1 ;;
esac
case $compiler in
'' | *NOTFOUND) echo "cannot be tried here: no compiler for $language"; exit 77 ;;
esac

# Page -> its programs, as $2/NAME-1.c and so on. What a terminal would show as another
# character than a compiler wants (-, ', `, ^, ~) must be written as an escape.
extract()
{
	awk -v marker=".\\\\\" $marker" -v stem="$2/$(basename "$1")" -v suffix="$suffix" '
	$0 == marker { wanted = 1; next }
	wanted && /^\.Bd -literal/ { inside = 1; wanted = 0; file = stem "-" ++n "." suffix; next }
	/^\.Ed$/ { inside = 0 }
	inside {
		line = $0
		gsub(/\\e/, "\001", line)
		gsub(/\\-/, "\002", line); gsub(/\\\(aq/, "\003", line); gsub(/\\\(ga/, "\004", line)
		gsub(/\\\(ha/, "\005", line); gsub(/\\\(ti/, "\006", line); gsub(/\\&/, "", line)
		if (line ~ /[-\047`^~\\]/) {
			printf "%s:%d: expected -, apostrophes and the like as escapes: %s\n", FILENAME, NR, $0
			wrong = 1
		}
		gsub("\001", "\\", line); gsub("\002", "-", line); gsub("\003", "\047", line)
		gsub("\004", "`", line); gsub("\005", "^", line); gsub("\006", "~", line)
		print line >file
	}
	END { exit wrong }' "$1"
}

# Compiles and runs one program, under the default strategy and under plain fences.
try()
{
	"$compiler" -std="$standard" -Wall -Wextra -Werror -pthread -I"$root/include" -o "$1.out" "$1" ${blocks:+"$blocks"} "$library" \
		-Wl,-rpath,"$(dirname "$library")" || { echo "does not compile: $1"; return 1; }
	"$1.out" >"$1.said" || { echo "exit status $?: $1"; return 1; }
	[ -s "$1.said" ] || { echo "says nothing: $1"; return 1; }
	MEMBARRIER_STRATEGY=fence "$1.out" >"$1.said" || { echo "exit status $? with plain fences: $1"; return 1; }
}

# Pages -> every program of theirs works; how many there were is left in $count.
all()
{
	rm -rf "$scratch/programs" && mkdir "$scratch/programs"
	status=0 count=0
	for file in "$@"; do
		[ -n "$blocks" ] || ! grep -q '^libmembarrier.*sync' "$file" || continue
		extract "$file" "$scratch/programs" || status=1
	done
	for program in "$scratch/programs"/*."$suffix"; do
		[ -f "$program" ] || continue
		try "$program" || status=1
		count=$((count + 1))
	done
	return $status
}

if [ -n "$self_test" ]; then
	page=$root/doc/man/membarrier_get_info.3
	if ! all "$page" || [ "$count" -ne 1 ]; then
		echo "the page itself does not pass, so a mistake would prove nothing"
		exit 1
	fi
	for mistake in \
		's/if (membarrier_get_info(/if (membarrier_got_info(/' \
		's/^    struct membarrier_stats stats.*/&\n    int unused;/' \
		's/stats\.slow_paths < 1/stats.slow_paths >= 1/' \
		's/%llu barriers/%llu - barriers/'; do
		sed "$mistake" "$page" >"$scratch/page.3"
		! cmp -s "$page" "$scratch/page.3" || { echo "changes nothing: $mistake"; exit 1; }
		! all "$scratch/page.3" >/dev/null 2>&1 || { echo "not found: $mistake"; exit 1; }
	done
	echo "every seeded mistake is found"
	exit 0
fi

all "$root"/doc/man/*.[137] || exit 1
[ "$count" -gt 0 ] || { echo "expected programs in the pages, found none"; exit 1; }
# Each page of section 3 shows its functions at work.
for page in "$root"/doc/man/*.3; do
	grep -q -e '^\.so ' -e '^\.\\" program' "$page" || { echo "${page##*/} has no program"; exit 1; }
done
echo "$count programs"
