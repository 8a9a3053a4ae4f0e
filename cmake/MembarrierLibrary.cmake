# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The two libraries: membarrier (shared) and membarrier_static, as membarrier::membarrier
# (the shared one if it is built) and membarrier::static.

# By pattern, because `cc src/*.c src/port/*.c` is a promised way to build: every
# port is compiled everywhere, and is empty where it is not wanted.
file(GLOB _sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*.c ${PROJECT_SOURCE_DIR}/src/port/*.c)

function(_membarrier_library target kind)
	add_library(${target} ${kind} ${_sources})
	target_compile_features(${target} PUBLIC c_std_11)
	target_compile_definitions(${target} PRIVATE $<$<BOOL:${MEMBARRIER_FENCE_ONLY}>:MEMBARRIER_FENCE_ONLY>)
	target_include_directories(${target} PUBLIC
		$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
		$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
	if(NOT WIN32)
		target_link_libraries(${target} PUBLIC Threads::Threads)
	endif()
	set_target_properties(${target} PROPERTIES
		OUTPUT_NAME membarrier
		C_VISIBILITY_PRESET hidden
		POSITION_INDEPENDENT_CODE ON # The static one too: it may end up in a user's shared library.
		ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}
		LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}
		RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
endfunction()

if(MEMBARRIER_BUILD_STATIC)
	_membarrier_library(membarrier_static STATIC)
	set_target_properties(membarrier_static PROPERTIES EXPORT_NAME static)
	if(MSVC)
		set_target_properties(membarrier_static PROPERTIES OUTPUT_NAME membarrier_static) # The import library has the other name.
	endif()
	add_library(membarrier::static ALIAS membarrier_static)
endif()

if(MEMBARRIER_BUILD_SHARED)
	_membarrier_library(membarrier SHARED)
	add_library(membarrier::membarrier ALIAS membarrier)
	target_compile_definitions(membarrier PUBLIC $<$<PLATFORM_ID:Windows>:MEMBARRIER_SHARED>)
	set_target_properties(membarrier PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
	if(WIN32) # A DLL has no soname: its name has the version instead, as Meson does it.
		set_target_properties(membarrier PROPERTIES RUNTIME_OUTPUT_NAME membarrier-${PROJECT_VERSION_MAJOR})
	endif()
	if(MINGW) # Of this file Microsoft's tools make the import library that their linker wants.
		set(_def ${PROJECT_BINARY_DIR}/libmembarrier.def)
		target_link_options(membarrier PRIVATE LINKER:--output-def,${_def})
		set_target_properties(membarrier PROPERTIES ADDITIONAL_CLEAN_FILES ${_def})
		if(MEMBARRIER_INSTALL)
			install(FILES ${_def} DESTINATION ${CMAKE_INSTALL_LIBDIR})
		endif()
	endif()
	if(UNIX AND NOT APPLE)
		set(_map ${PROJECT_SOURCE_DIR}/src/libmembarrier.map)
		set_target_properties(membarrier PROPERTIES LINK_DEPENDS ${_map})
		# nodelete: a thread may be inside a slow path at dlclose(). No -Bsymbolic: programs
		# may hold membarrier_strategy_ by a copy relocation, and then theirs is the one.
		target_link_options(membarrier PRIVATE LINKER:--version-script=${_map} LINKER:-z,nodelete)
		if(NOT MEMBARRIER_SANITIZE) # Clang leaves the sanitizer's own symbols to the program.
			target_link_options(membarrier PRIVATE LINKER:-z,defs)
		endif()
	endif()
else()
	add_library(membarrier::membarrier ALIAS membarrier_static)
endif()
