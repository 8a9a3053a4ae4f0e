#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A CMake project that finds the installed package.
. "$SOURCE/tests/install/lib.sh"

install_to "$work/prefix"
major=$(number MAJOR)
minor=$(number MINOR)
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(stranger C)
find_package(membarrier ${wanted} CONFIG REQUIRED)
foreach(kind IN ITEMS membarrier static)
	if(TARGET membarrier::${kind})
		add_executable(stranger_${kind} ${here}/stranger.c)
		target_link_libraries(stranger_${kind} membarrier::${kind})
	endif()
endforeach()
foreach(kind IN ITEMS sync sync_static)
	if(TARGET membarrier::${kind})
		add_executable(stranger_${kind} ${here}/stranger_sync.c)
		target_link_libraries(stranger_${kind} membarrier::${kind})
	endif()
endforeach()
END
quietly "$CMAKE" -S . -B build -DCMAKE_PREFIX_PATH="$work/prefix" -Dhere="$here" -Dwanted="$major.$minor"
quietly "$CMAKE" --build build
./build/stranger_membarrier
[ ! -e "$BUILD/libmembarrier.a" ] || ./build/stranger_static
[ ! -e "$BUILD/libmembarrier-sync.a" ] || ./build/stranger_sync_static
! has_sync || ./build/stranger_sync

# The blocks as a required component.
sed 's/ CONFIG REQUIRED/ CONFIG REQUIRED COMPONENTS ${component}/' CMakeLists.txt >with && mv with CMakeLists.txt
! has_sync || quietly "$CMAKE" -S . -B with -DCMAKE_PREFIX_PATH="$work/prefix" -Dhere="$here" -Dwanted="$major.$minor" -Dcomponent=sync
if "$CMAKE" -S . -B without -DCMAKE_PREFIX_PATH="$work/prefix" -Dhere="$here" -Dwanted="$major.$minor" -Dcomponent=absent >output 2>&1; then
	fail "a component that there is not was found"
fi

# The major version alone, and none.
for other in "$major" ''; do
	quietly "$CMAKE" -S . -B major -DCMAKE_PREFIX_PATH="$work/prefix" -Dhere="$here" -Dwanted="$other" -Dcomponent=
	rm -rf major
done

# While the major version is 0, the ABI may differ between minor versions.
for other in "$major.$((minor + 1))" "$major.$((minor - 1))" "$((major + 1))"; do
	if "$CMAKE" -S . -B other -DCMAKE_PREFIX_PATH="$work/prefix" -Dhere="$here" -Dwanted="$other" -Dcomponent= >output 2>&1; then
		fail "$major.$minor was accepted where $other was wanted"
	fi
	grep -q 'version: ' output || { cat output >&2; fail "expected a complaint about the version"; }
	rm -rf other
done
