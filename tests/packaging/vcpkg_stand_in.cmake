# SPDX-License-Identifier: MIT OR Apache-2.0
#
#   cmake -D PORTFILE=... -D PORT=... -D FEATURES=... -D VCPKG_LIBRARY_LINKAGE=static|dynamic
#         -D CURRENT_PACKAGES_DIR=... -D CURRENT_BUILDTREES_DIR=... -P vcpkg_stand_in.cmake
#
# Runs a port's portfile.cmake as vcpkg would on Linux, release and debug. The functions have
# the names that vcpkg documents, refuse arguments that it does not, and do what matters here
# of what it says they do. A function that is not here is an error of CMake's.
cmake_minimum_required(VERSION 3.21)

set(TARGET_TRIPLET x64-linux)
set(VCPKG_TARGET_IS_LINUX ON)
set(dbg_type Debug)
set(dbg_prefix ${CURRENT_PACKAGES_DIR}/debug)
set(rel_type Release)
set(rel_prefix ${CURRENT_PACKAGES_DIR})

# In the caller: arg_... of what is documented, and nothing else.
macro(arguments function options ones manys)
	cmake_parse_arguments(PARSE_ARGV 0 arg "${options}" "${ones}" "${manys}")
	if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
		message(FATAL_ERROR "${function}: not understood: ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES}")
	endif()
	message(STATUS "called ${function}")
endmacro()

function(run)
	execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
	# A value for a variable that the project does not have: a misspelt option.
	if(result OR output MATCHES "not used by the project:[ \n]*([^\n]*MEMBARRIER_[^\n]*)")
		message(FATAL_ERROR "${ARGN}:\n${output}")
	endif()
endfunction()

