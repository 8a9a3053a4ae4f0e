# SPDX-License-Identifier: MIT OR Apache-2.0
"""Checks the barriers' verdicts under four memory models. Called by `run`."""
import datetime
import os
import sys
import tempfile
import time

import catalogue
import report
import simulator
from simulator import LINUX, MACHINES, MODELS, OFFICIAL

USAGE = """\
usage: tests/models/herd/run [--list | --table | --bless] [FILTER]

Simulates the tests whose name contains FILTER (default: all) with herd7 under x86-TSO,
AArch64, the Linux kernel's model and C11, each with the three barriers, and compares
the verdicts (A allowed, F forbidden) with expected.txt; then checks what must hold of
any such table, and that the models' mutants change it. One line a shape.

  --list   print the tests; simulate nothing
  --table  print the results as Markdown (for tests/models/README.md)
  --bless  write what is found to expected.txt, if all else holds
  --help   print this

The kernel's model comes with its source (Linux 6.3 or newer): LKMM names the directory
tools/memory-model there. Without it that column is not checked, which is said.

Exit status: 0 all as expected; 1 not so; 2 wrong usage; 77 herd7 or python3 is missing.
Nothing is written but to TMPDIR, and by --bless.
"""

EXPECTED = simulator.HERE / "expected.txt"

# reading of the slow path, the models in which it must be noticed, what it changes verdicts to
MUTANTS = (
    ("local", MACHINES, "A"),
    ("no-entry", MACHINES, "A"),
    ("no-exit", MACHINES, "A"),
    ("instant", MACHINES, "F"),
)


def read_expected():
    """{name: {model: verdict}}"""
    if not EXPECTED.exists():
        return {}
    rows = [line.split() for line in EXPECTED.read_text().splitlines() if line and not line.startswith("#")]
    return {row[0]: dict(zip((model.name for model in MODELS), row[1:])) for row in rows}


def bless(tests, found):
    width = max(len(test.name) for test in tests)
    lines = [
        "# SPDX-License-Identifier: MIT OR Apache-2.0",
        f"# herd7 {simulator.version()}, {datetime.date.today()}. Written by tests/models/herd/run --bless, never by hand.",
        "# A: the outcome is allowed; F: forbidden.",
        "# " + "test".ljust(width - 2) + "".join(" " + model.name for model in MODELS),
    ]
    for test in tests:
        row = "".join(" " + found[test.name].get(model.name, "-").ljust(len(model.name)) for model in MODELS)
        lines.append((test.name.ljust(width) + row).rstrip())
    EXPECTED.write_text("\n".join(lines) + "\n")


# ---- what must hold of the verdicts; each yields a complaint for whatever does not

def differs_from_expected(tests, found, expected, everything):
    if not expected:
        yield f"{EXPECTED} has nothing to compare with"
        return
    for test in tests:
        for model, verdict in found[test.name].items():
            wanted = expected.get(test.name, {}).get(model)
            if verdict != wanted:
                yield f"{test.name}: {model} says {verdict}, expected.txt {wanted or 'nothing'}"
    if everything:
        for name in expected.keys() - found.keys():
            yield f"{name}: in expected.txt, but not a test"


def not_the_fence_table(tests, found):
    """For two barriers C forbids exactly the strong pairs."""
    for test in tests:
        if test.group in catalogue.TWO:
            strong = "S" in test.paths or test.paths == "NN"
            if (found[test.name]["c"] == "F") != strong:
                yield f"{test.name}: C says {found[test.name]['c']}, the table of pairs does not"


def not_sound(tests, found):
    """What C forbids every machine forbids."""
    for test in tests:
        for machine in MACHINES:
            if found[test.name].get("c") == "F" and found[test.name].get(machine.name) == "A":
                yield f"{test.name}: forbidden in C, allowed by {machine.name}"


def not_as_catalogued(tests, found):
    """A fixed test is forbidden, or allowed, where the catalogue says so."""
    meaning = {
        "F": {"x86": "F", "aarch64": "F", "c": "F"},
        "M": {"x86": "F", "aarch64": "F", "c": "A"},
        "A": {"aarch64": "A", "c": "A"},
    }
    for test in tests:
        for model, verdict in meaning.get(test.expected, {}).items():
            if found[test.name].get(model, verdict) != verdict:
                yield f"{test.name}: meant to be {verdict} in {model}, is {found[test.name][model]}"


