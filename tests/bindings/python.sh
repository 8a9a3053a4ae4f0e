#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The Python module reads the library's structures as the command does.
. "$SOURCE/tests/install/lib.sh"
need python3
need_shared

python3 "$SOURCE/bindings/python/membarrier.py" "$BUILD/libmembarrier.so" --selftest 300 >output || fail "the module found a violation"
cat output
[ "$(sed -n 's/^strategy: //p' output)" = "$("$BUILD/membarrier" info --json | sed -n 's/.*"strategy": *"\([^"]*\)".*/\1/p' | sed 1q)" ] ||
	fail "the module and the command name different strategies"
grep -q '^selftest result: \(sound\|inconclusive\)$' output || fail "no result of the self-test"
MEMBARRIER_STRATEGY=fence python3 "$SOURCE/bindings/python/membarrier.py" "$BUILD/libmembarrier.so" >output
grep -qx 'asymmetric: 0' output || { cat output; fail "MEMBARRIER_STRATEGY=fence"; }
