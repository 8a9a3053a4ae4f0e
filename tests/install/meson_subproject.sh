#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A Meson project with the sources as a subproject. Its build file asks for the dependency
# by the name that pkg-config knows; the wrap file says which subproject has it.
. "$SOURCE/tests/install/lib.sh"
need meson
need ninja

mkdir subprojects
ln -s "$SOURCE" subprojects/membarrier
cat >subprojects/membarrier.wrap <<END
[wrap-file]
directory = membarrier

[provide]
dependency_names = libmembarrier
END
wanted=$(number MAJOR).$(number MINOR)
cat >meson.build <<END
project('stranger', 'c', meson_version: '>=0.60', default_options: ['c_std=c11'])
dep = dependency('libmembarrier', version: '>=$wanted')
executable('stranger', 'stranger.c', dependencies: [dep, dependency('threads')])
END
cp "$here/stranger.c" .
for kind in both static shared; do
	# Not one that is installed here.
	quietly meson setup "$kind" -Ddefault_library=$kind --wrap-mode=forcefallback
	quietly meson compile -C "$kind"
	"./$kind/stranger"
	! find "$kind" -name membarrier -type f | grep . || fail "the subproject built the command"
done

# A subproject called by its name, without a wrap file.
rm subprojects/membarrier.wrap
sed "s/'libmembarrier', .*/'libmembarrier', fallback: 'membarrier')/" meson.build >fallback
mv fallback meson.build
quietly meson setup fallback -Ddefault_library=static --wrap-mode=forcefallback
quietly meson compile -C fallback
./fallback/stranger
