# SPDX-License-Identifier: MIT OR Apache-2.0
# shellcheck shell=sh
#
# For the scripts beside it.
set -eu

skip() { echo "cannot be tried here: $*"; exit 77; }
fail() { echo "FAILED: $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null 2>&1 || skip "no $1"; }

# The files of C and C++ in these folders, except those whose second line says that a program wrote them.
sources() # folder...
{
	find "$@" -type f \( -name '*.[ch]' -o -name '*.cc' -o -name '*.hpp' \) -exec \
		awk 'FNR == 1 { print FILENAME } FNR == 2 && /Written by .*, never by hand/ { print "-" FILENAME }' {} + |
		awk '/^-/ { written[substr($0, 2)]; next } { file[++n] = $0 }
			END { for (i = 1; i <= n; i++) if (!(file[i] in written)) print file[i] }' | sort
}
