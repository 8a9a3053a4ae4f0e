#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The Rust crate: its own tests in each configuration, its package, and what it costs and exports.
. "$SOURCE/tests/install/lib.sh"
need cargo
need rustc
need objdump
cargo --version >/dev/null 2>&1 || skip "cargo does not run here"

# Cargo writes Cargo.lock beside the crate: a copy, because the source tree may be read-only.
cp -R "$SOURCE/bindings/rust" crate
rm -rf crate/csrc crate/target
mkdir crate/csrc
cp -R "$SOURCE/include" "$SOURCE/src" crate/csrc
export CARGO_NET_OFFLINE=true
inconclusive=

rust() # directory, flags, command...: cargo with these flags and a target directory of their own
{
	directory=$1 flags="-D warnings $2"
	shift 2
	(cd crate && RUSTFLAGS=$flags CARGO_TARGET_DIR=$work/$directory cargo "$@") >output 2>&1 ||
		{ cat output; fail "RUSTFLAGS='$flags' cargo $*"; }
	case $(cat output) in *INCONCLUSIVE*) inconclusive="$inconclusive $directory" ;; esac
}

say "its tests, as it comes, pledged, without C, under loom's flag"
rust free "" test -- --nocapture
case $(sed -n 's/.*Info {.*asymmetric: \([a-z]*\).*/\1/p' output) in
true) ;;
*) skip "no asymmetric strategy is sound on this system" ;;
esac
rust pledged "--cfg membarrier_assume_asymmetric" test --tests --features linux_membarrier -- --nocapture
for flag in membarrier_plain loom; do
	rust "$flag" "--cfg $flag" test --tests -- --nocapture
	grep -q 'strategy: "fence"' output || fail "--cfg $flag does not use full fences"
done
(cd crate && RUSTFLAGS='--cfg membarrier_plain --cfg membarrier_assume_asymmetric' cargo check --target-dir "$work/both") >output 2>&1 &&
	fail "plain and pledged at once was accepted"
grep -q 'expected at most one of' output || { cat output; fail "plain and pledged at once: no clear message"; }

say "the environment's choice is obeyed; a pledge that cannot be kept stops the program"
rust free "" build --example biased_lock
rust pledged "--cfg membarrier_assume_asymmetric" build --example biased_lock
free/debug/examples/biased_lock >/dev/null || fail "the example"
MEMBARRIER_STRATEGY=fence free/debug/examples/biased_lock >output || fail "the example with full fences"
grep -qx 'strategy: fence' output || fail "MEMBARRIER_STRATEGY=fence"
if (MEMBARRIER_STRATEGY=fence pledged/debug/examples/biased_lock) >output 2>&1; then
	fail "a pledged program ran with full fences on its slow side"
fi
grep -q 'MEMBARRIER_ASSUME_ASYMMETRIC' output || { cat output; fail "a pledge that cannot be kept: no message"; }
if grep -q '^strategy' output; then fail "a pledge that cannot be kept stops the program only after main() has begun"; fi

say "a client library: the fast path's instructions, and its symbols"
client() # directory, flags, crate type, output
{
	rust "$1" "$2" build --release
	# shellcheck disable=SC2086 # flags are words
	quietly rustc --edition 2018 -O -C panic=abort $2 --crate-type "$3" --extern "membarrier=$work/$1/release/libmembarrier.rlib" \
		-L "$work/$1/release/deps" -o "$4" "$SOURCE/tests/bindings/client.rs"
}
hot() { objdump -d --no-show-raw-insn "$1" | awk '/^$/ { inside = 0 } inside { print $2 } /<hot>:$/ { inside = 1 }'; }
until_return() { sed '/^ret/q'; }
client free "" cdylib client.so
client pledged "--cfg membarrier_assume_asymmetric" cdylib pledged.so
client free "" staticlib client.a
cat >client.c <<'END'
#include <membarrier.h>
int hot(int *mine, int *other);
int hot(int *mine, int *other)
{
	__atomic_store_n(mine, 1, __ATOMIC_RELAXED);
	membarrier_fast_path();
	return __atomic_load_n(other, __ATOMIC_RELAXED);
}
END
quietly "$CC" -std=c11 -O2 -fPIC -I"$SOURCE/include" -c client.c -o client.o
case $(uname -m) in
x86_64)
	hot client.so | until_return >rust.code
	hot client.o | until_return >c.code
	[ "$(wc -l <rust.code)" -le "$(wc -l <c.code)" ] ||
		{ cat rust.code; fail "light() takes $(wc -l <rust.code) instructions, C's fast path $(wc -l <c.code)"; }
	hot client.so | grep -q lock || fail "the control: a path with a fence is not seen"
	[ "$(hot pledged.so | until_return | wc -l)" -eq 3 ] || { hot pledged.so; fail "a pledged light() is not nothing"; }
	say "store, light, load, return: $(wc -l <rust.code) instructions, C $(wc -l <c.code), pledged 3"
	;;
*) say "the instructions are not counted on $(uname -m)" ;;
esac
[ "$(nm -D --defined-only client.so | awk '{ print $3 }' | sort | xargs)" = "hot rare" ] ||
	{ nm -D --defined-only client.so; fail "a cdylib exports more than its own functions"; }
# A static library's symbols may be visible to the program that it is linked into, but to no other library.
if readelf -sW client.a 2>/dev/null | awk '$8 ~ /^membarrier_/ && $7 != "UND" && $6 == "DEFAULT" && $5 != "LOCAL"' | grep .; then
	fail "a staticlib exports these"
fi

say "its package and its documentation"
(cd crate && CARGO_TARGET_DIR=$work/package cargo package --allow-dirty) >output 2>&1 || { cat output; fail "cargo package"; }
if grep -i warning output; then fail "cargo package warns"; fi
DOCS_RS=1 RUSTDOCFLAGS='-D warnings' rust doc "" doc

if [ -e "$BUILD/libmembarrier.so" ] && command -v pkg-config >/dev/null; then
	say "an installed library, found by pkg-config"
	install_to "$work/prefix"
	MEMBARRIER_USE_PKG_CONFIG=1 PKG_CONFIG_PATH=$libdir/pkgconfig LD_LIBRARY_PATH=$libdir rust system "" test --test interface
	readelf -d system/debug/deps/interface-* 2>/dev/null | grep -q 'NEEDED.*libmembarrier' || fail "the installed library is not used"
	if (cd crate && MEMBARRIER_USE_PKG_CONFIG=1 PKG_CONFIG_LIBDIR=/nowhere PKG_CONFIG_PATH='' CARGO_TARGET_DIR=$work/none cargo build) >output 2>&1; then
		fail "an absent library was accepted"
	fi
	grep -q 'does not find libmembarrier' output || { cat output; fail "an absent library: no clear message"; }
fi

[ -z "$inconclusive" ] || skip "INCONCLUSIVE: the control of store buffering was silent:$inconclusive"
