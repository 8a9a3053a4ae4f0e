# SPDX-License-Identifier: MIT OR Apache-2.0


def can_run(conanfile):
    return True
