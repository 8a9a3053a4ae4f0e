# SPDX-License-Identifier: MIT OR Apache-2.0
# Tests of `membarrier bench`: what it says, never how fast anything is. Scripts, so they need a shell.
if(UNIX AND TARGET membarrier_tool)
	foreach(_name bench_usage bench_text bench_fence bench_one_cpu bench_json bench_interrupted)
		membarrier_add_script_test(NAME ${_name} LABELS tool
			COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/${_name}.sh $<TARGET_FILE:membarrier_tool>)
	endforeach()
endif()
