# SPDX-License-Identifier: MIT OR Apache-2.0
#
# scripts/amalgamate's second half: prints the .c files given, in their order, as one: `of`, whose
# first line is `title`.
#
# Three things stand in the way of plain concatenation:
#
#   - Files have names of their own that are the same: static functions and variables,
#     enumeration constants, tags. Each gets its file's name in front, so `issue` of
#     linux_membarrier.c is linux_membarrier_issue. Members, and names in comments, stay
#     as they are. A macro of a file is undefined at the file's end instead.
#   - What must be defined before the first #include (_GNU_SOURCE) must come before the
#     first #include of all. So what a file has there comes first, under its conditions.
#   - A header must come once. It is put in where it is first included, and again only
#     under other conditions, since the first place may be one the compiler skips.
BEGIN {
	RULE = "------------------------------------------------------------------------"
	for (file = 1; file < ARGC; file++)
		own_names(ARGV[file])
	head()
	print "\n#define MB_ONE_FILE 1"
	for (file = 1; file < ARGC; file++)
		prologue(ARGV[file])
	for (file = 1; file < ARGC; file++) {
		banner(ARGV[file])
		put(ARGV[file], 1)
		undefine(ARGV[file])
	}
}

function stop(message)
{
	print "amalgamate: " message >"/dev/stderr"
	exit 1
}

# ---- reading -----------------------------------------------------------------

# line[path, 1 ... lines[path]]
function read(path,    text, n, got)
{
	if (path in lines)
		return
	while ((got = (getline text <path)) > 0)
		line[path, ++n] = text
	close(path)
	if (got < 0)
		stop("cannot read " path)
	if (line[path, 1] !~ /SPDX-License-Identifier: MIT OR Apache-2\.0 \*\/$/)
		stop(path ": expected SPDX-License-Identifier: MIT OR Apache-2.0 in the first line, a comment")
	lines[path] = n
}

# Splits a line into token[1 ... n]; comments, strings and blanks are tokens too. A comment
# that goes on is remembered in `inside`.
function split_line(text,    n, at)
{
	n = 0
	while (text != "") {
		if (inside) {
			at = index(text, "*/")
			inside = !at
			RLENGTH = at ? at + 1 : length(text)
		} else if (substr(text, 1, 2) == "/*") {
			at = index(substr(text, 3), "*/")
			inside = !at
			RLENGTH = at ? at + 3 : length(text)
		} else if (substr(text, 1, 2) == "//")
			RLENGTH = length(text)
		else if (!match(text, /^"([^"\\]|\\.)*"/) && !match(text, /^'([^'\\]|\\.)*'/) && \
			!match(text, /^[A-Za-z_][A-Za-z_0-9]*/) && !match(text, /^[0-9][A-Za-z_0-9.]*/) && \
			!match(text, /^[ \t]+/) && !match(text, /^->/))
			RLENGTH = 1
		token[++n] = substr(text, 1, RLENGTH)
		text = substr(text, RLENGTH + 1)
	}
	return n
}

