// Chromium on Linux asks the system for each typeface, size and weight, and for each sign that a typeface lacks, when it is
// laid out first: some 35 ms of the first answer on a phone. So they are laid out once before anybody waits for them. The
// program lays out by itself what comes next (src/app.rs).

import { whenIdle } from "./after-paint.js";

// Wide enough for whole lines.
const OUT_OF_SIGHT = "position:absolute;visibility:hidden;contain:strict;width:20em";

// When they are laid out at the latest, in milliseconds: the click that asks for the program comes first.
const PATIENCE = 300;

let isDone = false;

/**
 * The first question as it is when it was answered, with all that may be told of it.
 *
 * @param {Element} card
 */
function answered(card) {
  const copy = /** @type {Element} */ (card.cloneNode(false));
  for (const part of card.querySelectorAll(":scope > :not(.rest)")) copy.append(part.cloneNode(true));
  for (const input of copy.querySelectorAll("input")) {
    // With its name it would take the place of what the reader picked.
    input.name = "";
    input.checked = true;
  }
  copy.querySelector(".check")?.setAttribute("open", "");
  copy.querySelector(".feedback")?.removeAttribute("hidden");
  return copy;
}

/**
 * @param {ShadowRoot} root
 * @param {HTMLElement} first
 */
function layOut(root, first) {
  const card = first.querySelector(".card");
  if (!card || isDone) return;
  isDone = true;
  const sample = /** @type {HTMLElement} */ (first.cloneNode(false));
  sample.style.cssText = OUT_OF_SIGHT;
  sample.hidden = false;
  sample.append(answered(card));
  root.append(sample);
  // Measuring lays it out.
  sample.getBoundingClientRect();
  // It was never there for anybody: nothing was painted or told in between.
  sample.remove();
}

/**
 * Has the browser know the typefaces of an answered question, when it has nothing else to do.
 *
 * @param {ShadowRoot} root
 * @param {HTMLElement | null | undefined} first the first body
 */
export function askForTypefaces(root, first) {
  if (first) whenIdle(() => layOut(root, first), PATIENCE);
}
