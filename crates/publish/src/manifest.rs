//! The web app manifest of the quiz's own page, and the icons: what a device needs to put the quiz among its apps.

use anyhow::{Context as _, Result};
use newsquiz_core::bank::Bank;
use serde_json::json;

use crate::address::PagePlace;
use crate::assets::Assets;

/// The manifest's name. Every host knows the type of `.json`, and every browser takes it.
pub const FILE: &str = "manifest.json";

/// What a page looks like before it is there: the paper of `static/page.css` in light colours.
const PAPER: &str = "#fffdf8";

/// An icon of a fixed size.
#[derive(Clone, Copy, Debug)]
struct Icon {
    name: &'static str,
    /// Pixels, both ways.
    size: u32,
    /// `any`, as it is; or `maskable`: the device cuts its own form out of it.
    purpose: Option<&'static str>,
}

/// The icons, made from `static/icon.svg`: drawn by resvg, brought down to a palette of 16 colours (32 for the small
/// ones), and packed by zopfli, 6 kB in all. Those that a device cuts are without the round corners (`rx`); nothing but
/// the ground stands outside of the circle of 80 % that is never cut off. Make them again when the drawing changes.
const ICONS: [Icon; 4] = [
    Icon { name: "icon-192.png", size: 192, purpose: Some("any") },
    Icon { name: "icon-512.png", size: 512, purpose: Some("any") },
    Icon { name: "icon-maskable-512.png", size: 512, purpose: Some("maskable") },
    // iOS reads no manifest for it: the page names it itself.
    Icon { name: "icon-180.png", size: 180, purpose: None },
];

/// The drawing that the icons are made from, which most devices take as it is.
pub(crate) const DRAWING: &str = "icon.svg";

/// The manifest of a bank's page, to stand beside it.
///
/// There is no `id`: without one, the address of the folder is it, which stays, and is another one for each quiz. A
/// relative one would be read from the root of the host, where quizzes of two folders would be one app.
///
/// # Errors
/// The widget lacks an icon.
pub fn manifest(bank: &Bank, place: PagePlace, assets: &Assets) -> Result<String> {
    let parts = bank.parts();
    let picture = |name: &str| Ok::<_, anyhow::Error>(format!("{}{}", place.to_top(), assets.name(name)?));
    let drawing = picture(DRAWING)?;
    let mut icons = vec![json!({ "src": drawing, "type": "image/svg+xml", "sizes": "any" })];
    for Icon { name, size, purpose } in ICONS {
        let Some(purpose) = purpose else { continue };
        let sizes = format!("{size}x{size}");
        let src = picture(name)?;
        icons.push(json!({ "src": src, "type": "image/png", "sizes": sizes, "purpose": purpose }));
    }
    let manifest = json!({
        "name": &*parts.title,
        "description": &*parts.intro,
        "lang": &*parts.lang,
        "dir": parts.labels.direction(),
        "start_url": ".",
        "scope": ".",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    });
    serde_json::to_string(&manifest).context("cannot write the manifest")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::testing;

    #[test]
    fn each_icon_is_a_small_png_of_the_size_that_it_claims() {
        for icon in ICONS {
            let bytes = std::fs::read(testing::path("static").join(icon.name)).unwrap();
            // The signature, the length and the name of the first chunk, and then width and height.
            assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"), "{}", icon.name);
            let size = icon.size.to_be_bytes();
            assert_eq!(bytes[16..24], [size, size].concat(), "{}", icon.name);
            assert!(bytes.len() < 3_000, "{} weighs {} bytes", icon.name, bytes.len());
        }
    }

    #[test]
    fn a_manifest_speaks_the_bank_s_language_and_stays_in_its_folder() {
        let assets = Assets::new(&testing::widget(), None).unwrap();
        for (bank, lang) in testing::BANKS {
            let bank = testing::bank(bank).bank;
            let of_place =
                |place| -> Value { serde_json::from_str(&manifest(&bank, place, &assets).unwrap()).unwrap() };
            let in_folder = of_place(PagePlace::BankFolder);
            let icon = in_folder["icons"][0]["src"].as_str().unwrap();
            assert!(assets.files().contains_key(icon.strip_prefix("../../").unwrap()), "{icon}");
            let manifest = of_place(PagePlace::Top);
            assert_eq!(manifest["name"], *bank.parts().title);
            assert_eq!((&manifest["lang"], &manifest["dir"]), (&json!(lang), &json!("ltr")));
            assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("."), &json!(".")));
            let icons = manifest["icons"].as_array().unwrap();
            for icon in icons {
                assert!(assets.files().contains_key(icon["src"].as_str().unwrap()), "{icon}");
            }
            let purposes: Vec<_> = icons.iter().filter_map(|icon| icon["purpose"].as_str()).collect();
            assert_eq!(purposes, ["any", "any", "maskable"]);
        }
    }

    #[test]
    fn the_paper_is_that_of_the_quiz_and_of_the_page() {
        let read = testing::text;
        assert!(read("static/page.css").contains(&format!("background: light-dark({PAPER},")));
        let theme =
            format!("name=\"theme-color\" content=\"{PAPER}\" media=\"(prefers-color-scheme: light)\"");
        assert!(read("index.html").contains(&theme));
    }
}
