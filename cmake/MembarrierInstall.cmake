# SPDX-License-Identifier: MIT OR Apache-2.0
#
# What is installed: the header, the libraries, the command, libmembarrier.pc, the CMake package.
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
install(FILES ${PROJECT_SOURCE_DIR}/include/membarrier.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

install(EXPORT membarrier-targets NAMESPACE membarrier:: DESTINATION ${_package})
configure_package_config_file(
	${PROJECT_SOURCE_DIR}/cmake/membarrier-config.cmake.in ${PROJECT_BINARY_DIR}/membarrier-config.cmake
	INSTALL_DESTINATION ${_package} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/membarrier-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/membarrier-config.cmake ${PROJECT_BINARY_DIR}/membarrier-config-version.cmake
	DESTINATION ${_package})

if(MEMBARRIER_BUILD_SHARED AND WIN32)
	set(_pc_cflags " -DMEMBARRIER_SHARED")
endif()
configure_file(${PROJECT_SOURCE_DIR}/libmembarrier.pc.in ${PROJECT_BINARY_DIR}/libmembarrier.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/libmembarrier.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
