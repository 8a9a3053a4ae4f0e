# SPDX-License-Identifier: MIT OR Apache-2.0
#
# The part of scripts/amalgamate.awk that finds which names are a file's own.

function stem(path)
{
	sub(/.*\//, "", path)
	sub(/\.c$/, "", path)
	return path
}

function own(path, name, kind,    full)
{
	if ((path, name, kind) in renamed)
		return
	full = stem(path) "_" name
	if ((full, kind) in taken)
		stop(path ": " name " would become " full ", as would a name of " taken[full, kind])
	taken[full, kind] = path
	renamed[path, name, kind] = full
}

function own_names(path,    i, j, n)
{
	read(path)
	inside = depth = parts = 0
	for (i = 1; i <= lines[path]; i++) {
		if (is_directive(line[path, i])) {
			own_directive(path, i)
			for (split_line(line[path, i]); line[path, i] ~ /\\$/; i++)
				split_line(line[path, i + 1])
			continue
		}
		n = split_line(line[path, i])
		for (j = 1; j <= n; j++)
			if (!is_blank(token[j]))
				declare(path, token[j])
	}
	if (depth)
		stop(path ": more { than }")
}

function own_directive(path, i,    kind, name)
{
	kind = directive(line[path, i])
	name = argument
	if (kind == "include" && name ~ /^"/)
		shared_tags(beside(path, name))
	if (kind != "define")
		return
	sub(/[^A-Za-z_0-9].*/, "", name)
	# Not one that stands in for a missing macro of the system's: #ifndef X, #define X.
	if (directive(line[path, i - 1]) != "ifndef" || argument != name) {
		macro[path, ++macros[path]] = name
		defined_at[path, macros[path]] = i
	}
}

# A tag that a header mentions belongs to no single file.
function shared_tags(path,    i, text, tag)
{
	read(path)
	for (i = 1; i <= lines[path]; i++)
		for (text = line[path, i]; match(text, /(struct|union|enum)[ \t]+[A-Za-z_][A-Za-z_0-9]*/); ) {
			tag = substr(text, RSTART, RLENGTH)
			sub(/.*[ \t]/, "", tag)
			shared[tag] = 1
			text = substr(text, RSTART + RLENGTH)
		}
}

# Collects the tokens of one declaration at file scope in part[]. Of braces it only keeps that there were some.
function declare(path, t)
{
	if (t == "{" && depth++ == 0) {
		function_body = part[parts] == ")" && !has_part("=")
		enumeration = part[parts] == "enum" || part[parts - 1] == "enum"
		if (is_name(part[parts]) && part[parts - 1] ~ /^(struct|union|enum)$/ && !(part[parts] in shared))
			own(path, part[parts], "tag")
	} else if (t == "}" && --depth == 0) {
		if (enumeration && is_name(constant))
			own(path, constant, "name")
		constant = ""
		part[++parts] = "{}"
		if (function_body)
			end_of_declaration(path)
	} else if (depth == 0) {
		part[++parts] = t
		if (t == ";")
			end_of_declaration(path)
	} else if (depth == 1 && enumeration) {
		if (t == ",") {
			own(path, constant, "name")
			constant = ""
		} else if (constant == "")
			constant = t
	}
}

function has_part(t,    i)
{
	for (i = 1; i <= parts; i++)
		if (part[i] == t)
			return 1
	return 0
}

# The declared names: what comes before ( = , ; or [, once for each declarator.
function end_of_declaration(path,    i, nested, wanted, t)
{
	wanted = has_part("static")
	for (i = 1; wanted && i <= parts; i++) {
		t = part[i]
		if (t == "(" && !nested && wanted == 1 && part[i + 1] == "*")
			wanted = declared(path, part[i + 2])
		else if (t ~ /^[(=,;[]$/ && !nested && wanted == 1 && may_be_declared(part[i - 1]))
			wanted = declared(path, part[i - 1])
		if (t == "," && !nested)
			wanted = 1
		if (t ~ /^[([]$/)
			nested++
		if (t ~ /^[])]$/)
			nested--
	}
	parts = enumeration = function_body = 0
}

function may_be_declared(t)
{
	return is_name(t) && t !~ /^(__attribute__|__asm__|__declspec|_Alignas|void|bool|char|short|int|long|unsigned|double)$/
}

function declared(path, name)
{
	own(path, name, "name")
	return 2
}
