# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The units that run on Windows, and in Wine (CMAKE_CROSSCOMPILING_EMULATOR). There the
# second strategy is used by consent: it orders nothing, and units do not test ordering.

# Programs find the DLL beside them.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})

set(_flush MEMBARRIER_STRATEGY=flush-process-write-buffers MEMBARRIER_UNSOUND_OK=1)

# unit(NAME source [LIBRARIES...]): by default, under plain fences, and with the system's barrier
function(_unit name source)
	membarrier_add_test(NAME unit_${name} SOURCES ${source} LIBRARIES membarrier::membarrier ${ARGN})
	membarrier_add_script_test(NAME unit_${name}_fence COMMAND unit_${name} ENVIRONMENT MEMBARRIER_STRATEGY=fence)
	membarrier_add_script_test(NAME unit_${name}_flush COMMAND unit_${name} ENVIRONMENT ${_flush})
endfunction()

_unit(windows_threads windows_threads.c)

# Mingw-w64's pthread library; static, so that its DLL need not be found.
include(CheckIncludeFile)
check_include_file(pthread.h MEMBARRIER_HAVE_PTHREAD_H)
if(MEMBARRIER_HAVE_PTHREAD_H)
	_unit(interface interface.c -static pthread)
endif()

add_library(membarrier_fence_only STATIC ${MEMBARRIER_SOURCES})
target_compile_definitions(membarrier_fence_only PUBLIC MEMBARRIER_FENCE_ONLY)
target_include_directories(membarrier_fence_only PUBLIC ${PROJECT_SOURCE_DIR}/include)
add_executable(unit_fence_only fence_only.c)
target_link_libraries(unit_fence_only PRIVATE membarrier_fence_only)
membarrier_add_script_test(NAME unit_fence_only COMMAND unit_fence_only)

if(NOT MEMBARRIER_FENCE_ONLY)
	set(_pledged)
	foreach(_library membarrier membarrier_static)
		if(TARGET ${_library})
			add_executable(pledged_by_${_library} pledged.c)
			target_link_libraries(pledged_by_${_library} PRIVATE ${_library})
			list(APPEND _pledged $<TARGET_FILE:pledged_by_${_library}>)
		endif()
	endforeach()
	membarrier_add_test(NAME unit_windows_choice SOURCES windows_choice.c ARGS ${_pledged})
endif()

if(TARGET membarrier)
	add_executable(unit_windows_dll windows_dll.c) # It loads the library, and is not linked with it.
	membarrier_add_script_test(NAME unit_windows_dll COMMAND unit_windows_dll $<TARGET_FILE:membarrier>)
endif()