def differs_from_official(tests, found, models, directory):
    """Without a slow path our models are the official ones."""
    plain = [test for test in tests if not test.has_slow_path]
    for model in models if plain else ():
        official = OFFICIAL[model]
        for name, verdict in simulator.verdicts(official, plain, directory).items():
            if verdict != found[name][model.name]:
                yield f"{name}: {model.file} says {found[name][model.name]}, {official.file} {verdict}"


def mutants(tests, found, models, directory):
    """Yields (reading, model, names of the tests whose verdict changed, complaint or None)."""
    slow = [test for test in tests if test.has_slow_path and test.reading == "interval"]
    for reading, noticed_in, towards in MUTANTS:
        for model in (model for model in noticed_in if model in models):
            mutant = simulator.verdicts(model, slow, directory, reading)
            flipped = [name for name, verdict in mutant.items() if verdict != found[name][model.name]]
            complaint = None
            if not flipped:
                complaint = f"the mutant {reading} changes nothing in {model.name}"
            elif any(mutant[name] != towards for name in flipped):
                complaint = f"the mutant {reading} changes verdicts in {model.name} the wrong way"
            yield reading, model, flipped, complaint


# ---- the run ---------------------------------------------------------------

def simulate(tests, models, directory):
    found = {test.name: {} for test in tests}
    for model in models:
        for reading in sorted({test.reading for test in tests}):
            if reading != "interval" and model not in MACHINES:
                continue
            read = [test for test in tests if test.reading == reading]
            for name, verdict in simulator.verdicts(model, read, directory, reading).items():
                found[name][model.name] = verdict
    return found


def check(mode, tests, everything, directory):
    start = time.monotonic()
    models = [model for model in MODELS if model is not LINUX or simulator.linux_directory()]
    if mode == "bless" and LINUX not in models:
        raise simulator.Unreadable("--bless needs the kernel's model: set LKMM")
    found = simulate(tests, models, directory)
    complaints = [*not_the_fence_table(tests, found), *not_sound(tests, found), *not_as_catalogued(tests, found),
                  *differs_from_official(tests, found, models, directory)]
    if mode != "bless":
        complaints += differs_from_expected(tests, found, read_expected(), everything)
    changed = []
    if everything:
        for *what, complaint in mutants(tests, found, models, directory):
            changed.append(what)
            complaints += [complaint] if complaint else []
    if mode == "table":
        report.table(tests, found, changed, models)
    else:
        report.summary(tests, found, changed, complaints, models)
        print(f"{len(tests)} tests, {len(models)} models, herd7 {simulator.version()}, "
              f"{time.monotonic() - start:.0f} s: {len(complaints)} not as expected")
    for complaint in complaints:
        print(f"FAILED {complaint}", file=sys.stderr if mode == "table" else sys.stdout)
    if mode == "bless" and not complaints:
        bless(tests, found)
    return 1 if complaints else 0


def main(arguments):
    mode, wanted = "check", ""
    for argument in arguments:
        if argument == "--help":
            print(USAGE, end="")
            return 0
        if argument in ("--list", "--table", "--bless"):
            mode = argument[2:]
        elif argument.startswith("-"):
            print(f"run: unknown option {argument}; try --help", file=sys.stderr)
            return 2
        else:
            wanted = argument
    if mode == "bless" and wanted:
        print("run: --bless writes the whole table: no FILTER", file=sys.stderr)
        return 2
    tests = [test for test in catalogue.all_tests() if wanted in test.name]
    if not tests:
        print(f"run: no test's name contains {wanted}; try --list", file=sys.stderr)
        return 2
    if mode == "list":
        report.listing(tests)
        return 0
    if not simulator.herd():
        print("cannot be tried here: herd7 is not installed")
        return 77
    try:
        with tempfile.TemporaryDirectory() as directory:
            return check(mode, tests, not wanted, directory)
    except simulator.Unreadable as reason:
        print(f"FAILED {reason}")
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os._exit(1)
