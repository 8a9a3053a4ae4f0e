// SPDX-License-Identifier: MIT OR Apache-2.0
//! Compiles the C library with the target's C compiler, or finds an installed one with pkg-config.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A variable of the environment. Cargo runs this program again if it changes.
fn variable(name: &str) -> Option<String> {
    println!("cargo:rerun-if-env-changed={}", name);
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// What Cargo always sets, or an empty text.
fn target(name: &str) -> String {
    env::var(format!("CARGO_CFG_TARGET_{}", name)).unwrap_or_default()
}

/// `NAME_<target>`, `NAME_<target with underscores>`, `TARGET_NAME`, and `NAME` unless this is a cross build,
/// where a program of that name is usually the host's.
fn of_target(name: &str) -> Option<String> {
    let target = env::var("TARGET").unwrap();
    let native = env::var("HOST").unwrap() == target;

    variable(&format!("{}_{}", name, target))
        .or_else(|| variable(&format!("{}_{}", name, target.replace('-', "_"))))
        .or_else(|| variable(&format!("TARGET_{}", name)))
        .or_else(|| if native { variable(name) } else { None })
}

/// A tool and its first arguments.
fn tool(name: &str, native_default: &str, cross_default: &str) -> Vec<String> {
    let target = env::var("TARGET").unwrap();
    let words = of_target(name).unwrap_or_else(|| {
        if env::var("HOST").unwrap() == target {
            native_default.to_string()
        } else if target.ends_with("-pc-windows-gnu") {
            format!("{}-w64-mingw32-{}", target.split('-').next().unwrap(), cross_default)
        } else {
            format!("{}-{}", target.replace("-unknown-", "-"), cross_default) // x86_64-linux-gnu-gcc
        }
    });

    words.split_whitespace().map(String::from).collect()
}

fn run(tool: &[String], arguments: &[OsString]) {
    let result = Command::new(&tool[0]).args(&tool[1..]).args(arguments).status();

    match result {
        Ok(status) if status.success() => (),
        Ok(status) => panic!("membarrier: {} failed ({}); its message is above", tool.join(" "), status),
        Err(error) => panic!(
            "membarrier: cannot run `{}`: {}. Expected a C11 compiler and ar (set CC and AR, or CC_<target> and \
             AR_<target>). Without a C compiler, build with RUSTFLAGS='--cfg membarrier_plain': both sides are then full fences.",
            tool[0], error
        ),
    }
}

/// The C files of a folder and of those below it, except the libraries that this crate does not use.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("expected the C sources in csrc/").map(|entry| entry.unwrap().path()).collect();

    entries.sort();
    for entry in entries {
        let name = entry.file_name().unwrap().to_str().unwrap().to_string();

        if entry.is_dir() {
            if name != "sync" && name != "sim" {
                sources(&entry, found);
            }
        } else if name.ends_with(".c") {
            found.push(entry);
        }
    }
}

fn compile(root: &Path) {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    let archive = out.join("libmembarrier_c.a");
    let compiler = tool("CC", "cc", "gcc");
    let flags: Vec<String> =
        of_target("CFLAGS").unwrap_or_default().split_whitespace().map(String::from).collect();
    let mut files = Vec::new();
    let mut objects: Vec<OsString> = vec!["crs".into(), archive.clone().into()];

    sources(&root.join("src"), &mut files);
    for (number, file) in files.iter().enumerate() {
        let object = out.join(format!("{}.o", number));
        let mut arguments: Vec<OsString> = ["-std=c11", "-O2", "-g", "-fPIC", "-fvisibility=hidden", "-pthread", "-c"]
            .iter()
            .map(OsString::from)
            .collect();

        arguments.extend(flags.iter().map(OsString::from));
        arguments.push("-I".into());
        arguments.push(root.join("include").into());
        arguments.push(file.into());
        arguments.push("-o".into());
        arguments.push(object.clone().into());
        run(&compiler, &arguments);
        objects.push(object.into());
    }
    let _ = fs::remove_file(&archive);
    run(&tool("AR", "ar", "ar"), &objects);
    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-lib=static=membarrier_c");
    println!("cargo:include={}", root.join("include").display());
}

/// The installed library, for distributions. A failure is an error: the user asked for it.
fn installed() {
    let command = variable("PKG_CONFIG").unwrap_or_else(|| "pkg-config".to_string());
    let ask = |what: &str| -> String {
        let output = Command::new(&command)
            .args(&[what, "libmembarrier >= 0.1"])
            .output()
            .unwrap_or_else(|error| panic!("membarrier: cannot run {}: {}", command, error));

        if !output.status.success() {
            panic!(
                "membarrier: MEMBARRIER_USE_PKG_CONFIG is set, and {} does not find libmembarrier >= 0.1: {}",
                command,
                String::from_utf8_lossy(&output.stderr)
            );
        }
        String::from_utf8_lossy(&output.stdout).trim().to_string()
    };

    variable("PKG_CONFIG_PATH");
    for word in ask("--libs").split_whitespace() {
        if let Some(folder) = word.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={}", folder);
        } else if let Some(name) = word.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={}", name);
        }
    }
    println!("cargo:include={}", ask("--variable=includedir"));
}

/// Systems for which the C library cannot be compiled here get full fences in Rust.
fn has_c() -> bool {
    env::var_os("CARGO_CFG_UNIX").is_some() && target("ARCH") != "wasm32"
        || target("OS") == "windows" && target("ENV") == "gnu"
}

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("csrc");
    let rust_flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let set = |name: &str| env::var_os(format!("CARGO_CFG_{}", name)).is_some();

    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=csrc/src");
    println!("cargo:rerun-if-changed=csrc/include");
    // Where Rust has had inline assembly since 1.59.
    if ["x86", "x86_64", "arm", "aarch64", "riscv32", "riscv64"].contains(&target("ARCH").as_str()) {
        println!("cargo:rustc-cfg=membarrier_asm");
    }
    if rust_flags.contains("sanitizer=thread") {
        println!("cargo:rustc-cfg=membarrier_tsan");
    }
    if set("MIRI") || set("LOOM") || set("MEMBARRIER_PLAIN") || !has_c() {
        println!("cargo:rustc-cfg=membarrier_no_c");
    } else if env::var_os("DOCS_RS").is_some() {
        // Documentation is not linked.
    } else if variable("MEMBARRIER_USE_PKG_CONFIG").is_some() {
        installed();
    } else {
        compile(&root);
    }
}
