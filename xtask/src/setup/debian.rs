//! What comes from the system's own packages: browsers, their drivers, npm, and a C compiler for static programs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::step;
use crate::{process, tools};

/// A program, and the package of Debian and its relatives that has it.
pub(super) type Wanted = (PathBuf, &'static str);

/// The programs that newsrooms' packages are made and tried by. The code in C is that of TLS.
pub(super) fn of_packages() -> [Wanted; 2] {
    let compiler = tools::on_path("musl-gcc").unwrap_or_else(|| "/usr/bin/musl-gcc".into());
    [(compiler, "musl-tools"), (tools::npm(), "npm")]
}

/// The programs of the browser tests.
pub(super) fn of_tests() -> [Wanted; 7] {
    [
        (tools::chromium(), "chromium"),
        (tools::chromedriver(), "chromium-driver"),
        (tools::firefox(), "firefox-esr"),
        (tools::webkit_driver(), "webkit2gtk-driver"),
        (tools::webkit_browser(), "libwebkit2gtk-4.1-0"),
        (tools::xvfb(), "xvfb"),
        (tools::npm(), "npm"),
    ]
}

/// The screen reader, and the least of a desk that it works on.
pub(super) fn of_orca() -> [Wanted; 9] {
    let program = |name: &str| tools::on_path(name).unwrap_or_else(|| PathBuf::from("/usr/bin").join(name));
    [
        (program("orca"), "orca"),
        (program("openbox"), "openbox"),
        (program("xdotool"), "xdotool"),
        (program("dbus-run-session"), "dbus-daemon"),
        (program("gsettings"), "libglib2.0-bin"),
        (program("unshare"), "util-linux"),
        ("/usr/libexec/at-spi2-registryd".into(), "at-spi2-core"),
        (
            "/usr/share/glib-2.0/schemas/org.gnome.desktop.interface.gschema.xml".into(),
            "gsettings-desktop-schemas",
        ),
        ("/usr/libexec/dconf-service".into(), "dconf-gsettings-backend"),
    ]
}

/// Installs the packages of the programs that are missing, where this may be done without asking. `why` tells who needs
/// them.
///
/// # Errors
/// Programs are missing and this is not Debian, or not root, or the packages cannot be installed.
pub(super) fn install_missing_programs(wanted: &[Wanted], why: &str) -> Result<()> {
    let missing: Vec<_> = wanted.iter().filter(|(path, _)| !path.exists()).cloned().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    let advice = advice(&missing, why);
    if tools::on_path("apt-get").is_none() || !is_root() {
        bail!(advice);
    }
    step(&format!("{} missing", packages.join(", ")), why);
    apt(&["update"])
        .and_then(|()| apt(&[&["install", "-y", "--no-install-recommends"], packages.as_slice()].concat()))
        .context(advice)
}

/// What a person has to install, by file and by package.
fn advice(missing: &[Wanted], why: &str) -> String {
    let mut advice = format!("{why} that are missing here:\n");
    for (path, package) in missing {
        advice.push_str(&format!("  {} (package {package})\n", path.display()));
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    advice.push_str("install them, on Debian and its relatives with\n");
    advice.push_str(&format!(
        "  sudo apt-get update && sudo apt-get install --no-install-recommends {}",
        packages.join(" ")
    ));
    advice
}

fn apt(arguments: &[&str]) -> Result<()> {
    // Quiet, since hundreds of lines about packages would hide the few that say why.
    let mut command = Command::new("apt-get");
    process::output(command.arg("-q").args(arguments).env("DEBIAN_FRONTEND", "noninteractive")).map(drop)
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|user| user == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_names_every_file_and_one_command_for_all() {
        let missing = [("/usr/bin/Xvfb".into(), "xvfb"), ("/usr/bin/firefox-esr".into(), "firefox-esr")];
        let advice = advice(&missing, "tests need programs");
        assert!(advice.starts_with("tests need programs that are missing here:\n"), "{advice}");
        assert!(advice.contains("  /usr/bin/Xvfb (package xvfb)\n"), "{advice}");
        assert!(advice.ends_with("install --no-install-recommends xvfb firefox-esr"), "{advice}");
    }
}
