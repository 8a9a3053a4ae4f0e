#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The vcpkg port, by stand-ins for vcpkg's functions: it builds, what it installs is what
# vcpkg wants, and a stranger's program is built with it as the port's `usage` says.
. "$SOURCE/tests/install/lib.sh"
port=$SOURCE/packaging/vcpkg

port_into() # name linkage features
{
	quietly "$CMAKE" -D PORTFILE="$port/portfile.cmake" -D PORT=libmembarrier -D FEATURES="core;$3" \
		-D VCPKG_LIBRARY_LINKAGE="$2" -D CURRENT_PACKAGES_DIR="$work/packages" -D CURRENT_BUILDTREES_DIR="$work/trees-$1" \
		-P "$SOURCE/tests/packaging/vcpkg_stand_in.cmake"
	mv packages "$1" # The installed files must work after a move.
	after_build "$1" "$2"
	consume "$1" Release "/$1/lib/"
	consume "$1" Debug "/$1/debug/lib/"
}

# vcpkg's own checks after a build.
after_build() # name linkage
{
	for absent in debug/include debug/share lib/cmake debug/lib/cmake; do
		[ ! -e "$1/$absent" ] || fail "$1 has $absent"
	done
	! find "$1" -type d -empty | grep . || fail "$1 has empty directories"
	! grep -rlF -e "$work/packages" -e "$work/trees-" "$1" --include='*.cmake' --include='*.pc' ||
		fail "$1 has absolute paths"
	grep -q 'MIT License' "$1/share/libmembarrier/copyright" || fail "$1 lacks the MIT licence"
	grep -q 'Apache License' "$1/share/libmembarrier/copyright" || fail "$1 lacks the Apache licence"
	cmp "$port/usage" "$1/share/libmembarrier/usage" || fail "$1 lacks the usage"
	[ -s "$1/include/membarrier.h" ] && [ -s "$1/include/membarrier/rwlock.h" ] || fail "$1 lacks a header"
	case $2 in
	static) unwanted='*.so*' ;;
	dynamic) unwanted='*.a' ;;
	esac
	! find "$1" -name "$unwanted" | grep . || fail "$1 has libraries that are not $2"
	[ ! -e "$1/bin" ] || fail "$1 has bin/, which is for DLLs"
}

consume() # name configuration path
{
	mkdir "consumer-$1-$2"
	{
		echo 'cmake_minimum_required(VERSION 3.21)'
		echo 'project(stranger C)'
		echo "add_executable(main \${here}/stranger.c)"
		sed -n '/^    [a-z_]*(/s/^ *//p' "$port/usage"
	} >"consumer-$1-$2/CMakeLists.txt"
	# The same with the blocks.
	{
		echo "add_executable(blocks \${here}/stranger_sync.c)"
		sed -n '/^    target_[a-z_]*(/s/^ *//p' "$port/usage" | sed 's/(main /(blocks /'
	} >>"consumer-$1-$2/CMakeLists.txt"
	quietly "$CMAKE" -S "consumer-$1-$2" -B "consumer-$1-$2/build" -Dhere="$here" -DCMAKE_BUILD_TYPE="$2" -DCMAKE_PREFIX_PATH="$work/$1"
	quietly "$CMAKE" --build "consumer-$1-$2/build" --verbose
	grep -qF "$3" output || fail "$1 $2: linked with something else than $3"
	said=$("./consumer-$1-$2/build/main") || fail "$1 $2: the program failed"
	"./consumer-$1-$2/build/blocks" || fail "$1 $2: the program with the blocks failed"
	say "$1 $2: $said"
}

port_into static static ''
port_into dynamic dynamic ''
port_into all static 'fence-only;tool'
[ "$said" = "stranger: fence" ] || fail "expected fence with the feature fence-only: $said"
./all/tools/libmembarrier/membarrier info >info || fail "the command does not run"
grep -q fence info || fail "the command's library is not FENCE_ONLY: $(cat info)"

if command -v pkg-config >/dev/null 2>&1; then
	PKG_CONFIG_PATH=$work/static/lib/pkgconfig
	export PKG_CONFIG_PATH
	# shellcheck disable=SC2046 # words
	quietly "$CC" -std=c11 -pthread -o by-pkg-config "$here/stranger.c" $(pkg-config --static --cflags --libs "$(sed -n '$s/^ *//p' "$port/usage")")
	./by-pkg-config
fi

# The control: the stand-ins refuse what vcpkg does not know, and options that the library does not.
refused() # edit-of-the-portfile message
{
	sed -e "s|\${CMAKE_CURRENT_LIST_DIR}/../..|$SOURCE|" -e "$1" "$port/portfile.cmake" >portfile.cmake
	if "$CMAKE" -D PORTFILE="$work/portfile.cmake" -D PORT=libmembarrier -D VCPKG_LIBRARY_LINKAGE=static \
		-D CURRENT_PACKAGES_DIR="$work/refused" -D CURRENT_BUILDTREES_DIR="$work/trees-refused" \
		-P "$SOURCE/tests/packaging/vcpkg_stand_in.cmake" >output 2>&1; then
		fail "accepted: $1"
	fi
	grep -q "$2" output || { cat output >&2; fail "$1: expected a message with '$2'"; }
}
refused 's/vcpkg_copy_pdbs()/vcpkg_copy_pdbs(QUICKLY)/' 'vcpkg_copy_pdbs: not understood: QUICKLY'
refused 's/vcpkg_copy_pdbs()/vcpkg_copy_debug_files()/' 'Unknown CMake command "vcpkg_copy_debug_files"'
refused 's/MEMBARRIER_TESTS=/MEMBARRIER_TEST=/' 'not used by the project'
refused 's|lib/cmake/membarrier|share/cmake/membarrier|' 'share/cmake/membarrier is not'
