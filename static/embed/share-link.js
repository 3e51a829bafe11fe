// The link to a draw, which is what is left to a reader when no other way to pass a result on is open.

import { pageAddress } from "./page-address.js";

/** @import { QuizElement } from "../internal.js" */

/**
 * The address that leads to a draw: on the page, and in a frame on the page around it.
 *
 * @param {QuizElement} quiz
 * @param {string} link the fragment that leads to the draw
 */
export function addressOf(quiz, link) {
  return new URL(link, quiz.page ?? pageAddress()).href;
}

/**
 * Shows an address below the result of a quiz, selected, for the reader to copy.
 *
 * @param {QuizElement} quiz
 * @param {string} address
 */
export function showLink(quiz, address) {
  const told = /** @type {HTMLElement | null | undefined} */ (quiz.shadowRoot?.querySelector(".shared"));
  if (!told) return;
  const shown = new Text(address);
  told.replaceChildren(`${told.dataset.link} `, shown);
  getSelection()?.setBaseAndExtent(shown, 0, shown, address.length);
}
