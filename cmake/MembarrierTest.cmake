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

set(_membarrier_one NAME TIMEOUT)
set(_membarrier_many SOURCES LIBRARIES ARGS COMMAND ENVIRONMENT LABELS)

# Uses the arg_... variables of its caller, so that a semicolon in an argument survives.
function(_membarrier_register)
	if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES OR NOT arg_NAME OR NOT arg_COMMAND)
		message(FATAL_ERROR "test ${arg_NAME}: expected NAME, and COMMAND or SOURCES; "
			"not understood: ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES}")
	endif()
	get_filename_component(label ${CMAKE_CURRENT_SOURCE_DIR} NAME)
	list(PREPEND arg_LABELS ${label})
	list(REMOVE_DUPLICATES arg_LABELS)
	if(NOT arg_TIMEOUT)
		set(arg_TIMEOUT 180)
	endif()
	if(MEMBARRIER_SANITIZE MATCHES "address")
		# The search for leaks, at exit, makes system calls that some tests forbid.
		list(APPEND arg_ENVIRONMENT ASAN_OPTIONS=detect_leaks=0)
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
	cmake_parse_arguments(PARSE_ARGV 0 arg SERIAL "${_membarrier_one}" "${_membarrier_many}")
	add_executable(${arg_NAME} ${arg_SOURCES})
	target_include_directories(${arg_NAME} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
	if(NOT "membarrier_static" IN_LIST arg_LIBRARIES AND NOT "membarrier::static" IN_LIST arg_LIBRARIES)
		list(PREPEND arg_LIBRARIES membarrier::membarrier)
	endif()
	target_link_libraries(${arg_NAME} PRIVATE ${arg_LIBRARIES})
	set(arg_COMMAND ${arg_NAME})
	_membarrier_register()
endfunction()

function(membarrier_add_script_test)
	cmake_parse_arguments(PARSE_ARGV 0 arg SERIAL "${_membarrier_one}" "${_membarrier_many}")
	_membarrier_register()
endfunction()
