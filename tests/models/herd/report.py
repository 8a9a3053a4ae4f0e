# SPDX-License-Identifier: MIT OR Apache-2.0
"""What the run prints: a line a shape, or Markdown."""
from itertools import groupby

import catalogue
from simulator import LINUX


def by_group(tests):
    for group, members in groupby(tests, key=lambda test: test.group):
        yield group, list(members)


def listing(tests):
    width = max(len(test.name) for test in tests)
    for test in tests:
        outcome = " | ".join(test.threads) + (f" | finally {test.final}" if test.final else "")
        print(f"{test.name:{width}} {test.expected or ' '} {outcome}")
        if test.means:
            print(f"{'':{width}}   {test.means}" + (f" [{test.labels}]" if test.labels else ""))


def summary(tests, found, changed, complaints, models):
    for group, members in by_group(tests):
        forbidden = ", ".join(f"{model.name} {sum(found[test.name].get(model.name) == 'F' for test in members)}"
                              for model in models)
        wrong = sum(complaint.startswith(f"{test.name}:") for test in members for complaint in complaints)
        print(f"{group:9} {len(members):3} tests, forbidden: {forbidden:34} {f'FAILED, {wrong}' if wrong else 'ok'}")
    for reading, model, flipped in changed:
        print(f"mutant {reading:8} under {model.name:8} changes {len(flipped):3} verdicts")
    if LINUX not in models:
        print("not checked: the kernel's model, for LKMM is not set")


def cell(found, test, models):
    return "/".join(found[test.name].get(model.name, "-") for model in models)


def table(tests, found, changed, models):
    order = "/".join(model.name for model in models)
    pairs = [first + second for first in catalogue.PATHS for second in catalogue.PATHS]
    print(f"Two barriers ({order}):\n")
    print("| shape | " + " | ".join(pairs) + " |\n|---" + "|---" * len(pairs) + "|")
    for group, members in by_group(tests):
        if group in catalogue.TWO:
            print(f"| {group} | " + " | ".join(cell(found, test, models) for test in members) + " |")
    print("\nThree barriers, how many of the 27 triples are allowed, and which:\n\n| shape | model | allowed |\n|---|---|---|")
    for group, members in by_group(tests):
        if group in catalogue.THREE:
            for model in models:
                allowed = [test.paths for test in members if found[test.name][model.name] == "A"]
                print(f"| {group} | {model.name} | {' '.join([str(len(allowed)), *allowed])} |")
    print(f"\nFixed tests ({order}):\n\n| test | verdicts | what it is | stands for |\n|---|---|---|---|")
    for test in tests:
        if test.means:
            print(f"| {test.name} | {cell(found, test, models)} | {test.means} | {test.labels} |")
    print("\nMutants of the machine models, verdicts changed:\n\n| reading of S | model | changed |\n|---|---|---|")
    for reading, model, flipped in changed:
        print(f"| {reading} | {model.name} | {len(flipped)} |")
