#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# A parent has the sources in its own tree, links a library with them, and exports that library. It
# need not install libmembarrier; where it does, its users find both.
. "$SOURCE/tests/install/lib.sh"

mkdir parent user
cat >parent/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(parent C)
add_subdirectory(${source} membarrier)
add_library(parent STATIC parent.c)
target_link_libraries(parent PUBLIC membarrier::membarrier PRIVATE membarrier::sync)
install(TARGETS parent EXPORT parent-targets)
install(EXPORT parent-targets NAMESPACE parent:: DESTINATION lib/cmake/parent)
file(WRITE ${CMAKE_BINARY_DIR}/parent-config.cmake [[
include(CMakeFindDependencyMacro)
find_dependency(membarrier)
include(${CMAKE_CURRENT_LIST_DIR}/parent-targets.cmake)
]])
install(FILES ${CMAKE_BINARY_DIR}/parent-config.cmake DESTINATION lib/cmake/parent)
END
cat >parent/parent.c <<'END'
#include <membarrier/pair.h>
void parent_barrier(void);
void parent_barrier(void)
{
	static membarrier_pair_t pair = MEMBARRIER_PAIR_INIT;

	membarrier_pair_hot(&pair);
	membarrier_slow_path();
}
END
cat >user/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(user C)
find_package(parent CONFIG REQUIRED)
add_executable(user user.c)
target_link_libraries(user PRIVATE parent::parent)
install(TARGETS user)
END
cat >user/user.c <<'END'
#include <membarrier.h>
void parent_barrier(void);
int main(void)
{
	struct membarrier_stats stats = { .size = sizeof stats };

	parent_barrier();
	return membarrier_get_stats(&stats) || stats.slow_paths != 1;
}
END
use() # prefix...: builds, installs and runs the user's program
{
	rm -rf user-build
	quietly "$CMAKE" -S user -B user-build -DCMAKE_PREFIX_PATH="$(echo "$*" | tr ' ' ';')"
	quietly "$CMAKE" --build user-build
	quietly "$CMAKE" --install user-build --prefix "$work/user-prefix"
	./user-prefix/bin/user || fail "the parent's user does not run"
}

quietly "$CMAKE" -S parent -B plain -Dsource="$SOURCE"
quietly "$CMAKE" --build plain
quietly "$CMAKE" --install plain --prefix "$work/plain-prefix"
! find plain-prefix | grep membarrier || fail "the library was installed along with its parent"
# The component membarrier alone.
quietly "$CMAKE" --install plain --prefix "$work/component" --component membarrier
[ -f component/include/membarrier.h ] || fail "the component membarrier lacks the header"
[ -f component/include/membarrier/pair.h ] || fail "the component membarrier lacks the blocks' headers"
use "$work/plain-prefix" "$work/component"

quietly "$CMAKE" -S parent -B with -Dsource="$SOURCE" -DMEMBARRIER_INSTALL=ON
quietly "$CMAKE" --build with
quietly "$CMAKE" --install with --prefix "$work/with-prefix"
use "$work/with-prefix"
