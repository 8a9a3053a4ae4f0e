#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The same sources give the same bytes: from another directory, in another language, at
# another time, by another awk; and the headers are the sources' own.
. "$SOURCE/tests/install/lib.sh"

quietly sh "$SOURCE/scripts/amalgamate" "$work/first"
[ ! -e first/membarrier-sync.c ] || fail "libmembarrier-sync was not asked for"
quietly sh "$SOURCE/scripts/amalgamate" --sync "$work/first"
for header in "$SOURCE"/include/membarrier.*; do
	cmp "$header" "first/${header##*/}" || fail "${header##*/} is not the sources'"
done
for header in "$SOURCE"/include/membarrier/*.h*; do
	[ "${header##*/}" = sim.h ] || cmp "$header" "first/membarrier/${header##*/}" || fail "${header##*/} is not the sources'"
done
(cd first && find . -type f | sort) >written
# All headers but the simulator's and that of the TS's name, and the two files.
[ "$(wc -l <written)" -eq $(($(find "$SOURCE/include" -type f -name '*.h*' | wc -l) - 1 + 2)) ] || fail "expected the headers and two files: $(cat written)"

mkdir -p "a copy"
(cd "$SOURCE" && tar -cf - include src scripts LICENSE-MIT) | tar -xmf - -C "a copy"
(
	umask 077
	cd "a copy/src"
	LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo quietly sh ../scripts/amalgamate --sync ../../second
)
diff -r first second || fail "a copy of the sources gave other files"

said=$(sed -n 's/.* libmembarrier \([0-9.]*\), .*/\1/p' first/membarrier.c)
[ "$said" = "$(version)" ] || fail "the head says version $said"
sed 1q first/membarrier.c | grep -q 'SPDX-License-Identifier: MIT OR Apache-2.0' || fail "no licence in the first line"
grep -q 'Permission is hereby granted' first/membarrier.c || fail "the licence's text is missing"
! grep -n '#include "[^m]' first/membarrier.c || fail "includes of the library's own files are left"

mkdir awks
for awk in mawk gawk 'busybox awk' original-awk; do
	command -v "${awk%% *}" >/dev/null 2>&1 || { say "not here: $awk"; continue; }
	printf '#!/bin/sh\nexec %s "$@"\n' "$awk" >awks/awk
	chmod +x awks/awk
	PATH=$work/awks:$PATH quietly sh "$SOURCE/scripts/amalgamate" --sync third
	diff -r first third || fail "$awk gave other files"
	say "the same by $awk"
done
