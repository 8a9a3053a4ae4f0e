# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2034
#
# For deb.sh, rpm.sh and versions.sh. The variables are those of tests/install/lib.sh.
. "$SOURCE/tests/install/lib.sh"

major=$(number MAJOR)
minor=$(number MINOR)
version=$(version)
spec=$SOURCE/packaging/rpm/libmembarrier.spec

# Packages are built by the system's compiler, whichever built the tree.
unset CC

copy_tree() # directory: the tree as it is now, without what was built in it
{
	mkdir -p "$1"
	tar -C "$SOURCE" --exclude=./.git --exclude=./build --exclude='./build-*' -cf - . | tar -C "$1" -xf -
}
