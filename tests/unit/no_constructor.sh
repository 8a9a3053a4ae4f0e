#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# no_constructor.sh OBJDUMP FENCE_ONLY.a ORDINARY.a
#
# The first archive has no start-up code and makes none of the calls; the second is the
# control, in which the same searches must find both.
set -eu

objdump=$1 fence_only=$2 ordinary=$3

starts_up() {
	"$objdump" -h "$1" | grep -Eq '[[:space:]]\.(init_array|ctors|preinit_array)'
}

command -v "$objdump" >/dev/null || { echo "cannot be tried here: no objdump"; exit 77; }
if starts_up "$fence_only"; then
	echo "$fence_only has a constructor:"
	"$objdump" -h "$fence_only"
	exit 1
fi
if ! starts_up "$ordinary"; then
	echo "INCONCLUSIVE: no constructor was found in $ordinary either"
	exit 1
fi
echo "no constructor in $fence_only, one in $ordinary"
