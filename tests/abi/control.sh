#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The comparison finds libraries whose ABI is broken on purpose. Each is one edit of the sources.
. "$SOURCE/tests/abi/lib.sh"

copy() # a fresh one, in tree/
{
	rm -rf tree
	mkdir tree
	cp -R "$SOURCE/include" "$SOURCE/src" tree/
}
edit() # sed-expression file...
{
	expression=$1
	shift
	for file in "$@"; do
		cp "tree/$file" before
		sed -i "$expression" "tree/$file"
		! cmp -s before "tree/$file" || fail "$file has nothing to edit for: $expression"
	done
}
expect() # difference what
{
	build_library "$CC" "$work/tree" "$work/broken.so"
	compare_library "$dump" broken.so >output
	[ "$difference" = "$1" ] || { cat output; fail "$2: expected $1, found $difference"; }
	say "$2: $difference"
}

copy
build_library "$CC" "$work/tree" "$work/broken.so"
need_x86_64 broken.so
expect none "nothing edited"

edit '/membarrier_require;/d' src/libmembarrier.map
expect changes "a symbol removed"

copy
edit 's/^\tint asymmetric;/\tlong asymmetric;/' include/membarrier.h
expect changes "a member's type changed"

copy
edit 's/^\tuint64_t declined;/&\n\tuint64_t more;/' include/membarrier.h
expect changes "a member appended, for which sizeof must be looked at"

copy
edit 's/MEMBARRIER_UNAVAILABLE = 3/MEMBARRIER_UNAVAILABLE = 4/' include/membarrier.h
expect changes "an enumerator's value changed"

copy
edit 's/int membarrier_get_candidate_for_(unsigned /int membarrier_get_candidate_for_(unsigned long /' include/membarrier.h src/info.c
expect changes "a parameter's type changed"

copy
edit 's/MEMBARRIER_0\.1/MEMBARRIER_0.2/' src/libmembarrier.map
expect changes "the symbols' version changed"

copy
edit 's/^\t\tmembarrier_require;/&\n\t\tmembarrier_more;/' src/libmembarrier.map
printf '#include <membarrier.h>\nMEMBARRIER_API int membarrier_more(void);\nint membarrier_more(void) { return 0; }\n' \
	>tree/src/more.c
expect additions "a function added"

copy
edit '/membarrier_rwlock_write_;/d' src/sync/libmembarrier-sync.map
build_sync "$CC" "$work/tree" "$work/broken.so"
compare_library "$SOURCE/packaging/abi/libmembarrier-sync.x86-64.abi" broken.so >output
[ "$difference" = changes ] || { cat output; fail "a block's symbol removed: expected changes, found $difference"; }

# The blocks' records and types are compiled into programs.
for member in '\tuint32_t sleepers_;/include/membarrier/rwlock.h' '\tuint32_t fenced;/include/membarrier/thread.h'; do
	copy
	edit "s/^${member%%;*};/\tuint64_t more_[8];\n&/" "${member#*/}"
	build_sync "$CC" "$work/tree" "$work/broken.so"
	compare_library "$SOURCE/packaging/abi/libmembarrier-sync.x86-64.abi" broken.so >output
	[ "$difference" = changes ] || { cat output; fail "a member before ${member%%;*}: expected changes, found $difference"; }
done
say "libmembarrier-sync: three changes seen"

copy
edit 's/^\(#define MEMBARRIER_REQUIRE_DOCUMENTED\) 2u/\1 4u/' include/membarrier.h
dump_macros "$CC" tree macros
compare_macros "$SOURCE/packaging/abi/macros" macros >output
[ "$difference" = changes ] || fail "a macro's value changed: expected changes, found $difference"
say "a macro's value changed: $difference"
