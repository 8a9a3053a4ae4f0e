#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# lint.sh - mandoc finds no mistake in the pages, not even one of style.
#
#   lint.sh ROOT
set -eu
root=$1
command -v mandoc >/dev/null || { echo "cannot be tried here: mandoc is not installed"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The pages may refer to each other and to these, which need not be installed here.
for page in "$root"/doc/man/*.[137] clock_gettime.2 fork.2 futex.2 getcpu.2 membarrier.2 sched_yield.2 vfork.2 abort.3 longjmp.3; do
	section=$scratch/man${page##*.}
	mkdir -p "$section"
	case $page in
	/*) cp "$page" "$section" ;;
	*) : >"$section/$page" ;;
	esac
done

# The report is on standard output; on standard error mandoc asks for a database of the scratch tree.
lint() { MANPATH=$scratch mandoc -Tlint -W style "$@" 2>/dev/null; }

# Each kind of mistake must be found, or silence proves nothing.
i=0
for mistake in 's/^\.Sh NAME/.Sh NOME/' 's/^\.Xr membarrier_get_info 3/.Xr membarrier_got_info 3/' 's/^\.El$//' 's/^\.Ed$//'; do
	i=$((i + 1))
	sed "$mistake" "$root/doc/man/membarrier_fast_path.3" >"$scratch/mistake.3"
	! lint "$scratch/mistake.3" >/dev/null || { echo "mandoc does not find mistake $i: $mistake"; exit 1; }
done

pages=0 status=0
for page in "$root"/doc/man/*.[137]; do
	target=$(sed -n 's/^\.so //p' "$page")
	if [ -n "$target" ]; then
		[ -f "$scratch/$target" ] || { echo "${page##*/}: there is no $target"; status=1; }
		continue
	fi
	pages=$((pages + 1))
	lint "$page" || status=1
	# The page fits 80 columns, and has the library's name in the foot.
	mandoc -Tascii "$page" 2>/dev/null | col -bx >"$scratch/text"
	awk -v page="${page##*/}" 'length > 80 { print page ": wider than 80 columns: " $0; wide = 1 } END { exit wide }' "$scratch/text" || status=1
	tail -n 1 "$scratch/text" | grep -q '^libmembarrier' || { echo "${page##*/}: expected libmembarrier in the foot"; status=1; }
done
[ "$pages" -ge 5 ] || { echo "expected five pages or more, found $pages"; exit 1; }
[ $status -ne 0 ] || echo "$pages pages"
exit $status
