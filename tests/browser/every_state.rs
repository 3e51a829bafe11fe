//! What has to hold in every state of both bodies: no barrier, forced colours that tell, valid HTML, and paper without
//! buttons. One drive through the states for all of it, since getting to a state takes longer than looking at it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};

use crate::{
    accessible::Barriers,
    engine::Engine,
    forced,
    look::Look,
    page::Page,
    paper,
    states::{self, Body, Place, Stage},
    valid,
};

journeys! {
    in_each_engine {
        the_first_body_is_sound_in_every_state,
        the_program_is_sound_in_every_state,
    }
}

async fn the_first_body_is_sound_in_every_state(page: &Page) -> Result<()> {
    every_state_is_sound(page, Body::First).await
}

async fn the_program_is_sound_in_every_state(page: &Page) -> Result<()> {
    every_state_is_sound(page, Body::Program).await
}

/// Looks at each state in all the ways there are. Forced colours are for Chromium's driver alone, and what browsers make
/// of a state is the same in all of them.
async fn every_state_is_sound(page: &Page, body: Body) -> Result<()> {
    let (stage, barriers) = (Stage::new()?, Barriers::new()?);
    let is_chromium = page.engine() == Engine::Chromium;
    // Only a frame can be 320 pixels wide.
    let place = if is_chromium { Place::Frame } else { Place::Window };
    let mut documents = BTreeMap::new();
    let mut faults = Vec::new();
    for (turn, state) in states::of(body).enumerate() {
        let _site = state.reach(page, &stage, place).await?;
        if is_chromium {
            documents.insert(state.to_string(), valid::document(page).await?);
            faults.extend(forced::faults(page, state).await?);
            faults.extend(barriers.in_looks(page, state, &Look::half(turn)).await?);
        } else {
            faults.extend(barriers.once(page, state).await?);
        }
        // The last, since no way leads from paper back to the screen.
        faults.extend(paper::faults(page, state).await.with_context(|| format!("{state}, on paper"))?);
    }
    faults.extend(valid::faults(&documents)?);
    ensure!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    Ok(())
}
