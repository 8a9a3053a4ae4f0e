#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The messages for a program that was compiled with one version's header and meets the library of
# another. The other versions are this one with edits, as a release would make them.
. "$SOURCE/tests/install/lib.sh"
. "$SOURCE/packaging/abi/lib.sh"
need_shared
need_static
need readelf
export LC_ALL=C

version() { sed -n "s/^#define MEMBARRIER_VERSION_$1 //p" "$SOURCE/include/membarrier.h"; }
major=$(version MAJOR)
minor=$(version MINOR)
patch=$(version PATCH)
this=$major.$minor
# The version script's nodes: the one that every program needs, and the one that the next would come after.
nodes() { sed -n 's/^\(MEMBARRIER_[0-9.]*\) {$/\1/p' "$SOURCE/src/libmembarrier.map"; }
first=$(nodes | head -n 1)
last=$(nodes | tail -n 1)

# A tree, and in it lib/, of this version after an edit of its header and what else is to be edited.
other_version() # tree part value
{
	mkdir "$1" "$1/lib"
	cp -R "$SOURCE/include" "$SOURCE/src" "$1/"
	sed -i "s/^\(#define MEMBARRIER_VERSION_$2\) .*/\1 $3/" "$1/include/membarrier.h"
}
build_other() # tree soname
{
	build_library "$CC" "$work/$1" "$work/$1/lib/$2"
	ln -s "$2" "$1/lib/libmembarrier.so"
}
program() # output tree source option...
{
	output=$1 tree=$2 source=$3
	shift 3
	"$CC" -std=c11 -pthread -I"$tree/include" -o "$output" "$source" "$@" -L"$tree/lib" -lmembarrier
}
runs_with() { LD_LIBRARY_PATH=$1 "$2" >said 2>&1 || { cat said >&2; fail "$2 does not run with the library in $1"; }; }
says() # text command...: the command fails, with this text
{
	text=$1
	shift
	if "$@" >said 2>&1; then fail "expected it to fail: $*"; fi
	grep -qF -e "$text" said || { cat said >&2; fail "expected \"$text\""; }
	grep -m 1 -F -e "$text" said
}

cat >more.c <<'END_OF_PROGRAM'
#include <membarrier.h>
MEMBARRIER_API int membarrier_more(void);
int main(void)
{
	membarrier_fast_path();
	return membarrier_more();
}
END_OF_PROGRAM
cat >fast.c <<'END_OF_PROGRAM'
#include <membarrier.h>
int main(void)
{
	membarrier_fast_path();
	return 0;
}
END_OF_PROGRAM

# A patch release has the same ABI: nothing stops the program, which can ask.
other_version patch PATCH $((patch + 1))
build_other patch "libmembarrier.so.$major"
program stranger patch "$here/stranger.c"
readelf -l stranger | grep -q 'ld-linux\|/ld64' || skip "the words expected are those of glibc's loader"
runs_with patch/lib ./stranger
says "library $((major * 10000 + minor * 100 + patch)), header $((major * 10000 + minor * 100 + patch + 1))" \
	env LD_LIBRARY_PATH="$BUILD" ./stranger

# A minor release that adds a function, in a version node of its own: a program that calls it is stopped
# at the start, not at the call. A program that does not call it runs.
next=$major.$((minor + 1))
other_version added MINOR $((minor + 1))
printf '%s {\n\tglobal:\n\t\tmembarrier_more;\n} %s;\n' "MEMBARRIER_$next" "$last" >>added/src/libmembarrier.map
cat >added/src/more.c <<'END_OF_SOURCE'
#include <membarrier.h>
MEMBARRIER_API int membarrier_more(void);
int membarrier_more(void)
{
	return 0;
}
END_OF_SOURCE
build_other added "libmembarrier.so.$major"
program more added more.c
runs_with added/lib ./more
says "version \`MEMBARRIER_$next' not found (required by ./more)" env LD_LIBRARY_PATH="$BUILD" ./more
program fast added fast.c
runs_with "$BUILD" ./fast
says membarrier_more "$CC" -pthread -Iadded/include -o static more.c "$BUILD/libmembarrier.a" # The linker says so.

# A minor release that breaks the ABI, which it may while the major version is 0, by naming the
# node anew: no program of one starts with the other, even if it has only a fast path.
other_version broken MINOR $((minor + 1))
sed -i "s/^$first {/MEMBARRIER_$next {/" broken/src/libmembarrier.map
build_other broken "libmembarrier.so.$major"
for mode in DEFAULT ASSUME_ASYMMETRIC; do
	program "fast-$mode" broken fast.c -DMEMBARRIER_$mode
	# A pledged program stops with any library if there is no barrier.
	[ $mode = ASSUME_ASYMMETRIC ] || runs_with broken/lib ./fast-$mode
	says "version \`MEMBARRIER_$next' not found (required by ./fast-$mode)" env LD_LIBRARY_PATH="$BUILD" "./fast-$mode"
done
mkdir this
ln -s "$SOURCE/include" this/include
ln -s "$BUILD" this/lib
program older this fast.c
runs_with "$BUILD" ./older
says "version \`$first' not found (required by ./older)" env LD_LIBRARY_PATH=broken/lib ./older

# Another major version has another name.
other_version major MAJOR $((major + 1))
build_other major "libmembarrier.so.$((major + 1))"
program major-program major fast.c
runs_with major/lib ./major-program
says "libmembarrier.so.$((major + 1)): cannot open shared object file" env LD_LIBRARY_PATH="$BUILD" ./major-program

# A program that says which version it wants is stopped earlier.
if command -v pkg-config >/dev/null 2>&1; then
	install_to "$work/prefix"
	says "$this.$patch" env PKG_CONFIG_PATH="$libdir/pkgconfig" \
		pkg-config --print-errors --exists "libmembarrier >= $next"
else
	say "no pkg-config"
fi
