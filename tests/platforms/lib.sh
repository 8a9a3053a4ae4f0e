# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh disable=SC2034
#
# lib.sh - what the groups of targets beside it share; README.md has the interface.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
npm=${MEMBARRIER_NPM:-${XDG_CACHE_HOME:-$HOME/.cache}/libmembarrier-npm}
built='no: nothing was built' units=- litmus=- strategy=- emulator='' tool='' parts='' failed=0 syntax_only=''
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK

have() { command -v "$1" >/dev/null 2>&1; }

# The row, and the end. Descriptor 3 is the caller's standard output.
finish()
{
	printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$built" "$units" "$litmus" "$strategy" >&3
	exit "$1"
}

not_here()
{
	built="not here: $*"
	echo "$built"
	finish 77
}

not_built()
{
	built="no: $*"
	echo "$built"
	finish 1
}

wrong()
{
	echo "FAILED: $*"
	failed=1
}

need() # command package
{
	have "$1" || not_here "install $2"
}

compile_sources() # compiler directory flags...
{
	cc=$1 objects=$2
	shift 2
	mkdir -p "$objects"
	for source in "$root"/src/*.c "$root"/src/selftest/*.c "$root"/src/port/*/*.c; do
		object=$objects/$(basename "$source" .c).o
		# shellcheck disable=SC2086 # the compiler may have arguments
		$cc -std=c11 -Wall -Wextra -I"$root/include" "$@" -c -o "$object" "$source" ||
			not_built "${source#"$root"/} does not compile"
	done
	compile_sync "$@"
	built='yes: objects only'
}

# Is libmembarrier-sync built, as by CMake? Not for MSVC, nor without lock-free atomics of 64 bits; and only for
# targets with thread-local storage, which this compiler may not have where others do (Haiku).
supports_sync() # directory flags..., $cc as above
{
	supported=$1/supported.c
	shift
	printf '%s\n' '#ifdef _MSC_VER' '#error "MSVC"' '#endif' \
		'_Static_assert(__atomic_always_lock_free(8, 0), "");' '__thread int local;' >"$supported"
	# shellcheck disable=SC2086 # the compiler may have arguments
	$cc -std=c11 "$@" -fsyntax-only "$supported" || { echo 'no libmembarrier-sync here'; return 1; }
}

compile_sync() # flags..., $cc and $objects as above
{
	supports_sync "$objects" "$@" || return 0
	for source in "$root"/src/sync/*.c "$root"/src/sync/port/*.c; do
		# shellcheck disable=SC2086 # the compiler may have arguments
		$cc -std=c11 -Wall -Wextra -I"$root/include" "$@" -c -o "$objects/sync_$(basename "$source" .c).o" "$source" ||
			not_built "${source#"$root"/} does not compile"
	done
}

cmake_build() # system options...
{
	system=$1 build=$scratch/build
	shift
	need cmake cmake
	if have ninja; then export CMAKE_GENERATOR=Ninja; fi
	[ -z "$system" ] || set -- -DCMAKE_SYSTEM_NAME="$system" "$@"
	if [ -n "$emulator" ]; then
		# CMake's lists have semicolons.
		set -- -DCMAKE_CROSSCOMPILING_EMULATOR="$(echo "$emulator" | tr ' ' ';')" "$@"
	fi
	# The code of RelWithDebInfo, which is the default; nothing here reads what is for a debugger.
	cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE='-O2 -DNDEBUG' "$@" ||
		not_built 'CMake cannot configure it'
	set -- --parallel "${MEMBARRIER_JOBS:-$(nproc)}"
	# shellcheck disable=SC2086 # a list of words
	if [ -n "$parts" ] && have ninja; then set -- "$@" --target $parts; fi
	cmake --build "$build" "$@" || not_built 'it does not compile or link'
	built=yes
	for tool in "$build/membarrier" "$build/membarrier.exe" "$build/membarrier.wasm"; do
		if [ -f "$tool" ]; then return 0; fi
	done
	tool=
}

# ctest's own summary calls what was skipped passed, so its results are counted.
run_units() # arguments of ctest
{
	results=$scratch/units.xml
	ctest --test-dir "$build" -L '^unit$' --output-on-failure --no-tests=error --output-junit "$results" "$@" ||
		failed=1
	[ -f "$results" ] || { wrong 'no unit was run'; return 0; }
	counts=$(awk '
		/<testcase / { ran = /status="run"/; skipped = 0 }
		/<skipped / { skipped = /SKIP_RETURN_CODE/ }
		/<system-out>/ && skipped { shown = 1 }
		/<\/testcase>/ { if (skipped) s++; else if (ran) p++; else f++ }
		END { print p + 0, f + 0, s + 0 }' "$results")
	# shellcheck disable=SC2086 # three numbers
	set -- $counts
	units="$1 passed, $2 failed, $3 skipped"
	[ "$2" -eq 0 ] || failed=1
	[ $(($1 + $2)) -gt 0 ] || wrong 'every unit was skipped'
	echo '--- what the skipped ones said:'
	grep -E 'testcase name|cannot be tried here|INCONCLUSIVE' "$results" |
		sed -n 's/.*testcase name="\([^"]*\)".*/\1/; t keep; s/^[ \t]*<system-out>//; H; x; s/\n/: /; p; d; :keep; h'
}

# The value of a member of the outermost object, as the tool's JSON is indented.
member() # file name
{
	tr -d '\r' <"$1" | sed -n "s/^	\"$2\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p"
}

run_tool_info()
{
	# shellcheck disable=SC2086 # the emulator has arguments
	$emulator "$tool" info --json >"$scratch/info.json" </dev/null
	strategy=$(member "$scratch/info.json" strategy)
	cat "$scratch/info.json"
	[ -n "$strategy" ] || { strategy=-; wrong 'membarrier info names no strategy'; }
}

run_tool_litmus()
{
	status=0
	# shellcheck disable=SC2086 # the emulator has arguments
	$emulator "$tool" litmus --no-progress --json --seconds "${MEMBARRIER_LITMUS_SECONDS:-10}" >"$scratch/litmus.json" </dev/null || status=$?
	cat "$scratch/litmus.json"
	verdict=$(member "$scratch/litmus.json" verdict)
	control=$(awk '
		/^\t\t{/ { control = buffering = weak = 0 }
		/^\t\t\t"control": true/ { control = 1 }
		/^\t\t\t"shape": "store-buffering"/ { buffering = 1 }
		/^\t\t\t"weak_outcomes": / { weak = $2 + 0 }
		/^\t\t}/ { if (control && buffering) sum += weak }
		END { print sum + 0 }' "$scratch/litmus.json")
	case $verdict in
	holds) litmus="holds (control $control)" ;;
	inconclusive) litmus="INCONCLUSIVE (control $control)" ;;
	untried) litmus=untried ;;
	violated) litmus='VIOLATED'; wrong 'litmus saw a forbidden outcome' ;;
	*) wrong "litmus gave no verdict and exit status $status" ;;
	esac
}

platforms_main()
{
	case ${1-} in
	--packages)
		shift
		packages "$@"
		exit
		;;
	--targets) targets; exit ;;
	--syntax) syntax_only=yes; shift ;;
	esac
	if [ $# -ne 2 ] || [ ! -d "$2" ] || ! targets | grep -qxF -e "$1"; then
		echo "$(basename "$0"): expected --packages, --targets, or [--syntax] one of its targets and a directory, not: $*" >&2
		exit 2
	fi
	name=$1 scratch=$(CDPATH='' cd -- "$2" && pwd)
	exec 3>&1 >"$scratch/log" 2>&1
	target "$name"
	finish "$failed"
}
