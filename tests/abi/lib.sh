# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2034
#
# For the scripts beside it. The variables are those of tests/install/lib.sh.
. "$SOURCE/tests/install/lib.sh"
. "$SOURCE/packaging/abi/lib.sh"
need abidiff
need readelf
dump=$SOURCE/packaging/abi/libmembarrier.x86-64.abi

need_x86_64() # library
{
	is_x86_64 "$1" || skip "the dump is of x86-64, and this compiler makes something else"
}
