# SPDX-License-Identifier: MIT OR Apache-2.0
import fnmatch
import os
import shutil


def load(conanfile, path, encoding="utf-8"):
    with open(path, encoding=encoding) as file:
        return file.read()


def rmdir(conanfile, path):
    shutil.rmtree(path, ignore_errors=True)


def copy(conanfile, pattern, src, dst, keep_path=True, excludes=None, ignore_case=True, overwrite_equal=False):
    """As Conan's: the pattern is matched with paths relative to src, and * matches / as well."""
    copied = []
    for directory, _, files in os.walk(src):
        for file in files:
            relative = os.path.relpath(os.path.join(directory, file), src)
            if fnmatch.fnmatch(relative, pattern):
                target = os.path.join(dst, relative if keep_path else file)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copy2(os.path.join(directory, file), target)
                copied.append(target)
    return copied
