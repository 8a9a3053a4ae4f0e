# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034 # variables shared with the caller
# Sourced by run: the list, the copy of the tree, its tests, the table.

# ---- the list -------------------------------------------------------------------

# Makes a directory for each mutant: breaks, tests, expect, short; and for its N-th change
# N.file, N.old and N.new. $work/all has the names in their order.
read_list() # file...
{
	awk -v directory="$mutants" '$1 == "mutant" && NF == 2 { print directory "/" $2 }' "$@" | sort -u | xargs mkdir
	awk -v directory="$mutants" -v names="$work/all" '
	function complain(text) { printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"; bad = 1 }
	function finish() {
		if (name != "" && (!changes || !has["breaks"] || !has["tests"] || text != "")) complain("mutant " name " is not complete")
		name = ""
	}
	function put(file, what) { printf "%s", what > (directory "/" name "/" file); close(directory "/" name "/" file) }
	FNR == 1 { finish() }
	text != "" {
		if ($0 == "new" && text == "old") { put(changes ".old", kept); text = "new"; kept = "" }
		else if ($0 == "end" && text == "new") { put(changes ".new", kept); text = ""; kept = "" }
		else kept = kept $0 "\n"
		next
	}
	/^(#|$)/ { next }
	$1 == "mutant" {
		finish()
		name = $2; changes = 0; source = ""; split("", has)
		if (name !~ /^[a-z0-9-]+$/ || NF != 2 || seen[name]++) complain("expected a new name: " $0)
		print name > names
		next
	}
	name == "" { complain("expected \"mutant NAME\": " $0); next }
	$1 == "file" { source = $2; next }
	$0 == "old" {
		if (source == "") complain("expected \"file PATH\" before")
		changes++; put(changes ".file", source "\n"); text = "old"; kept = ""
		next
	}
	$0 == "short" { put("short", ""); next }
	$1 ~ /^(breaks|tests|expect)$/ && NF > 1 {
		key = $1; value = $0; sub(/^[a-z]+[ \t]+/, "", value)
		if (has[key]++) complain("a second \"" key "\"")
		if (key == "expect" && value !~ /^(survives|equivalent): ./) complain("expected survives or equivalent, and why")
		if (key == "tests") gsub(/[ \t]+/, "\n", value)
		put(key, value "\n")
		next
	}
	{ complain("not understood: " $0) }
	END { finish(); exit bad }' "$@"
}

# Sets $work/chosen by the arguments.
choose()
{
	local name status=0

	: >"$work/chosen"
	for name in ${names[@]+"${names[@]}"}; do
		if [ -d "$mutants/$name" ]; then
			echo "$name" >>"$work/chosen"
		elif [ -f "$here/$name.mutants" ]; then
			sed -n 's/^mutant //p' "$here/$name.mutants" >>"$work/chosen"
		else
			echo "run: no mutant and no list $name; try --list" >&2
			status=2
		fi
	done
	[ ${#names[@]} -gt 0 ] || cp "$work/all" "$work/chosen"
	if [ "$short" = yes ]; then
		while read -r name; do
			[ ! -f "$mutants/$name/short" ] || echo "$name"
		done <"$work/chosen" >"$work/short" && mv "$work/short" "$work/chosen"
	fi
	return $status
}

mutant_files() # name
{
	sort -u "$mutants/$1"/*.file
}

# The files as each chosen mutant has them, in $work/mutated. Fails if a text of one is not there exactly once. In whole
# lines, and in one process for all mutants.
mutate_chosen()
{
	awk -v mutated="$work/mutated" '{ n = split(FILENAME, part, "/"); sub(/\/[^\/]*$/, ""); print mutated "/" part[n - 1] "/" $0 }' \
		"$mutants"/*/*.file | sort -u | xargs mkdir -p || return 1
	awk -v mutants="$mutants" -v root="$root" -v mutated="$work/mutated" '
	function read_all(file, all, line) { while ((getline line < file) > 0) all = all line "\n"; close(file); return all }
	function complain(text) { print "run: " $1 ": " text > "/dev/stderr"; bad = 1 }
	function replace(text, old, new, at) {
		at = index(text, old)
		if (!at || old == "\n" || old == new || index(substr(text, at + 1), old)) return ""
		return substr(text, 1, at - 1) new substr(text, at + length(old))
	}
	{
		split("", text)
		for (at = 1; ; at++) {
			change = mutants "/" $1 "/" at
			if ((getline file < (change ".file")) <= 0) break
			close(change ".file")
			if (!(file in text)) text[file] = "\n" read_all(root "/" file)
			if (text[file] == "\n") { complain("there is no file " file); continue }
			changed = replace(text[file], "\n" read_all(change ".old"), "\n" read_all(change ".new"))
			if (changed == "") complain("the old text of change " at " is not exactly once in " file)
			else text[file] = changed
		}
		for (file in text) { printf "%s", substr(text[file], 2) > (mutated "/" $1 "/" file); close(mutated "/" $1 "/" file) }
	}
	END { exit bad }' "$work/chosen"
}

# ---- the copy and its tests -----------------------------------------------------

# The names of all tests, as empty files: of a build tree that has them all, or of one of its own.
name_tests() # [build tree]
{
	local built=${1:-$build}

	[ $# -gt 0 ] || configure_copy || return 1
	mkdir "$work/tests" && cd "$work/tests" || return 1
	ctest --test-dir "$built" -N | sed -n 's/^ *Test *#[0-9]*: //p' | xargs touch
}

# Copies the tree and configures it.
configure_copy()
{
	local part

	mkdir "$tree" || return 1
	for part in CMakeLists.txt packaging include src tools examples tests bench doc; do
		[ ! -e "$root/$part" ] || cp -R "$root/$part" "$tree" || return 1
	done
	cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_LINK_DEPENDS_NO_SHARED=ON \
		>"$work/build.log" 2>&1 || { does_not_build; return 1; }
}

# In a copy of the tree: writes how each test is run ($work/tests/NAME is a script), and builds what the chosen mutants' tests
# need.
prepare()
{
	local name

	configure_copy && mkdir "$work/tests" || return 1
	build_targets membarrier_limit || { does_not_build; return 1; }
	# ctest tells it in this form: a number, then the command with its arguments in quotes. It must find the program,
	# which is membarrier_limit for every test.
	ctest --test-dir "$build" -N -V 2>/dev/null | awk -v directory="$work/tests" '
	function quote(text) { gsub(/\047/, "\047\\\047\047", text); return "\047" text "\047" }
	{ number = $1; said = $0; sub(/^[0-9]+: ?/, "", said) }
	/^[0-9]+: Test command: / { sub(/^Test command: /, "", said); command = said; environment = "" }
	/^[0-9]+: Working Directory: / { sub(/^Working Directory: /, "", said); where = said }
	/^[0-9]+:  [A-Za-z_]+=/ { sub(/^ /, "", said); environment = environment " " quote(said) }
	/^ *Test +#[0-9]+: / {
		file = directory "/" $NF
		print "cd " quote(where) " && env" environment " " command "\nexit $?" > file
		close(file)
		command = ""
	}'
	# shellcheck disable=SC2046 # Targets are words.
	build_targets $(while read -r name; do targets_of_mutant "$name"; done <"$work/chosen" | sort -u) || {
		does_not_build
		return 1
	}
}

does_not_build()
{
	echo "run: the tree does not build:" >&2
	tail -n 20 "$work/build.log" >&2
}

build_targets() # target...
{
	cmake --build "$build" --parallel 2 --target "$@" >"$work/build.log" 2>&1
}

# The files that a mutant's tests run and read, as Ninja calls them. The libraries in any case: some find them alone.
targets_of_mutant() # name
{
	local test

	echo libmembarrier.so libmembarrier.a libmembarrier-sync.so libmembarrier-sync.a
	while read -r test; do
		[[ $test != model:* && -f $work/tests/$test ]] || continue # check_list complains of one that is not there.
		tr ' ' '\n' <"$work/tests/$test" | tr -d '"' | sed -n "s|^$build/\(.*[^/]\)$|\1|p"
	done <"$mutants/$1/tests" | sort -u
}

# Sets result: passed, failed (by hanging, perhaps: tests/limit.c sees to that), skipped, or what is wrong.
run_test() # test log
{
	bash "$work/tests/$1" >"$2" 2>&1 </dev/null
	case $? in
	0) result=passed ;;
	77) result=skipped ;;
	126 | 127) result='it cannot be run' ;;
	*) result=failed ;;
	esac
}

