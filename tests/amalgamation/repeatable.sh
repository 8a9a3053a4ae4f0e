#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The same sources give the same bytes: from another directory, in another language, at
# another time, by another awk; and the headers are the sources' own.
. "$SOURCE/tests/install/lib.sh"

quietly sh "$SOURCE/scripts/amalgamate" "$work/first"
for header in "$SOURCE"/include/membarrier.*; do
	cmp "$header" "first/${header##*/}" || fail "${header##*/} is not the sources'"
done
(cd first && find . -type f | sort) >written
[ "$(wc -l <written)" -eq $(($(find "$SOURCE/include" -maxdepth 1 -type f | wc -l) + 1)) ] || fail "expected the headers and membarrier.c: $(cat written)"

mkdir -p "a copy"
(cd "$SOURCE" && tar -cf - include src scripts LICENSE-MIT) | tar -xmf - -C "a copy"
(
	umask 077
	cd "a copy/src"
	LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo quietly sh ../scripts/amalgamate ../../second
)
cmp first/membarrier.c second/membarrier.c || fail "a copy of the sources gave another file"

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
	PATH=$work/awks:$PATH quietly sh "$SOURCE/scripts/amalgamate" third
	cmp first/membarrier.c third/membarrier.c || fail "$awk gave another file"
	say "the same by $awk"
done
