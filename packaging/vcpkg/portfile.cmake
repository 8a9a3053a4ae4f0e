# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The sources are the checkout that this port is in. In a registry the next line would be
# vcpkg_from_github(OUT_SOURCE_PATH SOURCE_PATH ...), and nothing else would differ.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

vcpkg_check_features(OUT_FEATURE_OPTIONS FEATURE_OPTIONS
	FEATURES
		fence-only MEMBARRIER_FENCE_ONLY
		tool MEMBARRIER_TOOL)
string(COMPARE EQUAL "${VCPKG_LIBRARY_LINKAGE}" "dynamic" shared)
string(COMPARE EQUAL "${VCPKG_LIBRARY_LINKAGE}" "static" static)

vcpkg_cmake_configure(
	SOURCE_PATH "${SOURCE_PATH}"
	OPTIONS
		${FEATURE_OPTIONS}
		-DMEMBARRIER_BUILD_SHARED=${shared}
		-DMEMBARRIER_BUILD_STATIC=${static}
		-DMEMBARRIER_TESTS=OFF
		-DMEMBARRIER_EXAMPLES=OFF
		-DMEMBARRIER_SIM=OFF
	OPTIONS_DEBUG
		-DMEMBARRIER_TOOL=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME membarrier CONFIG_PATH lib/cmake/membarrier)
vcpkg_fixup_pkgconfig()
vcpkg_copy_pdbs()
if("tool" IN_LIST FEATURES)
	vcpkg_copy_tools(TOOL_NAMES membarrier AUTO_CLEAN)
endif()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE-MIT" "${SOURCE_PATH}/LICENSE-APACHE")
