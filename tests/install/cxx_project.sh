#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A CMake project with C++ alone has the sources in its own tree, and installs its program.
. "$SOURCE/tests/install/lib.sh"
need_cxx

cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(stranger LANGUAGES CXX)
add_subdirectory(${source} membarrier)
add_executable(stranger ${source}/tests/install/stranger.cc)
target_link_libraries(stranger PRIVATE membarrier::membarrier)
add_executable(stranger_sync ${source}/tests/install/stranger_sync.cc)
target_compile_features(stranger_sync PRIVATE cxx_std_14)
target_link_libraries(stranger_sync PRIVATE membarrier::sync)
install(TARGETS stranger stranger_sync)
END
quietly "$CMAKE" -S . -B build -Dsource="$SOURCE"
quietly "$CMAKE" --build build
quietly "$CMAKE" --install build --prefix "$work/prefix"
./prefix/bin/stranger
./prefix/bin/stranger_sync

# The same of the installed package.
install_to "$work/package"
sed 's/^add_subdirectory.*/find_package(membarrier CONFIG REQUIRED)/' CMakeLists.txt >found && mv found CMakeLists.txt
quietly "$CMAKE" -S . -B found -Dsource="$SOURCE" -DCMAKE_PREFIX_PATH="$work/package"
quietly "$CMAKE" --build found
quietly "$CMAKE" --install found --prefix "$work/second"
LD_LIBRARY_PATH=$libdir ./second/bin/stranger
LD_LIBRARY_PATH=$libdir ./second/bin/stranger_sync
