#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# packaging/vcpkg/vcpkg.json is what vcpkg documents, and is of the library's version.
. "$SOURCE/tests/install/lib.sh"
need jq
manifest=$SOURCE/packaging/vcpkg/vcpkg.json

wrong_in() { jq -r --arg version "$(version)" -f "$SOURCE/tests/packaging/vcpkg_json.jq" "$1"; }

wrong_in "$manifest" >wrong || fail "vcpkg.json is no JSON"
! grep . wrong || fail "vcpkg.json"

# Each of these mistakes must be seen.
while read -r mistake; do
	jq "$mistake" "$manifest" >mistaken.json
	[ -n "$(wrong_in mistaken.json)" ] || fail "not seen: $mistake"
done <<'END'
.name = "Lib_membarrier"
del(.name)
.version = "0.0.9"
del(.version)
."version-string" = "1"
.licence = .license
del(.license)
del(.description)
.dependencies[0].hosts = true
.dependencies[0].host = "yes"
.dependencies[1].name = "vcpkg_cmake"
.dependencies += [1]
.dependencies = {}
del(.features.tool.description)
.features.default = .features.tool
.features.fence_only = .features["fence-only"]
.features.tool.options = []
del(.supports)
END

# The port's features are the manifest's.
sed -n '/FEATURES$/,/)/s/^[[:space:]]*\([a-z-]*\) MEMBARRIER_.*/\1/p' "$SOURCE/packaging/vcpkg/portfile.cmake" | sort >used
jq -r '.features | keys[]' "$manifest" | sort >declared
diff declared used || fail "vcpkg.json (<) and portfile.cmake (>) differ in the features"
