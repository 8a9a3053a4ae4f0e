# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2034
#
# For the scripts beside it. From tests/CMakeLists.txt: SOURCE, the source tree;
# BUILD, the build tree; CMAKE, CTEST, CC and CXX (empty: there is none). Each script works in a directory of its own,
# $work, outside the checkout, whose path may have spaces that pkg-config cannot bear.
set -eu

here=$SOURCE/tests/install
work=$(mktemp -d "${TMPDIR:-/tmp}/membarrier-install.XXXXXX")
trap 'rm -rf "$work"' EXIT
if [ -n "${CXX-}" ]; then export CC CXX; else export CC; unset CXX; fi
command -v make >/dev/null 2>&1 || export CMAKE_GENERATOR=Ninja # as scripts/build does
# Not optimised: the tests ask whether it compiles and how it is installed, not how fast it is.
export CMAKE_BUILD_TYPE=None
export CCACHE_BASEDIR="$work" # Copies of the tree there are alike (.ci/run).
cd "$work"

say() { echo "$*"; }
skip() { say "cannot be tried here: $*"; exit 77; }
fail() { say "failed: $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || skip "no $1"; }
need_cxx() { [ -n "${CXX-}" ] || skip "no C++ compiler"; }
need_shared() { [ -e "$BUILD/libmembarrier.so" ] || skip "the shared library is not part of this build"; }
need_static() { [ -e "$BUILD/libmembarrier.a" ] || skip "the static library is not part of this build"; }

has_sync() { [ -e "$BUILD/libmembarrier-sync.so" ] || [ -e "$BUILD/libmembarrier-sync.a" ]; } # Not on all CPUs; MEMBARRIER_SYNC=OFF.

number() { sed -n "s/^#define MEMBARRIER_VERSION_$1 //p" "$SOURCE/include/membarrier.h"; } # MAJOR, MINOR or PATCH
version() { echo "$(number MAJOR).$(number MINOR).$(number PATCH)"; }

quietly() # command...: its output only if it fails
{
	"$@" >"$work/output" 2>&1 || { cat "$work/output" >&2; fail "$*"; }
}

install_to() # prefix: installs this build, as a packager would
{
	quietly "$CMAKE" --install "$BUILD" --prefix "$1"
	libdir=$(dirname "$(find "$1" -name libmembarrier.a -o -name libmembarrier.so | sed 1q)")
}

# The symbols that the version script exports, sorted.
symbols_of_map() # [map]
{
	sed -n '/global:/,/local:/s/^[[:space:]]*\([a-z_]*\);$/\1/p' "${1:-$SOURCE/src/libmembarrier.map}" | sort
}
sync_map=$SOURCE/src/sync/libmembarrier-sync.map
# A version script defines a symbol of its own, the version; the others are what it exports.
symbols_of_shared() { nm -D --defined-only "$1" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort; }
symbols_of_static() { nm -g --defined-only "$1" | awk 'NF == 3 { print $3 }' | sort; }
# Prints what a loader acts on.
dynamic_of() { readelf -d "$1" | sed -n 's/.*(\(SONAME\|NEEDED\|FLAGS\|FLAGS_1\|SYMBOLIC\|TEXTREL\|RPATH\|RUNPATH\))[^A-Za-z]*/\1 /p' | sort; }
