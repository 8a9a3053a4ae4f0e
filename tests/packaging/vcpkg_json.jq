# SPDX-License-Identifier: MIT OR Apache-2.0
#
# Checks a port's vcpkg.json by vcpkg's documented schema, as far as ours uses it. Prints
# what is wrong, nothing if nothing is. $version: what the library says it is.

def unknown(known): keys - known | map(select(startswith("$") | not)) | .[];
def identifier: type == "string" and test("^[a-z0-9]+(-[a-z0-9]+)*$");
def text: type == "string" and length > 0;

def dependency:
	if type == "string" then (if identifier then empty else "dependency \(.): no identifier" end)
	elif type != "object" then "dependency: expected a name or an object"
	else
		(unknown(["name", "default-features", "features", "host", "platform", "version>="]) | "dependency: unknown field \(.)"),
		(if .name | identifier then empty else "dependency: name \(.name)" end),
		(if has("host") and (.host | type) != "boolean" then "dependency \(.name): host is no boolean" else empty end)
	end;

def feature:
	.key as $name | .value
	| (if $name | identifier then empty else "feature \($name): no identifier" end),
	  (if $name == "core" or $name == "default" then "feature \($name): reserved" else empty end),
	  (unknown(["description", "dependencies", "supports", "license"]) | "feature \($name): unknown field \(.)"),
	  (if .description | text then empty else "feature \($name): no description" end);

(unknown(["builtin-baseline", "configuration", "default-features", "dependencies", "description", "documentation",
	"features", "homepage", "license", "maintainers", "name", "overrides", "port-version", "summary", "supports",
	"version", "version-date", "version-semver", "version-string"]) | "unknown field \(.)"),
(if .name | identifier then empty else "name: \(.name)" end),
([.version, ."version-date", ."version-semver", ."version-string"] | map(values) | if length == 1 then empty else "expected one version" end),
(if .version == $version then empty else "version \(.version): expected \($version), the header's" end),
(if .description | text then empty else "no description" end),
(if .license == "MIT OR Apache-2.0" then empty else "license: \(.license)" end),
(if .supports | text then empty else "supports: expected an expression" end),
(.dependencies // [] | if type == "array" then .[] | dependency else "dependencies: expected a list" end),
(.features // {} | if type == "object" then to_entries[] | feature else "features: expected an object" end)
