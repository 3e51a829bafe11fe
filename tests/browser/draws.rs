//! The draws of the program in the browser, 32 bits wide, are those of the native engine, 64 bits wide.

use anyhow::{Context as _, Result};
use newsquiz_core::seed::Seed;

use crate::{page::Page, play::show_all, quiz::Quiz, site::Site};

journeys! {
    in_each_engine {
        a_first_visit_plays_the_draw_of_the_bank,
    }
    in_one_engine {
        links_play_the_draws_that_the_native_engine_makes,
        a_link_to_another_bank_is_ignored,
    }
}

async fn a_first_visit_plays_the_draw_of_the_bank(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("")).await?;
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&quiz.bank().parts().plan.seed));
    Ok(())
}

async fn links_play_the_draws_that_the_native_engine_makes(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    for seed in ["0", "zzzzzz3", "A_seed-that_is-as-long-as-can-be"] {
        let seed = Seed::new(seed).context("a seed")?;
        page.open(&site.address(&quiz.link(&seed))).await?;
        assert_eq!(show_all(page, &quiz).await?, quiz.expected(&seed), "{seed}");
    }
    Ok(())
}

async fn a_link_to_another_bank_is_ignored(page: &Page) -> Result<()> {
    let (site, quiz) = (Site::built()?, Quiz::liaison_office()?);
    page.open(&site.address("#newsquiz_another-bank__0")).await?;
    assert_eq!(show_all(page, &quiz).await?, quiz.expected(&quiz.bank().parts().plan.seed));
    Ok(())
}
