# SPDX-License-Identifier: MIT OR Apache-2.0
import os
import subprocess


def cmake_layout(conanfile, generator=None, src_folder=".", build_folder="build"):
    """Single configuration: build/BUILD_TYPE, and the generators beside what is built."""
    conanfile.source_folder = os.path.normpath(os.path.join(conanfile.source_root, src_folder))
    conanfile.build_folder = os.path.join(conanfile.build_root, build_folder, str(conanfile.settings.build_type))
    conanfile.generators_folder = os.path.join(conanfile.build_folder, "generators")
    conanfile.cpp.build.bindir = conanfile.build_folder
    os.makedirs(conanfile.generators_folder, exist_ok=True)


class CMakeToolchain:
    def __init__(self, conanfile, generator=None):
        self.cache_variables = {}
        self._conanfile = conanfile

    def generate(self):
        self._conanfile.cache_variables = {
            name: {True: "ON", False: "OFF"}.get(value, value) for name, value in self.cache_variables.items()}


class CMake:
    def __init__(self, conanfile):
        self._conanfile = conanfile

    def _run(self, *arguments):
        done = subprocess.run([os.environ["CMAKE"], *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # A variable that the project does not have is a misspelt one.
        unused = done.stdout.partition("not used by the project:")[2]
        if done.returncode or "MEMBARRIER_" in unused:
            raise RuntimeError(f"cmake {' '.join(arguments)}:\n{done.stdout}")

    def configure(self):
        it = self._conanfile
        values = {
            "CMAKE_BUILD_TYPE": it.settings.build_type,
            "CMAKE_INSTALL_PREFIX": it.package_folder,
            "CMAKE_INSTALL_LIBDIR": "lib",
            "CMAKE_PREFIX_PATH": it.generators_folder,
            "CMAKE_POSITION_INDEPENDENT_CODE": "ON" if it.with_fpic else "OFF",
            **it.cache_variables,
        }
        self._run("-S", it.source_folder, "-B", it.build_folder, *(f"-D{name}={value}" for name, value in values.items()))

    def build(self, target=None):
        self._run("--build", self._conanfile.build_folder, "--parallel", "2")

    def install(self):
        self._run("--install", self._conanfile.build_folder, "--prefix", self._conanfile.package_folder)
