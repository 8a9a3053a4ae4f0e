#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A Meson project with the sources as a subproject. Its build file asks for the dependency
# by the name that pkg-config knows; the wrap file says which subproject has it.
. "$SOURCE/tests/install/lib.sh"
need meson
need ninja
need readelf

mkdir subprojects
ln -s "$SOURCE" subprojects/membarrier
cp "$SOURCE/packaging/meson/libmembarrier.wrap" subprojects/
wanted=$(number MAJOR).$(number MINOR)
cat >meson.build <<END
project('stranger', 'c', meson_version: '>=0.60', default_options: ['c_std=c11'])
dep = dependency('libmembarrier', version: '>=$wanted')
executable('stranger', 'stranger.c', dependencies: [dep, dependency('threads')])
executable('stranger_sync', 'stranger_sync.c', dependencies: [dependency('libmembarrier-sync'), dependency('threads')])
END
cp "$here/stranger.c" "$here/stranger_sync.c" .
for kind in both static shared; do
	# The subproject, not an installed library.
	quietly meson setup "$kind" -Ddefault_library=$kind --wrap-mode=forcefallback
	quietly meson compile -C "$kind"
	"./$kind/stranger"
	"./$kind/stranger_sync"
	found=shared
	readelf -d "./$kind/stranger" | grep -q 'NEEDED.*libmembarrier' || found=static
	[ "$kind" = both ] || [ "$found" = "$kind" ] || fail "default_library=$kind: the program has the $found library"
	! find "$kind" -name membarrier -type f | grep . || fail "the subproject built the command"
done

# In a directory of another name, and installed.
mv subprojects/membarrier subprojects/vendor-libmembarrier-1.2
sed 's/^directory = .*/directory = vendor-libmembarrier-1.2/' subprojects/libmembarrier.wrap >wrap && mv wrap subprojects/libmembarrier.wrap
sed "s/'stranger.c'/&, install: true/" meson.build >installed && mv installed meson.build
quietly meson setup other -Ddefault_library=static --wrap-mode=forcefallback --prefix "$work/prefix"
quietly meson install -C other
./prefix/bin/stranger
! find prefix -path '*man*' -type f | grep . || fail "the subproject's man pages were installed into the parent"

# In subprojects/libmembarrier, without a wrap file.
rm subprojects/libmembarrier.wrap
mv subprojects/vendor-libmembarrier-1.2 subprojects/libmembarrier
quietly meson setup named -Ddefault_library=static --wrap-mode=forcefallback
quietly meson compile -C named
./named/stranger

# Called by its directory's name, without a wrap file.
mv subprojects/libmembarrier subprojects/membarrier
sed -e "/stranger_sync/d" -e "s/'libmembarrier', .*/'libmembarrier', fallback: 'membarrier')/" meson.build >fallback
mv fallback meson.build
quietly meson setup fallback -Ddefault_library=static --wrap-mode=forcefallback
quietly meson compile -C fallback
./fallback/stranger
