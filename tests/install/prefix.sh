#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A prefix with blanks and other letters that mean something to a shell, make or pkg-config.
. "$SOURCE/tests/install/lib.sh"
need pkg-config
need_static

build_user() # name; libmembarrier.pc is in PKG_CONFIG_PATH
{
	echo "'$CC' -std=c11 -o $1 '$here/stranger.c' $(pkg-config --cflags --libs libmembarrier)" >compile
	sh compile || { cat compile >&2; fail "it does not compile with what pkg-config prints"; }
}

# pkgconf 1.8 prints ( and $ as they are, whatever the file says.
for name in 'my libs' "a \"b\" c, o'clock, R&D, caf\303\251 #1 100%%"; do
	# shellcheck disable=SC2059 # the octal digits
	prefix=$work/$(printf "$name")
	install_to "$prefix"
	export PKG_CONFIG_PATH="$libdir/pkgconfig"
	[ "$name" != 'my libs' ] || [ "$(pkg-config --variable=prefix libmembarrier)" = "$prefix" ] ||
		fail "prefix is $(pkg-config --variable=prefix libmembarrier)"
	build_user by-cmake
	LD_LIBRARY_PATH=$libdir ./by-cmake
	say "CMake: $prefix"
done
prefix=$work/$(printf "caf\303\251; R&D's *#1")
if command -v meson >/dev/null 2>&1 && command -v ninja >/dev/null 2>&1; then
	quietly meson setup by-meson-build "$SOURCE" --prefix "$prefix" --libdir lib -Ddefault_library=static -Dsync=false
	quietly meson install -C by-meson-build
	export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
	build_user by-meson
	./by-meson
	say "Meson: $prefix"
fi

# A C library whose threads are apart needs the flag for a static program, wherever the file was written.
find . -name libmembarrier.pc ! -exec grep -q '^Libs\.private: -pthread$' {} \; -print >without
[ ! -s without ] || fail "no -pthread in $(cat without)"
