#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A Meson project with every warning, all of them errors, has the sources as a subproject.
. "$SOURCE/tests/install/lib.sh"
need meson
need ninja
need_cxx

mkdir subprojects
ln -s "$SOURCE" subprojects/libmembarrier
cp "$here/stranger.c" "$here/stranger.cc" .
cat >meson.build <<END
project('stranger', 'c', 'cpp', meson_version: '>=0.60',
	default_options: ['c_std=c11', 'cpp_std=c++17', 'warning_level=everything', 'werror=true'])
dep = dependency('libmembarrier')
# Warnings that the library does not cause: a C program calls printf, and C++ differs from C++98.
off = ['-Wno-system-headers', '-Wno-unused-macros', '-Wno-c++98-compat-pedantic', '-Wno-suggest-attribute=cold']
executable('stranger', 'stranger.c', dependencies: dep, install: true,
	c_args: meson.get_compiler('c').get_supported_arguments(off))
executable('stranger_cxx', 'stranger.cc', dependencies: dep, install: true,
	cpp_args: meson.get_compiler('cpp').get_supported_arguments(off))
END
for kind in static shared; do
	quietly meson setup "$kind" -Ddefault_library=$kind --wrap-mode=forcefallback --prefix "$work/prefix-$kind" --libdir lib
	quietly meson compile -C "$kind"
	quietly meson install -C "$kind"
	LD_LIBRARY_PATH="$work/prefix-$kind/lib" "./prefix-$kind/bin/stranger"
	LD_LIBRARY_PATH="$work/prefix-$kind/lib" "./prefix-$kind/bin/stranger_cxx"
done

# Both by the command line, which is for subprojects too.
sed "s/, 'warning_level=everything', 'werror=true'//" meson.build >plain && mv plain meson.build
quietly meson setup asked -Dwarning_level=everything -Dwerror=true --wrap-mode=forcefallback
quietly meson compile -C asked
./asked/stranger

# The control: the project's own warnings are errors.
echo 'int unused_and_undeclared; static int unused(void) { return 1; }' >>stranger.c
if meson compile -C asked >said 2>&1; then fail "a warning is no error: this test has no power"; fi
grep -q 'unused' said || { cat said >&2; fail "expected a complaint about an unused function"; }
