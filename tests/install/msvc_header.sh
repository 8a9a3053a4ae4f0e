#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The header as Microsoft's compilers see it, by Clang in their mode: as clang-cl, and without
# __clang__, so that what is for MSVC itself is compiled too. MSVC is not run. The header wants
# nothing of the system: besides Clang's own headers there are only those that Clang's
# <intrin.h> includes, empty as far as they may be.
. "$SOURCE/tests/install/lib.sh"
need clang

mkdir system
echo 'typedef int jmp_buf[64];' >system/setjmp.h
cat >system/malloc.h <<'END'
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
void *malloc(size_t);
void free(void *);
void *_aligned_malloc(size_t, size_t);
void _aligned_free(void *);
#ifdef __cplusplus
}
#endif
END
cp system/malloc.h system/stdlib.h
# What membarrier.hpp needs of the standard library, in which <atomic> is not Clang's.
cat >system/atomic <<'END'
namespace std {
typedef enum memory_order {
	memory_order_relaxed, memory_order_consume, memory_order_acquire,
	memory_order_release, memory_order_acq_rel, memory_order_seq_cst
} memory_order;
extern "C" void atomic_thread_fence(memory_order) noexcept;
}
END
cat >crossing.c <<'END'
#include <membarrier.h>
int before, after;
int crossing(void);
int crossing(void)
{
	*(volatile int *)&before = 1;
	membarrier_normal_path();
	return *(volatile int *)&after;
}
END
echo '#include <membarrier.hpp>' >cxx.cc

as_microsofts() # architecture option...
{
	architecture=$1
	shift
	clang --target="$architecture-pc-windows-msvc" -fms-compatibility -fms-extensions -nostdlibinc -isystem system \
		-I"$SOURCE/include" -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wundef -Werror "$@"
}

for architecture in x86_64 i686 aarch64; do
	for compiler in -UNOTHING -U__clang__; do
		for mode in -UNOTHING -DMEMBARRIER_ASSUME_ASYMMETRIC -DMEMBARRIER_FENCE_ONLY -DMEMBARRIER_SHARED; do
			for language in c11 c17 c++14 c++17; do
				case $language in
				c++*) kind=c++ strict='' ;;
				*) kind=c strict=-Wstrict-prototypes ;;
				esac
				as_microsofts $architecture -x $kind -std=$language $strict $compiler $mode -fsyntax-only "$SOURCE/tests/header/consumer.c" ||
					fail "$architecture $language $compiler $mode"
				[ $kind = c ] || [ ! -e "$SOURCE/include/membarrier.hpp" ] ||
					as_microsofts $architecture -std=$language $compiler $mode -fsyntax-only cxx.cc || fail "$architecture membarrier.hpp $compiler $mode"
			done
		done

		# A full fence, and the accesses around it on either side.
		as_microsofts $architecture -std=c11 -O2 $compiler -S -o crossing.s crossing.c
		grep -E 'crossing:|_before|before|_after|after|lock|mfence|dmb' crossing.s | grep -E '^	(mov|str|ldr|lock|mfence|dmb)' |
			sed -E 's/.*(lock|mfence|dmb[[:space:]]+ish$).*/fence/; s/.*(before|after).*/\1/' >order
		[ "$(paste -sd ' ' order)" = "before fence after" ] ||
			{ cat crossing.s >&2; fail "$architecture $compiler: expected store, full fence, load: $(paste -sd ' ' order)"; }
	done
done

# The control: such a check does find a header that asks for more than there is.
printf '#include <membarrier.h>\n#include <windows.h>\n' >wants_more.c
if as_microsofts x86_64 -std=c11 -fsyntax-only wants_more.c 2>messages; then fail "<windows.h> was found: this test has no power"; fi
grep -q "'windows.h' file not found" messages || { cat messages >&2; fail "expected <windows.h> not to be found"; }
say "x86_64, i686, aarch64, as clang-cl and as MSVC, C and C++"
