# SPDX-License-Identifier: MIT OR Apache-2.0
#
# Removes the files that MANIFEST names, under DESTDIR of the environment, and the directories named membarrier that are
# empty then.
if(NOT EXISTS ${MANIFEST})
	message(FATAL_ERROR "nothing to remove: ${MANIFEST} is not there, so nothing was installed from this directory")
endif()
file(STRINGS ${MANIFEST} files)
foreach(file IN LISTS files)
	if(EXISTS $ENV{DESTDIR}${file} OR IS_SYMLINK $ENV{DESTDIR}${file})
		message(STATUS "Removing: $ENV{DESTDIR}${file}")
		file(REMOVE $ENV{DESTDIR}${file})
	endif()
	cmake_path(GET file PARENT_PATH directory)
	while(directory MATCHES "/(include|cmake)/membarrier(/|$)")
		file(GLOB rest LIST_DIRECTORIES true $ENV{DESTDIR}${directory}/*)
		if(rest)
			break()
		endif()
		file(REMOVE_RECURSE $ENV{DESTDIR}${directory})
		cmake_path(GET directory PARENT_PATH directory)
	endwhile()
endforeach()
