# SPDX-License-Identifier: MIT OR Apache-2.0
#
# Removes the files that MANIFEST names, under DESTDIR of the environment.
if(NOT EXISTS ${MANIFEST})
	message(FATAL_ERROR "nothing to remove: ${MANIFEST} is not there, so nothing was installed from this directory")
endif()
file(STRINGS ${MANIFEST} files)
foreach(file IN LISTS files)
	if(EXISTS $ENV{DESTDIR}${file} OR IS_SYMLINK $ENV{DESTDIR}${file})
		message(STATUS "Removing: $ENV{DESTDIR}${file}")
		file(REMOVE $ENV{DESTDIR}${file})
	endif()
endforeach()
