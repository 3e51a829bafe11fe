//! The first body of a bank as text, for the tools that build sites.

use newsquiz_core::compiled;
use yew::{ServerRenderer, prelude::*};

use crate::{
    setup::Setup,
    view::{Scene, still},
};

#[derive(Properties, PartialEq)]
struct StillProps {
    bank: Vec<u8>,
    folder: String,
}

#[component]
fn Still(StillProps { bank, folder }: &StillProps) -> Html {
    let Ok(bank) = compiled::decode(bank) else { return Html::default() };
    let setup = Setup { folder, ..Setup::default() };
    let (attempt, article) = (setup.attempt(&bank), setup.article(&bank).into());
    still::view(Scene { bank: &bank, article: &article, attempt: &attempt, heading: &NodeRef::default() })
}

/// The bank's own draw as markup that plays without a script. `bank` is a compiled bank, and `folder` the address of its
/// folder, with its last slash; nothing comes of bytes that are not a playable bank.
pub async fn render(bank: Vec<u8>, folder: String) -> String {
    let renderer = ServerRenderer::<Still>::with_props(move || StillProps { bank, folder });
    renderer.hydratable(false).render().await
}
