#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes tests/sim/litmus_table.h from tests/models/herd: the catalogue, and herd's verdicts on it.

Without the programs that have the system's barrier alone: there is no such call in the library's interface.

usage: litmus_table.py ROOT           prints it
       litmus_table.py ROOT --check   exit status 1 if the one in the tree differs
"""
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
sys.path.insert(0, str(ROOT / "tests/models/herd"))
import catalogue  # noqa: E402  the path comes first
import litmus  # noqa: E402

ORDERS = {None: "RELAXED", "rlx": "RELAXED", "dep": "RELAXED", "acq": "ACQUIRE", "rel": "RELEASE", "ar": "ACQ_REL"}


def verdicts():
    """{name: (aarch64, c)}"""
    lines = (ROOT / "tests/models/herd/expected.txt").read_text().splitlines()
    return {words[0]: (words[2], words[4]) for words in map(str.split, lines) if words and words[0] != "#" and len(words) == 5}


def step(barrier, access, names):
    if barrier:
        return f"{{ '{barrier}', 0, 0, 0, 0 }}"
    kind = "X" if access["seen"] and access["new"] else "R" if access["seen"] else "W"
    return (f"{{ '{kind}', {names.index(access['location'])}, {access['seen'] or 0}, {access['new'] or 0}, "
            f"__ATOMIC_{ORDERS[access['order']]} }}")


def row(test, known):
    threads = [list(litmus.steps(thread)) for thread in test.threads]
    names = sorted({access["location"] for thread in threads for _, access in thread if access})
    final = dict(term.split("=") for term in test.final.split())
    text = f"{{ \"{test.name}\", '{known[test.name][0]}', '{known[test.name][1]}', {{\n"
    for thread in threads:
        text += "\t{ " + ", ".join(step(barrier, access, names) for barrier, access in thread) + " },\n"
    return text + "}, { " + ", ".join(final.get(name, "-1") for name in names) + f" }}, {len(threads)}, {len(names)} }},\n"


def table():
    known = verdicts()
    return ("/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n"
            "/* Written by litmus_table.py from tests/models/herd, never by hand. */\n/* clang-format off */\n"
            + "".join(row(test, known) for test in catalogue.all_tests() if test.reading == "interval"))


if "--check" in sys.argv:
    if (ROOT / "tests/sim/litmus_table.h").read_text() != table():
        sys.exit("tests/sim/litmus_table.h is not what tests/models/herd has: run tests/sim/litmus_table.py . >tests/sim/litmus_table.h")
else:
    print(table(), end="")