function(vcpkg_check_features)
	arguments(vcpkg_check_features "" OUT_FEATURE_OPTIONS "FEATURES;INVERTED_FEATURES")
	set(options)
	while(arg_FEATURES)
		list(POP_FRONT arg_FEATURES feature variable)
		if(feature IN_LIST FEATURES)
			list(APPEND options -D${variable}=ON)
		else()
			list(APPEND options -D${variable}=OFF)
		endif()
	endwhile()
	set(${arg_OUT_FEATURE_OPTIONS} ${options} PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
	arguments(vcpkg_cmake_configure "DISABLE_PARALLEL_CONFIGURE;NO_CHARSET_FLAG;WINDOWS_USE_MSBUILD"
		"SOURCE_PATH;GENERATOR;LOGFILE_BASE" "OPTIONS;OPTIONS_DEBUG;OPTIONS_RELEASE;MAYBE_UNUSED_VARIABLES")
	set(shared OFF)
	if(VCPKG_LIBRARY_LINKAGE STREQUAL "dynamic")
		set(shared ON)
	endif()
	set(arg_OPTIONS_dbg ${arg_OPTIONS_DEBUG})
	set(arg_OPTIONS_rel ${arg_OPTIONS_RELEASE})
	foreach(kind IN ITEMS dbg rel)
		run(${CMAKE_COMMAND} -S ${arg_SOURCE_PATH} -B ${CURRENT_BUILDTREES_DIR}/${TARGET_TRIPLET}-${kind}
			-DCMAKE_INSTALL_PREFIX=${${kind}_prefix} -DCMAKE_BUILD_TYPE=${${kind}_type} -DBUILD_SHARED_LIBS=${shared}
			-DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_INSTALL_BINDIR=bin ${arg_OPTIONS} ${arg_OPTIONS_${kind}})
	endforeach()
endfunction()

function(vcpkg_cmake_install)
	arguments(vcpkg_cmake_install "DISABLE_PARALLEL;ADD_BIN_TO_PATH" "" "")
	foreach(kind IN ITEMS dbg rel)
		run(${CMAKE_COMMAND} --build ${CURRENT_BUILDTREES_DIR}/${TARGET_TRIPLET}-${kind} --target install --parallel 2)
	endforeach()
endfunction()

# Both configurations' files into share/, with paths that hold from there.
function(vcpkg_cmake_config_fixup)
	arguments(vcpkg_cmake_config_fixup "DO_NOT_DELETE_PARENT_CONFIG_PATH;NO_PREFIX_CORRECTION"
		"PACKAGE_NAME;CONFIG_PATH;TOOLS_PATH" "")
	set(share ${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME})
	foreach(prefix IN LISTS dbg_prefix rel_prefix)
		if(NOT EXISTS ${prefix}/${arg_CONFIG_PATH})
			message(FATAL_ERROR "vcpkg_cmake_config_fixup: ${prefix}/${arg_CONFIG_PATH} is not there")
		endif()
	endforeach()
	file(GLOB debug_files ${dbg_prefix}/${arg_CONFIG_PATH}/*-debug.cmake)
	foreach(file IN LISTS debug_files)
		file(READ ${file} text)
		string(REPLACE "\${_IMPORT_PREFIX}/" "\${_IMPORT_PREFIX}/debug/" text "${text}")
		file(WRITE ${file} "${text}")
	endforeach()
	file(COPY ${debug_files} ${rel_prefix}/${arg_CONFIG_PATH}/ DESTINATION ${share})
	file(GLOB files ${share}/*.cmake)
	foreach(file IN LISTS files)
		file(READ ${file} text)
		string(REGEX REPLACE
			"(get_filename_component\\(_IMPORT_PREFIX \"\\\${CMAKE_CURRENT_LIST_FILE}\" PATH\\))(\nget_filename_component\\(_IMPORT_PREFIX \"\\\${_IMPORT_PREFIX}\" PATH\\))+"
			"\\1\\2\\2" text "${text}")
		string(REPLACE "\${CMAKE_CURRENT_LIST_DIR}/../../../" "\${CMAKE_CURRENT_LIST_DIR}/../../" text "${text}")
		file(WRITE ${file} "${text}")
	endforeach()
	foreach(prefix IN LISTS dbg_prefix rel_prefix)
		file(REMOVE_RECURSE ${prefix}/${arg_CONFIG_PATH})
		file(GLOB left ${prefix}/lib/cmake/*)
		if(NOT left)
			file(REMOVE_RECURSE ${prefix}/lib/cmake)
		endif()
	endforeach()
endfunction()

function(vcpkg_fixup_pkgconfig)
	arguments(vcpkg_fixup_pkgconfig SKIP_CHECK "" "FILES;DEBUG_FILES;RELEASE_FILES;SYSTEM_LIBRARIES;SYSTEM_PACKAGES;IGNORE_FLAGS")
	foreach(kind IN ITEMS dbg rel)
		file(GLOB files ${${kind}_prefix}/lib/pkgconfig/*.pc)
		foreach(file IN LISTS files)
			file(READ ${file} text)
			string(REPLACE "${${kind}_prefix}" "\${prefix}" text "${text}")
			string(REGEX REPLACE "(^|\n)prefix=[^\n]*" "\\1prefix=\${pcfiledir}/../.." text "${text}")
			if(kind STREQUAL "dbg")
				string(REPLACE "\${prefix}/include" "\${prefix}/../include" text "${text}")
			endif()
			file(WRITE ${file} "${text}")
		endforeach()
	endforeach()
endfunction()

function(vcpkg_copy_pdbs)
	arguments(vcpkg_copy_pdbs "" "" BUILD_PATHS) # Linux has none.
endfunction()

function(vcpkg_copy_tools)
	arguments(vcpkg_copy_tools AUTO_CLEAN "SEARCH_DIR;DESTINATION" TOOL_NAMES)
	foreach(tool IN LISTS arg_TOOL_NAMES)
		file(COPY ${CURRENT_PACKAGES_DIR}/bin/${tool} DESTINATION ${CURRENT_PACKAGES_DIR}/tools/${PORT})
		foreach(prefix IN LISTS dbg_prefix rel_prefix)
			if(arg_AUTO_CLEAN)
				file(REMOVE ${prefix}/bin/${tool})
			endif()
			file(GLOB left ${prefix}/bin/*)
			if(NOT left)
				file(REMOVE_RECURSE ${prefix}/bin)
			endif()
		endforeach()
	endforeach()
endfunction()

function(vcpkg_install_copyright)
	arguments(vcpkg_install_copyright "" COMMENT FILE_LIST)
	foreach(file IN LISTS arg_FILE_LIST)
		file(READ ${file} text)
		file(APPEND ${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright "${text}\n")
	endforeach()
endfunction()

include(${PORTFILE})
