# SPDX-License-Identifier: MIT OR Apache-2.0
#
# What is installed: the headers, the libraries, the command, the man pages, libmembarrier.pc, the CMake package.
include(CMakePackageConfigHelpers)

set(_package ${CMAKE_INSTALL_LIBDIR}/cmake/membarrier)
foreach(_target IN ITEMS membarrier membarrier_static)
	if(TARGET ${_target})
		install(TARGETS ${_target} EXPORT membarrier-targets)
	endif()
endforeach()
if(TARGET membarrier_tool)
	install(TARGETS membarrier_tool)
endif()
install(FILES ${PROJECT_SOURCE_DIR}/include/membarrier.h ${PROJECT_SOURCE_DIR}/include/membarrier.hpp
	DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# By pattern; meson.build has the list, and a test compares the two. membarrier(1) is the command's.
foreach(_section IN ITEMS 1 3 7)
	if(_section EQUAL 1 AND NOT TARGET membarrier_tool)
		continue()
	endif()
	file(GLOB _pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.${_section})
	install(FILES ${_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${_section})
endforeach()

install(EXPORT membarrier-targets NAMESPACE membarrier:: DESTINATION ${_package})
configure_package_config_file(
	${PROJECT_SOURCE_DIR}/cmake/membarrier-config.cmake.in ${PROJECT_BINARY_DIR}/membarrier-config.cmake
	INSTALL_DESTINATION ${_package} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/membarrier-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/membarrier-config.cmake ${PROJECT_BINARY_DIR}/membarrier-config-version.cmake
	DESTINATION ${_package})

# Made at installation, when `cmake --install --prefix` has had its say. It does not
# define MEMBARRIER_SHARED: MinGW, whose users it serves, imports data without it, and
# the same flags then serve the static library.
install(CODE "
	set(prefix \"\${CMAKE_INSTALL_PREFIX}\")
	set(libdir [[${CMAKE_INSTALL_LIBDIR}]])
	set(includedir [[${CMAKE_INSTALL_INCLUDEDIR}]])
	cmake_path(ABSOLUTE_PATH libdir BASE_DIRECTORY \"\${prefix}\" NORMALIZE)
	cmake_path(ABSOLUTE_PATH includedir BASE_DIRECTORY \"\${prefix}\" NORMALIZE)
	set(description [[${PROJECT_DESCRIPTION}]])
	set(version [[${PROJECT_VERSION}]])
	set(threads [[${CMAKE_THREAD_LIBS_INIT}]])
	configure_file([[${PROJECT_SOURCE_DIR}/libmembarrier.pc.in]] [[${PROJECT_BINARY_DIR}/libmembarrier.pc]] @ONLY)
")
install(FILES ${PROJECT_BINARY_DIR}/libmembarrier.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
