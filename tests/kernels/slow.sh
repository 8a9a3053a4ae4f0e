#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# slow.sh - a guest that does not come to its end in time is not tried, and no failure: with a fake emulator.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
timeout 1 true 2>/dev/null || { echo "cannot be tried here: no timeout"; exit 77; }

# Nothing is installed, fetched or compiled.
mkdir -p "$work/bin" "$work/cache/amd64"
: >"$work/cache/amd64/6.1.0-fake"
fake() # name script
{
	printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
	chmod +x "$work/bin/$1"
}
for name in apt-get sudo cpio jq; do fake $name :; done
fake dpkg 'echo amd64'
fake apt-cache 'echo "Depends: linux-image-6.1.0-fake"'
# shellcheck disable=SC2016 # for the shell inside
fake x86_64-linux-gnu-gcc 'for word; do [ "$last" != -o ] || : >"$word"; last=$word; done'

expect() # status text what emulator
{
	fake qemu-system-x86_64 "$4"
	PATH=$work/bin:$PATH MEMBARRIER_KERNELS=$work/cache MEMBARRIER_PROGRESS=1 "$here/run" --timeout 3 amd64-rt \
		>"$work/said" 2>"$work/progress"
	status=$?
	if [ "$status" -ne "$1" ] || ! grep -qF -e "$2" "$work/said"; then
		cat "$work/said" "$work/progress"
		echo "FAILED: $3: expected status $1 and \"$2\", found status $status"
		exit 1
	fi
}
expect 77 'amd64-rt: not tried (could not be finished here in 3 s, see --timeout; begun last: /guest unit)' 'a slow guest' \
	'echo "INIT: begin /guest unit"; exec sleep 1000'
grep -q '^kernels: amd64-rt: boot and tests, of 3 s: 1 s; INIT: begin /guest unit$' "$work/progress" ||
	{ cat "$work/progress"; echo "FAILED: expected a line each second"; exit 1; }
# The control: one that ends too early still fails.
expect 1 'amd64-rt: qemu ended with status 3' 'a guest that breaks' 'exit 3'
echo "a guest that cannot be finished is not tried; one that breaks fails"
