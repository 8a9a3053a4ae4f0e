# SPDX-License-Identifier: MIT OR Apache-2.0
#
#   membarrier_add_test(NAME n SOURCES f.c... [LIBRARIES t...] [ARGS a...] [ENVIRONMENT A=B...]
#                       [LABELS l...] [TIMEOUT s] [SERIAL])
#       A program called n, linked with the library (membarrier::membarrier, or the static
#       one if that is among LIBRARIES), run as a test.
#   membarrier_add_script_test(NAME n COMMAND c... [ENVIRONMENT ...] [LABELS ...] [TIMEOUT s] [SERIAL])
#       Anything else that can be run.
#
# Exit status 0 passed, 77 cannot be tried here, anything else failed. SERIAL tests run
# alone. The directory's name is always a label. TIMEOUT is for tests that hang: it is
# generous, and no measure of anything.

set(_membarrier_test_options SERIAL)
set(_membarrier_test_values NAME TIMEOUT)
set(_membarrier_test_lists SOURCES LIBRARIES ARGS COMMAND ENVIRONMENT LABELS)

function(_membarrier_register)
	cmake_parse_arguments(PARSE_ARGV 0 arg
		"${_membarrier_test_options}" "${_membarrier_test_values}" "${_membarrier_test_lists}")
	if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT arg_COMMAND)
		message(FATAL_ERROR "test ${arg_NAME}: expected NAME and COMMAND or SOURCES, got also: ${arg_UNPARSED_ARGUMENTS}")
	endif()
	get_filename_component(label ${CMAKE_CURRENT_SOURCE_DIR} NAME)
	list(PREPEND arg_LABELS ${label})
	list(REMOVE_DUPLICATES arg_LABELS)
	if(NOT arg_TIMEOUT)
		set(arg_TIMEOUT 180)
	endif()
	add_test(NAME ${arg_NAME} COMMAND ${arg_COMMAND} ${arg_ARGS})
	set_tests_properties(${arg_NAME} PROPERTIES
		SKIP_RETURN_CODE 77
		TIMEOUT ${arg_TIMEOUT}
		RUN_SERIAL ${arg_SERIAL}
		LABELS "${arg_LABELS}"
		ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()

function(membarrier_add_test)
	cmake_parse_arguments(PARSE_ARGV 0 arg
		"${_membarrier_test_options}" "${_membarrier_test_values}" "${_membarrier_test_lists}")
	add_executable(${arg_NAME} ${arg_SOURCES})
	target_include_directories(${arg_NAME} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
	if(NOT "membarrier_static" IN_LIST arg_LIBRARIES AND NOT "membarrier::static" IN_LIST arg_LIBRARIES)
		list(PREPEND arg_LIBRARIES membarrier::membarrier)
	endif()
	target_link_libraries(${arg_NAME} PRIVATE ${arg_LIBRARIES})
	_membarrier_register(${ARGV} COMMAND ${arg_NAME})
endfunction()

function(membarrier_add_script_test)
	_membarrier_register(${ARGV})
endfunction()
