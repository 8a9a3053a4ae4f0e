# SPDX-License-Identifier: MIT OR Apache-2.0
# Tests of `membarrier bench`: what it says, never how fast anything is.
foreach(_name bench_usage bench_text bench_fence bench_one_cpu bench_json bench_interrupted bench_contention)
	tool_test(${_name} ${_name})
endforeach()
