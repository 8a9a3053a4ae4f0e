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
install(TARGETS stranger)
END
quietly "$CMAKE" -S . -B build -Dsource="$SOURCE"
quietly "$CMAKE" --build build
quietly "$CMAKE" --install build --prefix "$work/prefix"
./prefix/bin/stranger

# The same of the installed package.
install_to "$work/package"
sed 's/^add_subdirectory.*/find_package(membarrier CONFIG REQUIRED)/' CMakeLists.txt >found && mv found CMakeLists.txt
quietly "$CMAKE" -S . -B found -Dsource="$SOURCE" -DCMAKE_PREFIX_PATH="$work/package"
quietly "$CMAKE" --build found
quietly "$CMAKE" --install found --prefix "$work/second"
LD_LIBRARY_PATH=$libdir ./second/bin/stranger
