#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# linux.sh - Linux on other architectures, each program run by qemu-user; README.md has
# the interface. membarrier(2) reaches this machine's kernel, so what is tested is the ABI:
# system call numbers, word size, byte order, the C library. The memory model is still
# this machine's. What can run on this CPU itself (i386, musl) does.
. "$(dirname "$0")/lib.sh"

# target | GNU's name | qemu's name, nothing if this CPU runs it | packages
#
# LoongArch: Debian 12 has neither gcc nor a C library for it. Its system call numbers and
# types are the kernel's generic ones, as arm64's are, whose headers do for compiling.
table()
{
	cat <<'TABLE'
linux-x86_64     |x86_64-linux-gnu       |       |gcc libc6-dev
linux-x86_64-musl|x86_64-linux-musl      |       |musl-tools linux-libc-dev
linux-i386       |i686-linux-gnu         |       |gcc-i686-linux-gnu libc6-dev-i386-cross
linux-arm64      |aarch64-linux-gnu      |aarch64|gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static
linux-armhf      |arm-linux-gnueabihf    |arm    |gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-user-static
linux-riscv64    |riscv64-linux-gnu      |riscv64|gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-user-static
linux-ppc64le    |powerpc64le-linux-gnu  |ppc64le|gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross qemu-user-static
linux-s390x      |s390x-linux-gnu        |s390x  |gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user-static
linux-mips64el   |mips64el-linux-gnuabi64|mips64el|gcc-mips64el-linux-gnuabi64 libc6-dev-mips64el-cross qemu-user-static
linux-armel      |arm-linux-gnueabi      |arm    |gcc-arm-linux-gnueabi libc6-dev-armel-cross qemu-user-static
linux-mipsel     |mipsel-linux-gnu       |mipsel |gcc-mipsel-linux-gnu libc6-dev-mipsel-cross qemu-user-static
linux-powerpc    |powerpc-linux-gnu      |ppc    |gcc-powerpc-linux-gnu libc6-dev-powerpc-cross qemu-user-static
linux-m68k       |m68k-linux-gnu         |m68k   |gcc-m68k-linux-gnu libc6-dev-m68k-cross qemu-user-static
linux-loongarch64|loongarch64-linux-gnu  |       |clang-19 libc6-dev-arm64-cross
TABLE
}

targets() { table | sed 's/ *|.*//'; }

