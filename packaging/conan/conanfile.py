# SPDX-License-Identifier: MIT OR Apache-2.0
#
# For Conan 2. The sources are the checkout that this recipe is in:
#
#     conan create packaging/conan
import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir


class LibmembarrierConan(ConanFile):
    name = "libmembarrier"
    license = "MIT OR Apache-2.0"
    description = "Process-wide memory barriers (asymmetric fences) for C and C++"
    topics = ("concurrency", "memory-barrier", "membarrier", "rcu", "hazard-pointers")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {
        "shared": [True, False],
        "fPIC": [True, False],
        "fence_only": [True, False],  # plain full fences on both sides: no system call, no interrupt
    }
    default_options = {"shared": False, "fPIC": True, "fence_only": False}

    def _checkout(self):
        return os.path.join(self.recipe_folder, os.pardir, os.pardir)

    # Called where the checkout is, before the recipe goes into the cache. The header has the version.
    def set_version(self):
        header = load(self, os.path.join(self._checkout(), "include", "membarrier.h"))
        numbers = re.findall(r"^#define MEMBARRIER_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", header, re.MULTILINE)
        self.version = ".".join(numbers)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE-*", "include/*", "src/*", "doc/man/*", "packaging/CMakeLists.txt", "packaging/*.in",
                        "packaging/cmake/*"):
            copy(self, pattern, src=self._checkout(), dst=self.export_sources_folder)

    def config_options(self):
        if self.settings.os == "Windows":
            self.options.rm_safe("fPIC")

    def configure(self):
        if self.options.shared:
            self.options.rm_safe("fPIC")
        self.settings.rm_safe("compiler.libcxx")
        self.settings.rm_safe("compiler.cppstd")

    def validate(self):
        if self.settings.compiler == "msvc":
            raise ConanInvalidConfiguration("libmembarrier: expected GCC or Clang to build the library; "
                                            "MSVC has not been tried for more than programs that use it")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["MEMBARRIER_BUILD_SHARED"] = bool(self.options.shared)
        toolchain.cache_variables["MEMBARRIER_BUILD_STATIC"] = not self.options.shared
        toolchain.cache_variables["MEMBARRIER_FENCE_ONLY"] = bool(self.options.fence_only)
        for part in ("TOOL", "TESTS", "EXAMPLES", "SIM"):
            toolchain.cache_variables["MEMBARRIER_" + part] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE-*", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        # Conan's generators write these for the consumer, from package_info().
        for generated in ("cmake", "pkgconfig"):
            rmdir(self, os.path.join(self.package_folder, "lib", generated))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "membarrier")
        core = self.cpp_info.components["core"]
        core.libs = ["membarrier"]
        core.set_property("cmake_target_name", "membarrier::membarrier")
        core.set_property("pkg_config_name", "libmembarrier")
        if not self.options.shared:
            core.set_property("cmake_target_aliases", ["membarrier::static"])
        sync = self.cpp_info.components["sync"]
        if self.settings.os == "Windows":
            sync.system_libs = ["synchronization"]
            if self.options.shared:
                core.defines = ["MEMBARRIER_SHARED"]
        else:
            core.system_libs = ["pthread"]
        sync.libs = ["membarrier-sync"]
        sync.requires = ["core"]
        sync.set_property("cmake_target_name", "membarrier::sync")
        sync.set_property("pkg_config_name", "libmembarrier-sync")
        if not self.options.shared:
            sync.set_property("cmake_target_aliases", ["membarrier::sync_static"])
