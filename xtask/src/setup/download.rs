//! Ready programs from the releases of their authors: the quick way, where the network allows it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::process;
use crate::tools::Tool;

/// Puts the release's program for this machine into the tool's folder in the cache.
///
/// # Errors
/// There is no release for this machine, or it cannot be fetched, or the program in it does not run here.
pub(super) fn install(tool: &Tool) -> Result<()> {
    let address =
        release(tool).with_context(|| format!("no release of {} for this machine", tool.package))?;
    install_from(&address, tool, &tool.folder())
}

fn install_from(address: &str, tool: &Tool, folder: &Path) -> Result<()> {
    let parent = folder.parent().context("the cache has no folder")?;
    let stage = parent.join(format!(".{}.part", tool.package));
    // What an interrupted set-up left.
    drop(std::fs::remove_dir_all(&stage));
    let unpacked = stage.join("unpacked");
    std::fs::create_dir_all(&unpacked).with_context(|| format!("cannot make {}", unpacked.display()))?;
    let result = unpack(address, tool, &stage, &unpacked).and_then(|ready| {
        std::fs::rename(&ready, folder).with_context(|| format!("cannot make {}", folder.display()))
    });
    drop(std::fs::remove_dir_all(&stage));
    result
}

/// Fetches and unpacks the archive, and returns the folder that is to become the tool's own.
fn unpack(address: &str, tool: &Tool, stage: &Path, unpacked: &Path) -> Result<PathBuf> {
    let archive = stage.join("archive");
    process::output(
        Command::new("curl")
            .args(["--fail", "--location", "--silent", "--show-error", "--connect-timeout", "5"])
            .args(["--max-time", "300", "--output"])
            .arg(&archive)
            .arg(address),
    )?;
    process::output(Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(unpacked))?;
    let program = program_in(unpacked, tool.program)?;
    ensure!(tool.is(&program), "the {} of {address} does not run here", tool.program);

    let folder = program.parent().context("the archive has no folder")?;
    if folder.file_name().is_some_and(|name| name == "bin") {
        // Such a program may look for its libraries beside `bin`.
        return Ok(folder.parent().unwrap_or(folder).to_owned());
    }
    let ready = stage.join("ready");
    std::fs::create_dir(&ready).context("cannot make a folder in the cache")?;
    std::fs::rename(folder, ready.join("bin")).context("cannot move a folder in the cache")?;
    Ok(ready)
}

fn program_in(folder: &Path, program: &str) -> Result<PathBuf> {
    let mut files = newsquiz_cli::folder::files(folder)?.into_iter();
    match files.find(|path| path.file_name().is_some_and(|name| name == program)) {
        Some(path) => Ok(path),
        None => bail!("the archive has no {program}"),
    }
}

/// The address of the release's archive for this machine; none where the authors make none.
fn release(tool: &Tool) -> Option<String> {
    release_for(tool, std::env::consts::OS, std::env::consts::ARCH)
}

