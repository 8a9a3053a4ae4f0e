#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# refusals.sh SOURCE_DIRECTORY - compilers and targets that cannot have the library are told
# so, in words, before any other error.
set -u
root=$1
here=$root/tests/header
# shellcheck source=common.sh disable=SC1091,SC2154
. "$here/common.sh"
# shellcheck source=refused.sh disable=SC1091
. "$here/refused.sh"

header="expected GCC, Clang, or a compiler that defines __GNUC__ or _MSC_VER"
printf '#include <membarrier.h>\n' >"$scratch/header.c"
printf '#include "atomics.h"\n' >"$scratch/library.c"
# What the header needs of MSVC.
cat >"$scratch/intrin.h" <<'INTRIN'
#define __declspec(attribute)
void _ReadWriteBarrier(void);
int __iso_volatile_load32(const volatile int *);
long _InterlockedOr(long volatile *, long);
INTRIN

# object SOURCE COMMAND...
object() {
	local source=$1
	shift
	"$@" -I"$root/include" -I"$root/src" -c "$scratch/$source.c" -o "$scratch/$source.o"
}

# A compiler that is neither GCC, Clang nor MSVC stops at the #error. GCC and Clang that only hide
# their names may go on.
if have tcc; then
	refused_once "$header" object header tcc
else
	note "no tcc"
fi
if have gcc; then
	refused "$header" object header gcc -std=c11 -ffreestanding -U__GNUC__
	expect "MSVC's part of the header" object header gcc -std=c11 -ffreestanding -U__GNUC__ -D_MSC_VER=1940 -I"$scratch"
fi
if have clang; then
	refused "$header" object header clang -std=c11 -ffreestanding -fgnuc-version=0 -U__clang__
fi

# usable COMMAND...: the compiler has this target.
usable() {
	printf 'int x;\n' >"$scratch/x.c"
	"$@" -c "$scratch/x.c" -o "$scratch/x.o" 2>/dev/null || { note "no $*"; return 1; }
}

# Without the instruction compilers call libatomic, which takes a lock: a signal handler must not.
lacking=("gcc -m32 -march=i386" "clang --target=armv5te-linux-gnueabi")
# These have it for a word, but not for 64 bits: barriers have no numbers there.
numberless=("gcc -m32 -march=i486" "clang --target=mipsel-linux-gnu" "clang --target=powerpc-linux-gnu"
	"clang --target=riscv32-linux-gnu" powerpc-linux-gnu-gcc)
# With clang -m32, of which Clang 14 says __GCC_ATOMIC_LLONG_LOCK_FREE is 1: long long has 4-byte alignment there.
having=(gcc clang "gcc -m32" "clang -m32" "gcc -m32 -march=i586" "clang --target=aarch64-linux-gnu"
	"clang --target=armv7-linux-gnueabihf" "clang --target=riscv64-linux-gnu" "clang --target=mips64el-linux-gnuabi64"
	"clang --target=s390x-linux-gnu" "clang --target=powerpc64le-linux-gnu" arm-linux-gnueabihf-gcc x86_64-w64-mingw32-gcc
	i686-w64-mingw32-gcc)

for target in "${having[@]}" "${numberless[@]}"; do
	# shellcheck disable=SC2086 # words
	usable $target && expect "$target" object library $target -std=c11 -ffreestanding
done
for target in "${lacking[@]}"; do
	# shellcheck disable=SC2086 # words
	usable $target && refused_once "expected lock-free atomics of the machine" \
		object library $target -std=c11 -ffreestanding
done
finish
