#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The RPM packages: built from a copy of the tree, unpacked, and used by a stranger's program.
# Whether their build runs tests is said as for the Debian packages (deb.sh). What it asks to
# have installed is not looked at, since rpm knows of nothing on a system it does not manage.
. "$SOURCE/tests/packaging/lib.sh"
need rpmbuild
need rpm2archive
need pkg-config

mkdir -p top/SOURCES system
copy_tree "libmembarrier-$version"
tar -czf "top/SOURCES/libmembarrier-$version.tar.gz" "libmembarrier-$version"
case " ${DEB_BUILD_OPTIONS-nocheck} " in *" nocheck "*) check=--without ;; *) check=--with ;; esac
quietly rpmbuild --nodeps $check check --define "_topdir $work/top" -ba "$spec"

for package in libmembarrier libmembarrier-sync libmembarrier-devel libmembarrier-static membarrier; do
	rpm=$(echo top/RPMS/*/"$package-$version"-*.rpm)
	[ -e "$rpm" ] || fail "no package $package"
	rpm2archive - <"$rpm" >package.tgz || fail "rpm2archive $rpm"
	quietly tar -C system -xzf package.tgz
done
# Programs linked with another ABI name another version here, and rpm then keeps them apart.
rpm -qp --provides top/RPMS/*/libmembarrier-"$version"-*.rpm >provides
grep -q "^libmembarrier\.so\.$major(MEMBARRIER_$major\.$minor)" provides ||
	{ cat provides; fail "the library package does not provide its symbols' version"; }

lib=$(dirname "$(find "$work/system" -name libmembarrier.a)")
export PKG_CONFIG_LIBDIR="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$work/system"
# shellcheck disable=SC2046 # words
cc -std=c11 -pthread -o stranger "$here/stranger.c" $(pkg-config --cflags --libs libmembarrier)
readelf -d stranger | grep -q "NEEDED.*libmembarrier\.so\.$major" || fail "the program does not need the shared library"
LD_LIBRARY_PATH=$lib ./stranger
# shellcheck disable=SC2046 # words
cc -std=c11 -pthread -o stranger_sync "$here/stranger_sync.c" $(pkg-config --cflags --libs libmembarrier-sync)
LD_LIBRARY_PATH=$lib ./stranger_sync
[ "$(system/usr/bin/membarrier --version)" = "membarrier $version" ] || fail "membarrier --version"

if command -v rpmlint >/dev/null 2>&1; then
	# The spec file alone: what rpmlint asks of packages is what each distribution configures.
	rpmlint "$spec" >output 2>&1 || { cat output; fail "rpmlint"; }
	say "rpmlint: no error"
fi