# The same for a model with the same mistake, in which a property must fail.
run_model() # name
{
	local line

	if [ -z "${models[$1]-}" ]; then
		"$tree/tests/models/spin/run" "$1" >"$work/model.log" 2>&1
		line=$(awk -v name="$1" '$1 == name' "$work/model.log")
		case $line in
		*fails:*' ok') models[$1]=failed ;;
		*holds*' ok') models[$1]=passed ;;
		*) models[$1]='no such result' ;;
		esac
		! grep -q '^cannot be tried here' "$work/model.log" || models[$1]=skipped
	fi
	result=${models[$1]} reason='Spin is not installed'
}

# Why a test was skipped.
reason_of() # log
{
	grep -E 'cannot be tried here|INCONCLUSIVE' "$1" | sed -n '1s/^cannot be tried here: //p'
}

# ---- the table ------------------------------------------------------------------

# The day, and the first digits of Git's number of each file that is changed, as it was tried.
tried_on() # name
{
	local file

	date +%Y-%m-%d | tr '\n' ' '
	for file in $(mutant_files "$1"); do
		git hash-object "$root/$file" | cut -c 1-8
	done | paste -sd ' ' -
}

# Prints "name<tab>section<tab>row" for each mutant of which this run knows what became of it.
new_rows()
{
	local name verdict by noticed section

	while IFS=$'\t' read -r name verdict noticed by; do # by may be empty: the last
		case $verdict/$(expected "$name") in
		killed/killed) section=Killed ;;
		survived/survives) section=Surviving ;;
		survived/equivalent) section=Equivalent ;;
		*) continue ;;
		esac
		[ "$noticed" = no ] || noticed=notices
		[ "$noticed" = notices ] || noticed=' '
		[ "$verdict" = killed ] || by=$(because "$name")
		printf '%s\t%s\t| `%s` | %s | %s | %s | %s | %s |\n' "$name" "$section" "$name" \
			"$(mutant_files "$name" | sed 's/.*/`&`/' | tr '\n' ' ' | sed 's/ $//')" \
			"$(cat "$mutants/$name/breaks")" "$(echo "$by" | sed 's/^model:/model /')" "$noticed" "$(tried_on "$name")"
	done <"$work/results"
}

