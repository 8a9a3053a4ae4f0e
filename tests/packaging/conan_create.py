# SPDX-License-Identifier: MIT OR Apache-2.0
"""conan_create.py RECIPE_FOLDER SCRATCH [OPTION=VALUE...]: the steps of `conan create`, in Conan's
order, with the stand-in module beside this file. Prints the version and what the test package says."""
import importlib.util
import os
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in"))
from conan import Compiler, ConanFile, Values  # noqa: E402


def recipe(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [it for it in vars(module).values() if isinstance(it, type) and issubclass(it, ConanFile) and it is not ConanFile]
    if len(found) != 1:
        sys.exit(f"{path}: expected one recipe, found {len(found)}")
    return found[0]


def call(conanfile, *steps):
    for step in steps:
        if hasattr(conanfile, step):
            getattr(conanfile, step)()


def settings_of(cls, system, compiler):
    every = {"os": system, "arch": "x86_64", "build_type": "Release", "compiler": Compiler(compiler),
             "compiler.libcxx": "libstdc++11", "compiler.cppstd": "gnu17"}
    return Values({name: value for name, value in every.items() if name.split(".")[0] in cls.settings})


def options_of(cls, asked):
    values = dict(cls.default_options)
    for name, value in asked.items():
        if name not in cls.options or value not in cls.options[name]:
            sys.exit(f"option {name}={value}: expected one of {cls.options}")
        values[name] = value
    if values.keys() != cls.options.keys():
        sys.exit("options and default_options differ")
    return Values(values)


def created(cls, folder, scratch, asked, system="Linux", compiler="gcc"):
    it = cls()
    # In the user's folder; only what export_sources() copies goes on.
    it.recipe_folder = folder
    it.export_sources_folder = os.path.join(scratch, "exported")
    call(it, "set_name", "set_version", "export_sources")
    it.recipe_folder = os.path.join(scratch, "cache")
    it.settings = settings_of(cls, system, compiler)
    it.options = options_of(cls, asked)
    call(it, "config_options", "configure", "validate")
    it.source_root = it.build_root = it.export_sources_folder
    it.package_folder = os.path.join(scratch, "package")
    it.with_fpic = it.options.get_safe("fPIC", True)
    it.cache_variables = {}
    call(it, "layout", "source", "generate", "build", "package", "package_info")
    return it


def write_deps(package, folder):
    """What CMakeDeps makes of package_info(): nothing else of the package is known to the consumer."""
    info, place = package.cpp_info, package.package_folder
    lines = ["find_package(Threads REQUIRED)"]
    if info.libs or not info.components:
        sys.exit("expected components, and libraries in these alone")
    for it in info.components.values():
        target = it.properties["cmake_target_name"]
        lines.append(f"add_library({target} INTERFACE IMPORTED)")
        required = [info.components[name].properties["cmake_target_name"] for name in it.requires]
        for command, values in (
                ("include_directories", [os.path.join(place, folder) for folder in it.includedirs]),
                ("link_directories", [os.path.join(place, folder) for folder in it.libdirs]),
                ("link_libraries", it.libs + required + it.system_libs),
                ("compile_definitions", it.defines)):
            if values:
                lines.append(f"target_{command}({target} INTERFACE {' '.join(values)})")
        for alias in it.properties.get("cmake_target_aliases", []):
            lines.append(f"add_library({alias} ALIAS {target})")
    with open(os.path.join(folder, info.properties["cmake_file_name"] + "-config.cmake"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def tested(cls, folder, scratch, package):
    shutil.copytree(folder, os.path.join(scratch, "test_package"))
    it = cls()
    it.recipe_folder = it.source_root = it.build_root = os.path.join(scratch, "test_package")
    it.settings = settings_of(cls, "Linux", "gcc")
    it.tested_reference_str = f"{package.name}/{package.version}"
    it.package_folder = os.path.join(scratch, "none")
    it.with_fpic = True
    it.cache_variables = {}
    call(it, "requirements", "layout", "generate")
    if it.required != [it.tested_reference_str]:
        sys.exit(f"the test package requires {it.required}")
    if "CMakeDeps" not in it.generators:
        sys.exit("the test package does not ask for CMakeDeps")
    write_deps(package, it.generators_folder)
    os.environ["LD_LIBRARY_PATH"] = os.path.join(package.package_folder, "lib")
    call(it, "build", "test")


def main(folder, scratch, *asked):
    values = {name: value == "True" for name, _, value in (it.partition("=") for it in asked)}
    refused = values.pop("msvc", False)
    cls = recipe(os.path.join(folder, "conanfile.py"), "recipe")
    if refused:
        created(cls, folder, scratch, values, system="Windows", compiler="msvc")
        return
    package = created(cls, folder, scratch, values)
    print("version", package.version, flush=True)
    tested(recipe(os.path.join(folder, "test_package", "conanfile.py"), "test_recipe"),
           os.path.join(folder, "test_package"), scratch, package)


main(*sys.argv[1:])
