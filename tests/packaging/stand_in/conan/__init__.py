# SPDX-License-Identifier: MIT OR Apache-2.0
"""A stand-in for Conan 2's module, for the recipes of packaging/conan: the documented names
that they use, and no others. What it does not know is an error, as a misspelt name would be."""
import subprocess

# Attributes and methods of a recipe, from Conan's reference of conanfile.py.
KNOWN = set("""
name version user channel description license author topics homepage url
settings options default_options package_type languages implements generators build_policy
exports exports_sources requires tool_requires test_requires win_bash short_paths no_copy_source
set_name set_version export export_sources config_options configure requirements build_requirements
system_requirements validate validate_build package_id layout source generate build package
package_info test
""".split())


class Values:
    """Settings or options: those that are declared, and no others."""

    def __init__(self, values):
        self.__dict__["_values"] = dict(values)

    def __getattr__(self, name):
        if name not in self._values:
            raise AttributeError(f"'{name}' is not declared")
        return self._values[name]

    def rm_safe(self, name):
        self._values.pop(name, None)

    def get_safe(self, name, default=None):
        return self._values.get(name, default)


class Compiler(str):
    """settings.compiler: its name, and its own settings."""


class Components(dict):
    """Made when they are named first, as Conan's."""

    def __missing__(self, name):
        self[name] = CppInfo(component=True)
        return self[name]


class CppInfo:
    PROPERTIES = {"cmake_file_name", "cmake_target_name", "cmake_target_aliases", "cmake_find_mode",
                  "pkg_config_name", "pkg_config_aliases"}
    LISTS = ("libs", "system_libs", "defines", "cflags", "cxxflags", "sharedlinkflags", "exelinkflags", "frameworks")

    def __init__(self, component=False):
        self.__dict__["properties"] = {}
        if component:
            self.__dict__["requires"] = []
        else:
            self.__dict__["components"] = Components()
        for name in self.LISTS:
            self.__dict__[name] = []
        self.__dict__["includedirs"] = ["include"]
        self.__dict__["libdirs"] = ["lib"]
        self.__dict__["bindirs"] = ["bin"]

    def __setattr__(self, name, value):
        if name not in self.__dict__ or name in ("properties", "components") or not isinstance(value, list):
            raise AttributeError(f"cpp_info.{name} = {value!r}: expected a known name and a list")
        self.__dict__[name] = value

    def set_property(self, name, value):
        if name not in self.PROPERTIES:
            raise ValueError(f"'{name}' is no property that Conan documents")
        self.properties[name] = value


class Folders:
    bindir = ""


class Cpp:
    def __init__(self):
        self.build = Folders()


class ConanFile:
    """The driver sets the folders, the settings and the options, and calls the methods in Conan's order."""

    def __init__(self):
        for name in vars(type(self)):
            if not name.startswith("_") and name not in KNOWN:
                raise AttributeError(f"{type(self).__name__}.{name}: not a name that Conan documents")
        self.cpp_info = CppInfo()
        self.cpp = Cpp()
        self.required = []

    def requires(self, reference):
        self.required.append(reference)

    def run(self, command, env="conanbuild"):
        if env not in ("conanbuild", "conanrun"):
            raise ValueError(f"'{env}' is no environment that Conan generates")
        subprocess.run(command, shell=True, check=True, cwd=self.build_folder)
