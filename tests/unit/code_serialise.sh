#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# code_serialise.sh ROOT LIBRARY: what membarrier_code_enter() executes where the system reaches no other CPU is an
# instruction that serialises: in the library as it was built, and compiled for other CPUs by clang. Control: a compiler
# barrier is not taken for one.
set -u
root=$1 library=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 tried=0
fail() { echo "FAILED: $*"; failed=1; }

# found FILE PATTERN: the disassembly, or assembly, has the instructions in that order
found() { tr '\n' ' ' <"$1" | grep -qE "$2"; }

# The library as it is. On x86 it has both ways; the one byte sequence objdump may not know by its name.
case $(uname -m) in
x86_64 | i?86) own='cpuid.*(serialize|0f 01 e8).*' ;;
aarch64) own='dsb[[:space:]]+ishld.*isb' ;;
*) own= ;;
esac
if [ -n "$own" ] && command -v objdump >/dev/null; then
	objdump -d "$library" | sed -n '/<instructions_serialise>:$/,/^$/p' >"$work/own"
	[ -s "$work/own" ] || objdump -d "$library" | sed -n '/<membarrier_code_serialise_>:$/,/^$/p' >"$work/own"
	if [ -s "$work/own" ]; then
		tried=$((tried + 1))
		found "$work/own" "$own|(serialize|0f 01 e8).*cpuid" || { cat "$work/own"; fail "the library: no serialising instruction"; }
	fi
fi

# For other CPUs: only headers that are in every compiler, and what of the C library the source names.
mkdir -p "$work/include/sys"
echo 'enum { BCACHE = 3 }; extern int _flush_cache(char *, const int, const int);' >"$work/include/sys/cachectl.h"
cat >"$work/real.c" <<SOURCE
#include "$root/src/port/instructions.h"
void (*enter(void))(void) { return INSTRUCTIONS_SERIALISE; }
void clean(const void *where, size_t bytes) { instructions_clean(where, bytes); }
SOURCE
cat >"$work/control.c" <<'SOURCE'
void enter(void) { __asm__ __volatile__("" ::: "memory"); }
SOURCE
assembly() # target source
{
	clang --target="$1" -ffreestanding -nostdlibinc -isystem "$work/include" -O2 -S -o "$work/out.s" "$work/$2.c" 2>"$work/errors"
}
if command -v clang >/dev/null; then
	while read -r target pattern; do
		assembly "$target" control || { echo "$target: this clang has no such target"; continue; }
		! found "$work/out.s" "$pattern" || fail "$target: the control has it too: the pattern proves nothing"
		assembly "$target" real || { cat "$work/errors"; fail "$target: does not compile"; continue; }
		tried=$((tried + 1))
		if found "$work/out.s" "$pattern"; then
			echo "$target: $pattern"
		else
			cat "$work/out.s"
			fail "$target: expected $pattern"
		fi
	done <<'TARGETS'
x86_64-linux-gnu cpuid.*(serialize|15.*1.*232)|(15.*1.*232).*cpuid
i686-linux-gnu cpuid.*(serialize|15.*1.*232)|(15.*1.*232).*cpuid
aarch64-linux-gnu dsb[[:space:]]+ishld.*isb
armv7-linux-gnueabihf dsb[[:space:]]+ish.*isb
powerpc64le-linux-gnu sync.*isync
s390x-linux-gnu bcr[[:space:]]+15, ?(%r)?0
mips64el-linux-gnuabi64 sync.*bal.*daddiu.*12.*jr\.hb
mipsel-linux-gnu sync.*bal.*addiu.*12.*jr\.hb
TARGETS
fi
[ $failed -eq 0 ] || exit 1
[ $tried -gt 0 ] || { echo "cannot be tried here: neither objdump and a known CPU nor clang"; exit 77; }