function is_blank(t) { return t ~ /^[ \t]/ || substr(t, 1, 2) == "/*" || substr(t, 1, 2) == "//" }
function is_name(t) { return t ~ /^[A-Za-z_]/ }
function is_directive(text) { return !inside && text ~ /^[ \t]*#/ }

# The directive's name; its argument, without comments, in `argument`.
function directive(text,    name)
{
	sub(/^[ \t]*#[ \t]*/, "", text)
	match(text, /^[a-z_]*/)
	name = substr(text, 1, RLENGTH)
	argument = substr(text, RLENGTH + 1)
	gsub(/\/\*([^*]|\*[^\/])*\*\/|\/\*.*|\/\/.*/, "", argument)
	gsub(/^[ \t]+|[ \t]+$/, "", argument)
	return name
}

# ---- which names are a file's own ----------------------------------------------

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

# ---- printing -------------------------------------------------------------------

function version(    i, text, number)
{
	read("include/membarrier.h")
	for (i = 1; i <= lines["include/membarrier.h"]; i++) {
		number = line["include/membarrier.h", i]
		if (sub(/^#define MEMBARRIER_VERSION_(MAJOR|MINOR|PATCH) /, "", number))
			text = text (text == "" ? "" : ".") number
	}
	if (text !~ /^[0-9]+\.[0-9]+\.[0-9]+$/)
		stop("include/membarrier.h: expected MEMBARRIER_VERSION_MAJOR, _MINOR and _PATCH")
	return text
}

function head(    licence, got)
{
	print "/* SPDX-License-Identifier: MIT OR Apache-2.0 */"
	print "/*"
	sub(/VERSION/, version(), title)
	print " * " of " - " title
	print " *"
	print " * Generated by scripts/amalgamate from the library's sources. Do not edit: change"
	print " * those. Names that were a source file's own have the file's name in front of them."
	print " *"
	print " *     cc -std=c11 -pthread" (of ~ /-/ ? " -I." : "") " -c " of
	print " *"
	print " * MEMBARRIER_FENCE_ONLY and the other macros are explained in membarrier.h, which"
	print " * belongs to this file: they are of one version."
	print " *"
	print " * MIT or Apache-2.0 (https://www.apache.org/licenses/LICENSE-2.0), at your choice:"
	print " *"
	while ((got = (getline licence <"LICENSE-MIT")) > 0)
		print (licence == "" ? " *" : " * " licence)
	if (got < 0)
		stop("cannot read LICENSE-MIT")
	print " */"
	print "#ifdef __cplusplus"
	print "#error \"" of " is C: compile it with a C compiler (cc -c " of "); C++ programs link with the object\""
	print "#endif"
}

function banner(path) { print "\n/* ---- " path " " substr(RULE, 1, 68 - length(path)) " */\n" }

# The directives before the first #include, with the conditions that are still open closed.
function prologue(path,    i, j, open, text, name, where)
{
	inside = 0
	for (i = 1; i <= lines[path]; i++) {
		if (!is_directive(line[path, i])) {
			split_line(line[path, i])
			continue
		}
		name = directive(line[path, i])
		if (name == "include")
			break
		text = text line[path, i] "\n"
		hoisted[path, i] = 1
		if (name ~ /^if/)
			where[++open] = i
		if (name == "endif")
			open--
		for (; line[path, i] ~ /\\$/; i++)
			text = text line[path, i + 1] "\n"
	}
	for (j = 1; j <= open; j++) {
		delete hoisted[path, where[j]]
		text = text "#endif\n"
	}
	if (!(text in printed))
		printf "\n%s", text
	printed[text] = 1
}

# An included header, or a whole .c file.
function put(path, is_source,    i, start, guard, from)
{
	read(path)
	inside = 0
	start = conditions + 0
	for (i = 2; i <= lines[path]; i++) {
		if (!is_directive(line[path, i]))
			put_line(path, line[path, i], is_source)
		else if (directive(line[path, i]) == "include")
			put_include(path, line[path, i])
		else {
			if (!is_source && guard == "" && directive(line[path, i]) == "ifndef")
				guard = argument
			track(line[path, i], guard)
			from = i
			put_line(path, line[path, i], is_source, (path, i) in hoisted)
			for (; line[path, i] ~ /\\$/; i++)
				put_line(path, line[path, i + 1], is_source, (path, from) in hoisted)
		}
	}
	if (conditions != start)
		stop(path ": more #if than #endif")
}

# condition[1 ... conditions]: under what the next line is compiled. A header's guard is none of it.
function track(text, guard,    name)
{
	name = directive(text)
	if (name ~ /^if/)
		condition[++conditions] = argument == guard ? "" : name " " argument
	else if (name ~ /^el/)
		condition[conditions] = condition[conditions] "; " name " " argument
	else if (name == "endif")
		conditions--
}

function all_conditions(    i, text)
{
	for (i = 1; i <= conditions; i++)
		if (condition[i] != "")
			text = text condition[i] "\n"
	return text
}

function put_include(path, text,    name, now, i)
{
	name = argument
	if (name ~ /^<membarrier[.\/]/)
		text = "#include \"" substr(name, 2, length(name) - 2) "\""
	else if (name ~ /^"/)
		name = beside(path, name)
	now = all_conditions()
	for (i = 1; i <= times[name]; i++)
		if (substr(now, 1, length(seen[name, i])) == seen[name, i])
			return
	seen[name, ++times[name]] = now
	if (name ~ /^</)
		put_line(path, text, 0)
	else {
		put(name, 0)
		inside = 0
	}
}

# The path of a file that another one includes.
function beside(path, name,    directory)
{
	directory = path
	sub(/[^\/]*$/, "", directory)
	gsub(/"/, "", name)
	name = directory name
	while (name ~ /[^\/.]+\/\.\.\//)
		sub(/[^\/.]+\/\.\.\//, "", name)
	return name
}

# Empty lines that follow one another become one.
function put_line(path, text, is_source, silently)
{
	if (is_source && !silently)
		text = rename(path, text)
	else
		split_line(text)
	if (silently || text == "" && was_empty)
		return
	was_empty = text == ""
	print text
}

# Members are no names of the file: after . and ->, and where a struct or union declares them.
function rename(path, text,    n, i, t, out, kind)
{
	n = split_line(text)
	for (i = 1; i <= n; i++) {
		t = token[i]
		if (is_name(t) && before != "." && before != "->") {
			kind = before ~ /^(struct|union|enum)$/ ? "tag" : "name"
			if ((kind == "tag" || !in_members()) && (path, t, kind) in renamed)
				t = renamed[path, t, kind]
		}
		out = out t
		if (!is_blank(t)) {
			nest(token[i])
			before_that = before
			before = token[i]
		}
	}
	return out
}

# brace[1 ... braces]: whether the brace begins members.
function nest(t)
{
	if (t == "{")
		brace[++braces] = before ~ /^(struct|union)$/ || before_that ~ /^(struct|union)$/
	if (t == "}")
		braces--
	brackets += (t == "[") - (t == "]")
}

function in_members() { return braces && brace[braces] && !brackets }

function undefine(path,    i, name, done)
{
	for (i = 1; i <= macros[path]; i++) {
		name = macro[path, i]
		if ((path, name, "name") in renamed)
			name = renamed[path, name, "name"]
		if (!(name in done) && !((path, defined_at[path, i]) in hoisted))
			print "#undef " name
		done[name] = 1
	}
}
