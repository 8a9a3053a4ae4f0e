#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""What libmembarrier chose in this process and why, and its self-test, for operators.

Python has no use for the fast path: a call through ctypes takes as long as hundreds of fences.

    python3 membarrier.py [--selftest MILLISECONDS] [LIBRARY]
"""
import argparse
import ctypes
import sys


class Info(ctypes.Structure):
    """struct membarrier_info"""

    _fields_ = [
        ("size", ctypes.c_size_t),
        ("strategy", ctypes.c_char_p),
        ("reason", ctypes.c_char_p),
        ("basis", ctypes.c_char_p),
        ("setting", ctypes.c_char_p),
        ("asymmetric", ctypes.c_int),
        ("documented", ctypes.c_int),
        ("candidates", ctypes.c_uint),
    ]


class SelftestReport(ctypes.Structure):
    """struct membarrier_selftest_report"""

    _fields_ = [("size", ctypes.c_size_t), ("result", ctypes.c_int), ("reason", ctypes.c_char_p)] + [
        (name, ctypes.c_uint64)
        for name in ("rounds", "forbidden", "control_rounds", "control_weak", "witnessed", "interrupts")
    ] + [("home_result", ctypes.c_int), ("home_reason", ctypes.c_char_p)] + [
        (name, ctypes.c_uint64) for name in ("home_rounds", "home_forbidden", "home_witnessed", "home_interrupts")
    ]


RESULTS = ("sound", "violated", "inconclusive")


class Library:
    """The library as a shared object; LIBRARY may be a path."""

    def __init__(self, name="libmembarrier.so.0"):
        self._library = ctypes.CDLL(name)

    def info(self):
        """struct membarrier_info as a dictionary."""
        return self._filled(Info, self._library.membarrier_get_info)

    def selftest(self, milliseconds=300):
        """struct membarrier_selftest_report as a dictionary; `result` and `home_result` are of RESULTS."""
        report = self._filled(SelftestReport, lambda to: self._library.membarrier_selftest(milliseconds, to))
        report["result"] = RESULTS[report["result"]]
        report["home_result"] = RESULTS[report["home_result"]]
        return report

    @staticmethod
    def _filled(structure, call):
        value = structure(size=ctypes.sizeof(structure))
        error = call(ctypes.byref(value))
        if error:
            raise OSError(-error, "libmembarrier: is this another version of the library?")
        members = {name: getattr(value, name) for name, *_ in structure._fields_ if name != "size"}
        return {name: text.decode() if isinstance(text, bytes) else text for name, text in members.items()}


def main():
    """Prints what the library says. Exit status 1 if the self-test found a violation."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library", nargs="?", default="libmembarrier.so.0", metavar="LIBRARY")
    parser.add_argument("--selftest", type=int, metavar="MILLISECONDS")
    arguments = parser.parse_args()
    library = Library(arguments.library)
    for name, value in library.info().items():
        print(f"{name}: {value}")
    if not arguments.selftest:
        return 0
    report = library.selftest(arguments.selftest)
    for name, value in report.items():
        print(f"selftest {name}: {value}")
    return 1 if report["result"] == "violated" else 0


if __name__ == "__main__":
    sys.exit(main())
