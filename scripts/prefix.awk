# SPDX-License-Identifier: MIT OR Apache-2.0
#
# scripts/amalgamate's --prefix: replaces the first part of every name of the library, in macros and
# comments too. Variables prefix and PREFIX (in capitals). Environment variables keep their names:
# operators do not know about copies.
{
	out = ""
	for (rest = $0; match(rest, /[A-Za-z_][A-Za-z_0-9]*/); rest = substr(rest, RSTART + RLENGTH)) {
		out = out substr(rest, 1, RSTART - 1) renamed(substr(rest, RSTART, RLENGTH), substr(rest, RSTART + RLENGTH))
	}
	print out rest
}

function renamed(word, after)
{
	if (word ~ /^MEMBARRIER_(STRATEGY|UNSOUND_OK)$/)
		return word
	if (word ~ /^membarrier_/ || word == "membarrier" && after ~ /^(\.(h|hpp|c)|\/[a-z_]+\.hp*|-sync\.c)([^a-z]|$)/)
		return prefix substr(word, length("membarrier") + 1)
	if (word == "libmembarrier" && after ~ /^(::|  *\{)/)
		return "lib" prefix
	if (word ~ /^MEMBARRIER_/)
		return PREFIX substr(word, length("MEMBARRIER") + 1)
	return word
}
