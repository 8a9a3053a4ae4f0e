#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# others.sh - Android, compiled against Linux's headers without what its C library lacks;
# systems whose headers cannot be had here, compiled against stubs; WebAssembly, compiled,
# linked and run. README.md has the interface.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/include/stubs.sh"

# target | clang's name
table()
{
	cat <<'TABLE'
android-arm64 |aarch64-linux-android29
android-x86_64|x86_64-linux-android29
fuchsia-x86_64|x86_64-unknown-fuchsia
illumos-x86_64|x86_64-pc-solaris2.11
haiku-x86_64  |x86_64-unknown-haiku
wasi-wasm32   |wasm32-wasi
TABLE
}

targets() { table | sed 's/ *|.*//'; }

packages() # [target...]
{
	[ $# -gt 0 ] || { packages android-arm64 wasi-wasm32; return; }
	echo clang
	for one; do
		case $one in
		android-arm64) echo libc6-dev-arm64-cross ;;
		android-x86_64) echo libc6-dev ;;
		wasi-wasm32) printf '%s\n' lld libclang-rt-dev-wasm32 nodejs wasi-libc ;;
		esac
	done | sort -u
}

android() # clang's name, the headers' directories...
{
	triple=$1
	shift
	[ -f "$1/pthread.h" ] || not_here "install $2"
	set -- -isystem "$here/include/android" -isystem "$1" ${3:+-isystem "$3"}
	compile_sources "clang --target=$triple" "$scratch/objects" -O2 -Werror -fPIC "$@"
	for source in "$root"/tools/*/*.c; do
		clang --target="$triple" -std=c11 -O2 -Wall -Wextra -Werror -I"$root/include" "$@" \
			-c -o "$scratch/objects/tool_$(basename "$source" .c).o" "$source" ||
			not_built "${source#"$root"/} does not compile"
	done
	built="yes: objects, with Linux's headers"
}

# Runs a program under node's WASI.
run_wasm='
	const { WASI } = require("wasi"), fs = require("fs");
	const wasi = new WASI({ version: "preview1", args: ["program"], env: {}, returnOnExit: true });
	const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));
	process.exitCode = wasi.start(new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport }));'

# No threads, so no command and no litmus.
wasm() # clang's name
{
	need wasm-ld lld
	need node nodejs
	clang --target="$1" -std=c11 -O2 -Wall -Wextra -Werror -I"$root/include" -o "$scratch/stranger.wasm" \
		"$root/tests/install/stranger.c" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'it does not compile or link (wasi-libc and libclang-rt-dev-wasm32 must be installed)'
	built='yes: the library and a program'
	node --no-warnings -e "$run_wasm" "$scratch/stranger.wasm" >"$scratch/stranger.out" ||
		wrong "the program fails: $(cat "$scratch/stranger.out")"
	strategy=$(sed -n 's/^stranger: //p' "$scratch/stranger.out")
	[ "$strategy" = fence ] || wrong "expected the strategy fence, not: $strategy"
	clang --target="$1" -std=c11 -O2 -Wall -Wextra -Werror -I"$root/include" -o "$scratch/kinds.wasm" \
		"$root/tests/unit/kinds.c" "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c ||
		not_built 'tests/unit/kinds.c does not compile or link'
	node --no-warnings -e "$run_wasm" "$scratch/kinds.wasm" >"$scratch/kinds.out" && grep -qxF \
		'home=every-cpu code=none restart=none shared=fenced' "$scratch/kinds.out" ||
		wrong "the barriers that a program asks for: $(cat "$scratch/kinds.out")"
	units='2 passed, 0 failed, 0 skipped'
	[ "$failed" -eq 0 ] || units='a unit failed'
}

target()
{
	need clang clang
	triple=$(table | sed -n "s/^$1 *|//p")
	case $1 in
	android-arm64) android "$triple" /usr/aarch64-linux-gnu/include libc6-dev-arm64-cross ;;
	android-x86_64) android "$triple" /usr/include libc6-dev /usr/include/x86_64-linux-gnu ;;
	wasi-*) wasm "$triple" ;;
	*) compile_stubbed "$triple" ;;
	esac
}

platforms_main "$@"