packages() # [target...]: of these only
{
	[ $# -gt 0 ] || { echo cmake; echo ninja-build; }
	table | while IFS='|' read -r listed _ _ needed; do
		listed=${listed%% *}
		if [ $# -eq 0 ]; then
			wanted=yes
		else
			wanted=no
			for one; do [ "$one" != "$listed" ] || wanted=yes; done
		fi
		if [ "$wanted" = yes ]; then printf '%s\n' "$needed" | tr ' ' '\n'; fi
	done | sort -u
}

# Units run themselves and each other again, which the kernel must hand to qemu. Since 6.7
# a user namespace has its own register of such formats: nothing of the machine is changed.
# shellcheck disable=SC2016 # for the shell inside
register='mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc &&
	cat "/usr/lib/binfmt.d/qemu-$1.conf" >/proc/sys/fs/binfmt_misc/register && shift && exec "$@"'

# Sets $namespace, words to put before a command under which foreign programs can be executed; or, where there can be
# none (in most containers), $emulator.
prepare_qemu() # qemu's name, where the C library is
{
	need "qemu-$1-static" qemu-user-static
	export QEMU_LD_PREFIX="$2"
	printf 'int main(void) { return 7; }\n' >"$scratch/seven.c"
	"$cc" -o "$scratch/seven" "$scratch/seven.c" || not_built "$cc makes no programs"
	namespace=
	status=0
	"$scratch/seven" 2>"$scratch/refusal" || status=$?
	[ "$status" -ne 7 ] || return 0 # The machine has it registered.
	namespace="unshare --user --map-root-user --mount sh -c"
	status=0
	$namespace "$register" sh "$1" "$scratch/seven" 2>"$scratch/refusal" || status=$?
	[ "$status" -ne 7 ] || return 0
	echo "qemu cannot be registered in a user namespace (it needs a kernel >= 6.7): $(cat "$scratch/refusal")"
	namespace='' emulator=$(command -v "qemu-$1-static")
	status=0
	$emulator "$scratch/seven" || status=$?
	[ "$status" -eq 7 ] || not_here "qemu-$1-static does not run a program that $cc makes"
}

# The names of the units that execute a program, which only a kernel with qemu registered can; an expression for ctest.
executing_units()
{
	programs=$(grep -lE 'exec[vl]|posix_spawn' "$root"/tests/unit/*.c | sed 's|.*/||; s|\.c$||' | paste -sd '|' -)
	ctest --test-dir "$build" -L '^unit$' -N -V | awk -v again="/(unit_)?($programs)[a-z_]*\"" -v emulator="$emulator" -v build="$build" '
		/: Test command: / { executes = $0 ~ again || (index($0, build) && !index($0, emulator)) }
		/^ *Test +#[0-9]+: / && executes { print $NF }' | paste -sd '|' -
}

# Objects are all that can be made.
loongarch()
{
	need clang-19 clang-19
	[ -d /usr/aarch64-linux-gnu/include ] || not_here "install libc6-dev-arm64-cross"
	compile_sources 'clang-19 --target=loongarch64-linux-gnu' "$scratch/objects" -O2 -Werror -fPIC \
		-isystem /usr/aarch64-linux-gnu/include
	for source in "$root"/tools/*/*.c; do
		clang-19 --target=loongarch64-linux-gnu -std=c11 -O2 -Wall -Wextra -isystem /usr/aarch64-linux-gnu/include \
			-I"$root/include" -c -o "$scratch/objects/tool_$(basename "$source" .c).o" "$source" ||
			not_built "${source#"$root"/} does not compile"
	done
	finish 0
}

target()
{
	gnu=$(table | awk -F ' *[|]' -v target="$1" '$1 == target { print $2 }')
	qemu=$(table | awk -F ' *[|]' -v target="$1" '$1 == target { print $3 }')
	package=$(packages "$1" | grep -E '^(gcc|musl|clang)' | head -n 1)
	cc=$gnu-gcc objdump=objdump
	if have "$gnu-objdump"; then objdump=$gnu-objdump; fi
	case $1 in
	linux-loongarch64) loongarch ;;
	*-musl) cc=musl-gcc ;;
	linux-x86_64) cc=gcc ;;
	esac
	need "$cc" "$package"
	set -- -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER=NOTFOUND
	case $name in
	*-musl) # The kernel's headers are not musl's, and glibc's must stay hidden.
		mkdir "$scratch/kernel"
		ln -s /usr/include/linux /usr/include/asm-generic "$scratch/kernel/"
		ln -s /usr/include/x86_64-linux-gnu/asm "$scratch/kernel/asm"
		set -- "$@" "-DCMAKE_C_FLAGS=-idirafter $scratch/kernel"
		;;
	esac
	if [ -n "$qemu" ]; then
		prepare_qemu "$qemu" "/usr/$gnu"
	elif [ "$gnu" = i686-linux-gnu ]; then
		# No loader searches the folder of its C library.
		set -- "$@" "-DCMAKE_EXE_LINKER_FLAGS=-Wl,--dynamic-linker=/usr/$gnu/lib/ld-linux.so.2 -Wl,-rpath,/usr/$gnu/lib"
	fi
	case $(uname -m) in
	x86_64) ;;
	*) [ -n "$qemu" ] || not_here "install an x86-64 machine: this one is $(uname -m)" ;;
	esac
	parts='membarrier_products tests/unit/all membarrier_sync_units tests/ordering/all examples/all'
	if [ -n "$emulator" ]; then
		cmake_build Linux "$@"
	else
		parts="$parts membarrier_limit"
		cmake_build '' "$@"
	fi
	if [ -n "$qemu" ] && [ -n "$namespace" ]; then
		# The rest of this script, inside.
		$namespace "$register" sh "$qemu" sh "$here/linux.sh" --inside "$name" "$scratch" "$objdump" && failed=0 || failed=1
		IFS='	' read -r units litmus strategy <"$scratch/inside" || wrong 'the namespace gave no answer'
		return
	fi
	run
}

run()
{
	needed=$(LC_ALL=C "${objdump:-objdump}" -p "$build/libmembarrier.so" | sed -n 's/^ *NEEDED *//p')
	echo "the library needs: $needed"
	[ -n "$needed" ] || wrong 'the shared library needs no C library?'
	case $needed in *atomic*) wrong 'the library needs libatomic' ;; esac
	run_tool_info
	run_tool_litmus
	set -- --parallel "${MEMBARRIER_JOBS:-$(nproc)}"
	[ -z "$emulator" ] || set -- "$@" -E "^($(executing_units))\$"
	run_units "$@"
}

if [ "${1-}" = --inside ]; then
	name=$2 scratch=$3 build=$3/build tool=$3/build/membarrier objdump=$4
	run
	printf '%s\t%s\t%s\n' "$units" "$litmus" "$strategy" >"$scratch/inside"
	exit "$failed"
fi
platforms_main "$@"
