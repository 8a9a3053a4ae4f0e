# SPDX-License-Identifier: MIT OR Apache-2.0
"""Runs herd7: many tests under one model, a verdict for each."""
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import litmus

HERE = Path(__file__).resolve().parent
LINUX_FILES = ("linux-kernel.cat", "linux-kernel.bell", "linux-kernel.def", "lock.cat")


class Unreadable(Exception):
    """herd7 failed, or said what is not known here: no verdict is taken from it."""


@dataclass(frozen=True)
class Model:
    name: str
    file: str
    write: Callable      # a test in the model's language
    options: tuple = ()


LINUX_OPTIONS = ("-bell", "linux-kernel.bell", "-macros", "linux-kernel.def")

X86 = Model("x86", "slow-x86.cat", litmus.x86)
AARCH64 = Model("aarch64", "slow-aarch64.cat", litmus.aarch64)
LINUX = Model("linux", "slow-linux.cat", litmus.linux, LINUX_OPTIONS)
C = Model("c", "c.cat", litmus.c, ("-bell", "c.bell", "-macros", "c.def"))
MODELS = (X86, AARCH64, LINUX, C)
MACHINES = (X86, AARCH64, LINUX)

# The same without slow paths, as others wrote them. RC11 forbids LB even relaxed; C11 does not.
OFFICIAL = {
    X86: Model("x86-official", "x86tso.cat", litmus.x86),
    AARCH64: Model("aarch64-official", "aarch64.cat", litmus.aarch64),
    LINUX: Model("linux-official", "linux-kernel.cat", litmus.linux, LINUX_OPTIONS),
    C: Model("c-official", "rc11.cat", litmus.c11, ("-skipchecks", "no-thin-air")),
}


def herd():
    return shutil.which("herd7")


def version():
    said = subprocess.run([herd(), "-version"], capture_output=True, text=True, check=True).stdout
    return said.split(",")[0].strip()


def linux_directory():
    """Where the kernel's model is, or None. LKMM names the kernel's tools/memory-model."""
    directory = os.environ.get("LKMM")
    if not directory:
        return None
    missing = [name for name in LINUX_FILES if not (Path(directory) / name).is_file()]
    if missing:
        raise Unreadable(f"LKMM={directory} has no {missing[0]}: it should be a kernel's tools/memory-model")
    return Path(directory).resolve()


KNOWN = re.compile("|".join((
    r"", r"States \d+", r"(\d+:)?[][\w]+=.*;", r"Ok|No", r"Witnesses", r"Positive: \d+ Negative: \d+",
    r"Condition exists .*", r"Time \S+ \d+\.\d+", r"Hash=[0-9a-f]+",
    r"Flag Assuming-common-inner-shareable-domain")))  # DMB ISH; all CPUs of one system are in one such domain
OBSERVATION = re.compile(r"Observation (\S+) (Always|Sometimes|Never) (\d+) (\d+)")


def read_verdicts(output, names):
    """{name: "A" or "F"}; every line must be known, every test observed once, by some execution."""
    verdicts = {}
    for line in output.splitlines():
        observation = OBSERVATION.fullmatch(line)
        if observation:
            name, how, positive, negative = observation.groups()
            if name in verdicts or int(positive) + int(negative) == 0:
                raise Unreadable(f"{name}: observed twice, or no execution at all is allowed")
            verdicts[name] = "F" if how == "Never" else "A"
        elif not (re.fullmatch(r"Test (\S+) Allowed", line) or KNOWN.fullmatch(line)):
            raise Unreadable(f"not known from herd7: {line}")
    if set(verdicts) != set(names):
        raise Unreadable(f"no verdict on {', '.join(sorted(set(names) ^ set(verdicts))[:3])}")
    return verdicts


def verdicts(model, tests, directory, reading="interval"):
    """Simulates in a new place in `directory`."""
    place = Path(directory) / f"{model.name}-{reading}"
    place.mkdir()
    (place / "reading.cat").write_text(f'"Which reading of the slow path"\nlet slow-ord = {reading}\n')
    files = []
    for number, test in enumerate(tests):
        files.append(f"{number}.litmus")
        (place / files[-1]).write_text(model.write(test))
    (place / "@all").write_text("\n".join(files) + "\n")
    command = [herd(), "-I", ".", "-I", str(HERE)]
    if model.options == LINUX_OPTIONS:
        command += ["-I", str(linux_directory())]
    command += [*model.options, "-model", model.file, "@all"]
    ran = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if ran.returncode or ran.stderr:
        raise Unreadable(f"{model.name}: herd7 failed ({ran.returncode}): {ran.stderr.strip()[:500]}")
    return read_verdicts(ran.stdout, [test.name for test in tests])
