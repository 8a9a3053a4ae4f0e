#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A Meson project with the sources as a subproject.
. "$SOURCE/tests/install/lib.sh"
need meson
need ninja

mkdir subprojects
ln -s "$SOURCE" subprojects/membarrier
cat >meson.build <<END
project('stranger', 'c', meson_version: '>=0.60', default_options: ['c_std=c11'])
dep = dependency('libmembarrier', fallback: 'membarrier')
executable('stranger', 'stranger.c', dependencies: [dep, dependency('threads')])
END
cp "$here/stranger.c" .
for kind in both static; do
	quietly meson setup "$kind" -Ddefault_library=$kind
	quietly meson compile -C "$kind"
	"./$kind/stranger"
	! find "$kind" -name membarrier -type f | grep . || fail "the subproject built the command"
done
