# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh
#
# fetch.sh - what tests/kernels/run needs from Debian: qemu, compilers, kernels.

# Sets $cc, which makes programs for the architecture, and $packages that bring it.
compiler_of()
{
	case $1 in
	amd64) cc=x86_64-linux-gnu-gcc packages='gcc-x86-64-linux-gnu libc6-dev-amd64-cross' ;;
	i386) cc=i686-linux-gnu-gcc packages='gcc-i686-linux-gnu libc6-dev-i386-cross' ;;
	arm64) cc=aarch64-linux-gnu-gcc packages='gcc-aarch64-linux-gnu libc6-dev-arm64-cross' ;;
	armhf) cc=arm-linux-gnueabihf-gcc packages='gcc-arm-linux-gnueabihf libc6-dev-armhf-cross' ;;
	ppc64el) cc=powerpc64le-linux-gnu-gcc packages='gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross' ;;
	s390x) cc=s390x-linux-gnu-gcc packages='gcc-s390x-linux-gnu libc6-dev-s390x-cross' ;;
	esac
	# On its own architecture it is the ordinary compiler.
	if [ "$(dpkg --print-architecture)" = "$1" ]; then packages='gcc libc6-dev'; fi
}

# Sets $qemu and $qemu_package.
qemu_of()
{
	case $1 in
	amd64) qemu=qemu-system-x86_64 qemu_package=qemu-system-x86 ;;
	i386) qemu=qemu-system-i386 qemu_package=qemu-system-x86 ;;
	arm64) qemu=qemu-system-aarch64 qemu_package=qemu-system-arm ;;
	armhf) qemu=qemu-system-arm qemu_package=qemu-system-arm ;;
	ppc64el) qemu=qemu-system-ppc64 qemu_package=qemu-system-ppc ;;
	s390x) qemu=qemu-system-s390x qemu_package=qemu-system-misc ;;
	esac
}

# True if the compiler links statically: it needs a C library too.
compiles()
{
	printf '#include <pthread.h>\n#include <stdio.h>\nint main(void) { return puts("") < 0; }\n' >"$work/try.c"
	"$1" -static -pthread -o "$work/try" "$work/try.c" >/dev/null 2>&1
}

missing() # architecture
{
	compiler_of "$1"
	compiles "$cc" || echo "$packages"
	qemu_of "$1"
	have "$qemu" || echo "$qemu_package"
	have cpio || echo cpio
	have jq || echo jq
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

install() # packages
{
	[ -f "$work/updated" ] || as_root apt-get -qq update
	: >"$work/updated"
	# Another apt-get may be running. Cross compilers conflict with gcc-multilib, which must not be removed.
	as_root env DEBIAN_FRONTEND=noninteractive PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" apt-get -q install -y \
		-o DPkg::Lock::Timeout=600 --no-remove --no-install-recommends "$@"
}

# Prints nothing if everything is there, else why not.
prepare_machine() # architecture
{
	have apt-get || { echo "no apt-get: this is not Debian"; return; }
	lacking=$(missing "$1" | paste -sd ' ')
	[ -n "$lacking" ] || return
	if [ "$(id -u)" -ne 0 ] && ! { have sudo && sudo -n true 2>/dev/null; }; then
		echo "missing: $lacking; neither root nor sudo without a password"
		return
	fi
	say "installing $lacking (minutes; $cache/logs/apt-$1)"
	: >"$cache/logs/apt-$1"
	# shellcheck disable=SC2086 # a list of words
	with_progress installing "$cache/logs/apt-$1" install $lacking
	lacking=$(missing "$1" | paste -sd ' ')
	[ -z "$lacking" ] || echo "apt-get could not install $lacking, see $cache/logs/apt-$1"
}

# apt-get or apt-cache on lists of our own, in which that architecture is the native one:
# the system's are left alone, and no root is needed.
foreign() # architecture apt-get|apt-cache arguments
{
	its=$cache/$1/apt
	native=$1
	program=$2
	shift 2
	"$program" -o APT::Architecture="$native" -o APT::Architectures="$native" -o Dir::State="$its" \
		-o Dir::State::Lists="$its/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$its/cache" \
		-o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" "$@"
}

download() # architecture package
(
	cd "$work/deb" && foreign "$1" apt-get -q download "$2"
)

# Sets $kernel and $kernel_release; a package that only names the current kernel is followed. On failure, $reason.
fetch_kernel() # architecture package
{
	mkdir -p "$cache/$1/apt/lists/partial" "$cache/$1/apt/cache/archives/partial"
	if [ -z "$(find "$cache/$1/apt/lists" -name '*_Packages*' -mmin -1440)" ]; then
		say "reading the package lists of $1"
		# Fails if any list is missing; the others may do.
		foreign "$1" apt-get -qq update >"$cache/logs/lists-$1" 2>&1
	fi
	actual=$(foreign "$1" apt-cache --no-all-versions show "$2" 2>/dev/null |
		sed -n 's/^Depends: \(linux-image-[^ ,]*\).*/\1/p' | sed 1q)
	[ -n "$actual" ] || { reason="the mirror has no $2 for $1"; return 1; }
	kernel_release=${actual#linux-image-}
	kernel=$cache/$1/$kernel_release
	[ ! -f "$kernel" ] || return 0
	say "fetching $actual for $1"
	: >"$cache/logs/download-$1"
	mkdir "$work/deb" && with_progress "fetching $actual" "$cache/logs/download-$1" download "$1" "$actual" &&
		dpkg-deb --fsys-tarfile "$work"/deb/*.deb | tar -x -C "$work/deb" --wildcards './boot/vmlinu*' &&
		mv "$work"/deb/boot/vmlinu* "$kernel"
	rm -rf "$work/deb"
	[ -f "$kernel" ] || { reason="$actual for $1 could not be had, see $cache/logs/download-$1"; return 1; }
}
