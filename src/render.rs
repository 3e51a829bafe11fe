//! The first body of a bank as text, for the tools that build sites. It runs wherever they do, in browsers too.

use newsquiz_core::bank::Bank;
use yew::{LocalServerRenderer, prelude::*};

use crate::{
    request::Request,
    view::{Scene, first_body as view},
};

#[derive(Properties, PartialEq)]
struct FirstBodyProps {
    markup: Html,
}

#[component]
fn FirstBody(FirstBodyProps { markup }: &FirstBodyProps) -> Html {
    markup.clone()
}

/// The bank's own draw as markup that plays without a script. `folder` is the address of the bank's folder, with its
/// last slash.
pub async fn first_body(bank: &Bank, folder: &str) -> String {
    let request = Request { folder, ..Request::default() };
    let (attempt, article) = (request.attempt(bank), request.article(bank).into());
    let scene = Scene { bank, article: &article, attempt: &attempt };
    let props = FirstBodyProps { markup: view::view(scene) };
    LocalServerRenderer::<FirstBody>::with_props(props).hydratable(false).render().await
}
