#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# sources.sh ROOT: build.sh for each architecture, in a directory of its own.
directory=$(mktemp -d) || exit 1
trap 'rm -rf "$directory"' EXIT
sh "$1/tests/msvc/build.sh" "$1" "$directory"
