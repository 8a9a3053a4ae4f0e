#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sources, build and prefix in a directory whose name means something to a shell, CMake, make or the linker.
# Not tried: " \ ; and [ (CMake itself stops, or takes them for something else), : (make), and
# with make $ beside others (CMake's own rules for make do not quote it).
. "$SOURCE/tests/install/lib.sh"

copy_to() # directory
{
	mkdir -p "$1"
	(cd "$SOURCE" && tar cf - CMakeLists.txt LICENSE-* bench doc/man examples include meson.build meson_options.txt packaging \
		scripts src tools) | (cd "$1" && tar xf -)
}
by_cmake() # directory generator [option]
{
	rm -rf "$1/build" "$1/prefix"
	quietly "$CMAKE" -S "$1" -B "$1/build" -G "$2" -DMEMBARRIER_TESTS=OFF -DMEMBARRIER_EXAMPLES=OFF -DMEMBARRIER_TOOL=OFF \
		-DCMAKE_INSTALL_LIBDIR=lib ${3+"$3"}
	quietly "$CMAKE" --build "$1/build"
	quietly "$CMAKE" --install "$1/build" --prefix "$1/prefix"
	"$CC" -std=c11 -I"$1/prefix/include" -o "$1/stranger" "$here/stranger.c" -L"$1/prefix/lib" -lmembarrier
	LD_LIBRARY_PATH="$1/prefix/lib" "$1/stranger"
	say "$2: $1"
}

for name in "it's" "a,b\$c" "R&D, 50%% of \$b (\303\251t\303\251) #1"; do
	# shellcheck disable=SC2059 # the octal digits
	tree=$work/$(printf "$name")
	copy_to "$tree"
	if command -v ninja >/dev/null 2>&1; then by_cmake "$tree" Ninja; fi
	case $name in
	*' '*) ;;
	*) if command -v make >/dev/null 2>&1; then by_cmake "$tree" 'Unix Makefiles' -DMEMBARRIER_SIM=OFF; fi ;;
	esac
	quietly sh "$tree/scripts/amalgamate" "$tree/two"
	"$CC" -std=c11 -pthread -I"$tree/two" -o "$tree/stranger" "$here/stranger.c" "$tree/two/membarrier.c"
	"$tree/stranger"
done
if command -v meson >/dev/null 2>&1 && command -v ninja >/dev/null 2>&1; then
	rm -rf "$tree/build"
	quietly meson setup "$tree/build" "$tree" --prefix "$tree/meson" --libdir lib -Ddefault_library=both -Dbuildtype=plain
	quietly meson install -C "$tree/build"
	LD_LIBRARY_PATH="$tree/meson/lib" "$tree/meson/bin/membarrier" info >said || { cat said >&2; fail "the command does not run"; }
	say "Meson: $tree"
fi
