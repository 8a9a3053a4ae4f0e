#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# slow.sh - what `run` says of a search that this machine cannot finish, with a fake Spin and a fake verifier.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cat >"$work/bin/spin" <<'SPIN'
#!/bin/sh
echo >pan.c
SPIN
# The compiler's program is the verifier that the case at hand asks for.
cat >"$work/bin/fake-cc" <<'COMPILER'
#!/bin/sh
cp "$VERIFIER" pan
COMPILER
verifier() # name, the script on standard input
{
	{ echo '#!/bin/sh'; cat; } >"$work/$1"
}
verifier slow <<'VERIFIER'
while :; do :; done
VERIFIER
verifier large <<'VERIFIER'
echo 'pan: out of memory'
exit 1
VERIFIER
verifier broken <<'VERIFIER'
echo 'Segmentation fault'
exit 139
VERIFIER
chmod +x "$work"/bin/* "$work/slow" "$work/large" "$work/broken"
# If tcc is installed, it would compile instead.
printf '#!/bin/sh\nexec fake-cc\n' >"$work/bin/tcc"
chmod +x "$work/bin/tcc"

expect() # verifier status text
{
	VERIFIER=$work/$1 PATH=$work/bin:$PATH CC=fake-cc MEMBARRIER_MODEL_SECONDS=1 "$here/run" home-fixed >"$work/said" 2>&1
	status=$?
	if [ "$status" -ne "$2" ] || ! grep -qF -e "$3" "$work/said"; then
		cat "$work/said"
		echo "FAILED: a $1 verifier: expected status $2 and \"$3\", found status $status"
		exit 1
	fi
}
# shellcheck disable=SC3045
if (ulimit -t 1) 2>/dev/null; then
	expect slow 77 'home-fixed: could not be finished here: after 1 s of CPU'
	expect slow 77 'cannot be tried here: could not be finished: home-fixed'
fi
expect large 77 'home-fixed: could not be finished here: for want of memory'
# The controls: what fails for another reason still fails.
expect broken 1 'home-fixed: FAILED, the verifier failed: Segmentation fault'
echo "a search that cannot be finished is skipped; one that breaks fails"