fn release_for(tool: &Tool, system: &str, processor: &str) -> Option<String> {
    let version = &tool.version;
    // Programs that are linked statically run on every Linux.
    let (gnu, musl) = match (system, processor) {
        ("linux", "x86_64") => ("x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl"),
        ("linux", "aarch64") => ("aarch64-unknown-linux-gnu", "aarch64-unknown-linux-musl"),
        ("macos", "x86_64") => ("x86_64-apple-darwin", "x86_64-apple-darwin"),
        ("macos", "aarch64") => ("aarch64-apple-darwin", "aarch64-apple-darwin"),
        _ => return None,
    };
    let (repository, tag, file) = match tool.package {
        "trunk" => ("trunk-rs/trunk", format!("v{version}"), format!("trunk-{gnu}")),
        "wasm-bindgen-cli" => {
            // The authors build for ARM without musl.
            let triple = if processor == "aarch64" { gnu } else { musl };
            ("wasm-bindgen/wasm-bindgen", version.to_string(), format!("wasm-bindgen-{version}-{triple}"))
        }
        "binaryen" => {
            let tag = format!("version_{}", tool.answer);
            let machine = match (system, processor) {
                ("macos", "aarch64") => "arm64-macos".to_owned(),
                _ => format!("{processor}-{system}"),
            };
            ("WebAssembly/binaryen", tag.clone(), format!("binaryen-{tag}-{machine}"))
        }
        "cargo-nextest" => {
            let triple = if system == "macos" { "universal-apple-darwin" } else { gnu };
            let tag = format!("cargo-nextest-{version}");
            ("nextest-rs/nextest", tag.clone(), format!("{tag}-{triple}"))
        }
        "geckodriver" => {
            let machine = match (system, processor) {
                ("linux", "x86_64") => "linux64",
                ("linux", _) => "linux-aarch64",
                (_, "x86_64") => "macos",
                _ => "macos-aarch64",
            };
            ("mozilla/geckodriver", format!("v{version}"), format!("geckodriver-v{version}-{machine}"))
        }
        _ => return None,
    };
    Some(format!("https://github.com/{repository}/releases/download/{tag}/{file}.tar.gz"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::{GECKODRIVER, TRUNK, WASM_OPT};

    /// An archive with one program in it that answers as given, as an address.
    fn archive(folder: &Path, inside: &str, answer: &str) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let program = folder.join("content").join(inside);
        std::fs::create_dir_all(program.parent().unwrap()).unwrap();
        std::fs::write(&program, format!("#!/bin/sh\necho {answer}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let archive = folder.join("archive.tar.gz");
        let mut tar = Command::new("tar");
        tar.arg("-czf").arg(&archive).arg("-C").arg(folder.join("content")).arg(".");
        process::output(&mut tar).unwrap();
        format!("file://{}", archive.display())
    }

    #[track_caller]
    fn check(inside: &str, tool: &Tool) {
        let folder = tempfile::tempdir().unwrap();
        let address = archive(folder.path(), inside, &format!("{} {}", tool.program, tool.answer));
        let target = folder.path().join("cache/tool-1");
        std::fs::create_dir(folder.path().join("cache")).unwrap();

        install_from(&address, tool, &target).unwrap();
        assert!(tool.is(&target.join("bin").join(tool.program)), "{inside}");
        let left: Vec<_> = std::fs::read_dir(folder.path().join("cache")).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn the_program_is_found_wherever_the_archive_has_it() {
        check("trunk", &TRUNK);
        check("trunk-0.21.14/trunk", &TRUNK);
        check("binaryen-version_132/bin/wasm-opt", &WASM_OPT);
    }

    #[test]
    fn an_archive_with_another_version_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let address = archive(folder.path(), "trunk", "trunk 0.1.0");
        let target = folder.path().join("cache/tool-1");

        let error = install_from(&address, &TRUNK, &target).unwrap_err();
        assert!(error.to_string().ends_with("does not run here"), "{error}");
        assert_eq!(std::fs::read_dir(folder.path().join("cache")).unwrap().count(), 0);
    }

    #[test]
    fn an_archive_that_cannot_be_fetched_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let error = install_from("file:///no/such/archive", &TRUNK, &folder.path().join("x")).unwrap_err();
        assert!(error.to_string().contains("curl"), "{error}");
    }

    #[test]
    fn releases_are_named_as_their_authors_name_them() {
        let address = |tool, system, processor| release_for(tool, system, processor).unwrap_or_default();
        assert_eq!(
            address(&TRUNK, "linux", "x86_64"),
            "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-unknown-linux-gnu.tar.gz"
        );
        assert_eq!(
            address(&GECKODRIVER, "linux", "x86_64"),
            "https://github.com/mozilla/geckodriver/releases/download/v0.37.1/geckodriver-v0.37.1-linux64.tar.gz"
        );
        assert_eq!(
            address(&WASM_OPT, "macos", "aarch64"),
            "https://github.com/WebAssembly/binaryen/releases/download/version_132/\
             binaryen-version_132-arm64-macos.tar.gz"
        );
        assert_eq!(release_for(&TRUNK, "plan9", "x86_64"), None);
    }
}
