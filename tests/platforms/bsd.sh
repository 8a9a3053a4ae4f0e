#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# bsd.sh - the BSDs, compiled against stub headers (include/README.md): neither their
# headers nor their C libraries can be had here. README.md has the interface. Nothing is
# run; FreeBSD's port is tested on a fake kernel by tests/ports.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/include/stubs.sh"

# target | clang's name
table()
{
	cat <<'TABLE'
freebsd-x86_64  |x86_64-unknown-freebsd14.1
freebsd-i386    |i386-unknown-freebsd14.1
freebsd-arm64   |aarch64-unknown-freebsd14.1
freebsd-riscv64 |riscv64-unknown-freebsd14.1
netbsd-x86_64   |x86_64-unknown-netbsd10
openbsd-x86_64  |x86_64-unknown-openbsd7.5
dragonfly-x86_64|x86_64-unknown-dragonfly6.4
TABLE
}

targets() { table | sed 's/ *|.*//'; }
packages() { echo clang; }

target()
{
	need clang clang
	triple=$(table | sed -n "s/^$1 *|//p")
	case $1 in
	freebsd-*) set -- -isystem "$here/../ports/fake_freebsd" -isystem "$here/../ports/fake_umtx" ;;
	*) set -- ;;
	esac
	compile_stubbed "$triple" "$@"
}

platforms_main "$@"
