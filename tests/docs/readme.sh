#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# readme.sh - the program in README.md compiles as printed, with the command printed below it, and runs.
#
#   readme.sh ROOT CC
set -eu
root=$1 cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MEMBARRIER_STRATEGY MEMBARRIER_UNSOUND_OK

# The first block of C, and the first command after it.
awk -v work="$work" '
	/^```c$/ && !n { inside = 1; n = NR; next }
	/^```$/ { inside = 0 }
	inside { print > (work "/lock.c") }
	n && !inside && /^    cc / && !found { found = 1; sub(/^    /, ""); print > (work "/command") }' "$root/README.md"
[ -s "$work/lock.c" ] && [ -s "$work/command" ] || { echo "README.md: expected a program and the command for it"; exit 1; }
grep -q ' lock\.c ' "$work/command" || { echo "README.md: the command does not compile lock.c"; exit 1; }

# Runs the command as a reader does, in a copy of the files that it names.
cp -R "$root/include" "$root/src" "$work"
cd "$work"
ln -s "$(command -v "$cc")" "$work/cc"
PATH=$work:$PATH
command=$(cat command)

printf 'int main(void) { return 0; }\n' >none.c
if ! cc -o none none.c || ! ./none; then
	echo "cannot be tried here: programs of $cc do not run"
	exit 77
fi

try() # what
{
	rm -f lock
	sh -e -c "$command" >said 2>complaints || { echo "$1: exit status $?"; cat complaints; return 1; }
	[ ! -s complaints ] || { echo "$1: the compiler complains"; cat complaints; return 1; }
	grep -q '^owner [0-9]* + main 1000 = [0-9]*$' said || { echo "$1: printed $(cat said)"; return 1; }
}

try "the program"
MEMBARRIER_STRATEGY=fence
export MEMBARRIER_STRATEGY
./lock >said || { echo "exit status $? with plain fences"; exit 1; }

# The command for an example.
command=$(sed -n 's/^    \(cc .* examples\/.*\)/\1/p' "$root/README.md")
[ -n "$command" ] || { echo "README.md: expected a command for an example"; exit 1; }
cp -R "$root/examples" "$work"
sh -e -c "$command" >said 2>complaints || { echo "the example: exit status $?"; cat complaints; exit 1; }
[ ! -s complaints ] || { echo "the example: the compiler complains"; cat complaints; exit 1; }
command=$(cat command)

# The controls: a program that does not compile, and one whose sum is wrong, are noticed.
cp lock.c good.c
for mistake in 's/membarrier_fast_path()/membarrier_fast_paths()/' 's/^	return shared != owners.*/	return 1;/'; do
	sed "$mistake" good.c >lock.c
	! cmp -s good.c lock.c || { echo "changes nothing: $mistake"; exit 1; }
	! try "the control" >/dev/null || { echo "not noticed: $mistake"; exit 1; }
done
cat said
