//! The three engines: which driver each has, and what a session of it is asked to be. Nothing here runs anything.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xtask::tools;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium, and with it most browsers.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, which is Safari's engine on Linux.
    WebKit,
}

impl Engine {
    /// How tests are named that run in it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// The program that speaks WebDriver.
    pub(crate) fn driver(self) -> PathBuf {
        match self {
            Engine::Chromium => tools::chromedriver(),
            Engine::Firefox => tools::geckodriver(),
            Engine::WebKit => tools::webkit_driver(),
        }
    }

    /// Whether the browser cannot do without a screen.
    pub(crate) fn needs_screen(self) -> bool {
        self == Engine::WebKit
    }

    /// Whether a browser serves one journey after another. WebKit's comes up sooner than it opens a tab, and its workers
    /// know of those of other origins.
    pub(crate) fn shares_browsers(self) -> bool {
        self != Engine::WebKit
    }

    /// Whether the driver hands out what the console got.
    pub(crate) fn has_console(self) -> bool {
        self == Engine::Chromium
    }

    /// The capabilities of a session whose browser keeps its profile in a folder and talks to nobody but this machine.
    /// `notes_requests`: whether it keeps a log of all that it asks for, where it can.
    pub(crate) fn capabilities(self, folder: &Path, notes_requests: bool) -> Value {
        let mut logs = json!({ "browser": "ALL" });
        if notes_requests {
            logs["performance"] = json!("ALL");
        }
        match self {
            Engine::Chromium => json!({
                "goog:loggingPrefs": logs,
                "goog:chromeOptions": {
                    "binary": tools::chromium(),
                    "args": [
                        "--headless",
                        // Tests run as root where the sandbox is refused.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        // No process for a page that may come, as in Firefox.
                        "--disable-features=SpareRendererForSitePerProcess",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        format!("--user-data-dir={}", folder.join("profile").display()),
                    ],
                },
            }),
            // The driver makes the profile in the folder for temporary files, which is ours.
            Engine::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": tools::firefox(),
                    "args": ["-headless"],
                    // No process for a page that may come: the next journey does not wait for it, and others do.
                    "prefs": { "dom.ipc.processPrelaunch.enabled": false },
                },
            }),
            Engine::WebKit => json!({
                "webkitgtk:browserOptions": { "binary": tools::webkit_browser(), "args": ["--automation"] },
            }),
        }
    }
}
