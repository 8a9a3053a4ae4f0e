#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The Debian packages: built, source package too, from a copy of the tree; judged by lintian;
# unpacked into a directory that stands for the system, where debian/tests, which is a
# stranger's view, then runs. Their build runs no tests unless DEB_BUILD_OPTIONS says so:
# they have run here as they are.
. "$SOURCE/tests/packaging/lib.sh"
need dpkg-buildpackage
need dh
need pkg-config
DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS-nocheck} parallel=2"
export DEB_BUILD_OPTIONS

tree=libmembarrier-$version
copy_tree "$tree"
cp -R "$tree/packaging/debian" "$tree/debian"
tar -czf "libmembarrier_$version.orig.tar.gz" --exclude="$tree/debian" "$tree"
cd "$tree"
dpkg-checkbuilddeps >"$work/output" 2>&1 || skip "$(sed 's/^dpkg-checkbuilddeps: [a-z]*: //' "$work/output")"
quietly dpkg-buildpackage -us -uc
cd "$work"

if command -v lintian >/dev/null 2>&1; then
	[ "$(id -u)" -ne 0 ] || root=--allow-root
	quietly lintian ${root:-} --fail-on warning,error ./*.changes
	say "lintian: no warning"
else
	say "lintian: not there"
fi

simulated_here() { case $(dpkg-architecture -qDEB_HOST_ARCH) in amd64 | arm64) echo libmembarrier-sim-dev ;; esac; }

system=$work/system
: >owners
for package in libmembarrier0 libmembarrier-sync0 libmembarrier-dev $(simulated_here) membarrier; do
	deb=$(echo "$package"_*.deb)
	[ -e "$deb" ] || fail "no package $package"
	dpkg-deb --fsys-tarfile "$deb" | tar -t | grep -v '/$' >files || fail "$package is empty"
	sort files owners | uniq -d >both
	[ ! -s both ] || { cat both; fail "$package has files of another package"; }
	cat files >>owners
	quietly dpkg-deb -x "$deb" "$system"
done
# A distribution puts each architecture's files into a directory of its own.
lib=$system/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)
for file in libmembarrier.so.0 libmembarrier-sync.so.0 libmembarrier.a libmembarrier-sync.a pkgconfig/libmembarrier-sync.pc pkgconfig/libmembarrier.pc; do
	[ -e "$lib/$file" ] || fail "expected $lib/$file"
done

# Only the environment tells these programs where the files are.
(
	export PATH="$system/usr/bin:$PATH" CPATH="$system/usr/include" LIBRARY_PATH="$lib" LD_LIBRARY_PATH="$lib"
	export PKG_CONFIG_LIBDIR="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$system" CMAKE_PREFIX_PATH="$system/usr"
	export AUTOPKGTEST_TMP="$work/stranger"
	mkdir "$AUTOPKGTEST_TMP"
	[ "$(command -v membarrier)" = "$system/usr/bin/membarrier" ] || fail "another membarrier comes first in PATH"
	cd "$tree"
	quietly debian/tests/build
	membarrier info >/dev/null || fail "membarrier info"
)
readelf -d stranger/shared | grep -q 'NEEDED.*libmembarrier\.so\.0' || fail "pkg-config gave the static library"
! readelf -d stranger/static | grep NEEDED || fail "pkg-config --static gave the shared library"
! readelf -d stranger/found_static 2>/dev/null | grep 'NEEDED.*membarrier' || fail "membarrier::static is shared"

# The dependencies that a package of that program would have.
cd "$tree"
dpkg-shlibdeps -O -e"$work/stranger/shared" >"$work/depends" 2>"$work/output" ||
	{ cat "$work/output"; fail "dpkg-shlibdeps"; }
[ "$major" -ne 0 ] || grep -qF "libmembarrier0 (<< 0.$((minor + 1))~)" "$work/depends" ||
	fail "no bound on libmembarrier0 in: $(cat "$work/depends")"
dpkg-shlibdeps -O -e"$work/stranger/sync" >"$work/depends" 2>"$work/output" ||
	{ cat "$work/output"; fail "dpkg-shlibdeps of the program with the blocks"; }
grep -qF libmembarrier-sync0 "$work/depends" || fail "libmembarrier-sync0 is not among: $(cat "$work/depends")"
say "built and used: $(cd "$work" && echo *_*.deb)"