# The same of a table that was written before.
old_rows() # file
{
	[ ! -f "$1" ] || awk '/^## / { section = $2 } /^\| `/ { name = $2; gsub(/`/, "", name); print name "\t" section "\t" $0 }' "$1"
}

# All mutants in the order of their lists: this run's row; else the row that the table had; else "Untried".
merged_rows() # file
{
	{ old_rows "$1"; new_rows; } | awk -F '\t' -v names="$work/all" '
	{ section[$1] = $2; row[$1] = $3 }
	END { while ((getline name < names) > 0) print (name in row ? section[name] "\t" row[name] : "Untried\t`" name "`") }'
}

section() # name heading columns
{
	printf '\n## %s\n\n| name | file | %s | source check | tried |\n|---|---|---|---|---|---|\n' "$1" "$2"
	sed -n "s/^$1$(printf '\t')//p" "$work/rows"
}

count() # section
{
	grep -c "^$1$(printf '\t')" "$work/rows"
}

# A mutant that this run did not try keeps its row.
write_table() # file
{
	merged_rows "$1" >"$work/rows"
	{
		cat "$here/table.head"
		printf '\n%d changes: %d killed, %d surviving, %d equivalent' "$(wc -l <"$work/rows")" "$(count Killed)" "$(count Surviving)" \
			"$(count Equivalent)"
		if [ "$(count Untried)" -eq 0 ]; then
			echo .
		else
			printf ', and %d that no run has tried yet: %s.\n' "$(count Untried)" \
				"$(sed -n "s/^Untried$(printf '\t')//p" "$work/rows" | paste -sd , - | sed 's/,/, /g')"
		fi
		section Killed 'what it breaks | killed by'
		section Surviving 'what it breaks | why nothing here kills it'
		section Equivalent 'what is changed | why that is no mistake'
	} >"$work/table" && cp "$work/table" "$1"
}
