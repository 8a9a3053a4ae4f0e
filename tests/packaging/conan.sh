#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# The Conan recipe and its test package, step by step, by a stand-in for Conan's module.
. "$SOURCE/tests/install/lib.sh"
need python3
recipe=$SOURCE/packaging/conan
export CMAKE
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

create() # scratch option...: its output in $work/output
{
	scratch=$1
	shift
	mkdir "$scratch"
	python3 "$SOURCE/tests/packaging/conan_create.py" "$recipe" "$work/$scratch" "$@" >output 2>&1
}

for kind in static shared fences; do
	case $kind in
	static) set -- ; unwanted='*.so*' ;;
	shared) set -- shared=True; unwanted='*.a' ;;
	fences) set -- fence_only=True; unwanted='*.so*' ;;
	esac
	create "$kind" "$@" || { cat output >&2; fail "$kind"; }
	grep -qx "version $(version)" output || { cat output >&2; fail "$kind: expected version $(version)"; }
	said=$(sed -n 's/^libmembarrier [0-9]*: //p' output)
	[ -n "$said" ] || { cat output >&2; fail "$kind: the test package said nothing"; }
	grep -qx 'with libmembarrier-sync' output || { cat output >&2; fail "$kind: the test package has no libmembarrier-sync"; }
	say "$kind: $said"
	[ "$kind" != fences ] || [ "$said" = fence ] || fail "expected fence with fence_only: $said"
	package=$kind/package
	! find "$package" -name "$unwanted" | grep . || fail "$kind has unwanted libraries"
	! find "$package" -name '*.cmake' -o -name '*.pc' | grep . || fail "$kind has files that Conan generates"
	[ -s "$package/include/membarrier.h" ] && [ -s "$package/licenses/LICENSE-MIT" ] && [ -s "$package/licenses/LICENSE-APACHE" ] ||
		fail "$kind lacks the header or a licence: $(find "$package")"
done

if create msvc msvc=True; then fail "MSVC, which never built the library, was accepted"; fi
grep -q 'ConanInvalidConfiguration: .*expected GCC or Clang' output || { cat output >&2; fail "MSVC: expected an explanation"; }

# The control: mistakes that a real Conan would not take either, or that would show in the package.
while IFS='|' read -r edit message; do
	mkdir -p mistaken trial
	for part in CMakeLists.txt LICENSE-MIT LICENSE-APACHE include src doc packaging bench; do
		cp -r "$SOURCE/$part" mistaken/
	done
	sed "$edit" "$recipe/conanfile.py" >mistaken/packaging/conan/conanfile.py
	if python3 "$SOURCE/tests/packaging/conan_create.py" "$work/mistaken/packaging/conan" "$work/trial" >output 2>&1; then
		fail "not seen: $edit"
	fi
	grep -q "$message" output || { cat output >&2; fail "$edit: expected a message with '$message'"; }
	rm -rf mistaken trial
done <<'END'
s/package_type =/package_kind =/|package_kind: not a name
s/"fPIC": True, //|options and default_options differ
s/self.options.shared/self.options.dynamic/|'dynamic' is not declared
s/"cmake_file_name"/"cmake_filename"/|'cmake_filename' is no property
s/core.libs =/core.lib =/|cpp_info.lib =
s/sync.requires = .*/sync.libs = []/|undefined reference
s/MEMBARRIER_BUILD_STATIC/MEMBARRIER_STATIC/|MEMBARRIER_STATIC
s/from conan.tools.files import copy/from conan.tools.files import copy_tree/|cannot import name
s/, "src\/\*"//|given source "src" which is not
END
