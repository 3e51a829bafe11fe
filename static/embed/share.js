// Passes a result on, when the reader asks for it: by the device's own way to share, else as a copied text, else as a
// link to copy. Every way may be shut: by a policy, in a frame, without https. Whatever goes wrong, the link is there.
// The build joins this module and those that it imports into one file, share.js.

import { addressOf, showLink } from "./share-link.js";

/** @import { QuizElement } from "../internal.js" */

// The reader thought better of it, or is still at it.
const ASKED_ALREADY = new Set(["AbortError", "InvalidStateError"]);

/**
 * What stands in an element of the quiz.
 *
 * @param {ShadowRoot} root
 * @param {string} selector
 */
function textOf(root, selector) {
  return root.querySelector(selector)?.textContent ?? "";
}

/**
 * Hands something over to the device. False where it does not take it, and the reader is to be helped otherwise.
 *
 * @param {ShareData} data
 */
async function handOver(data) {
  try {
    await navigator.share(data);
    return true;
  } catch (reason) {
    // Whatever it is: pages put their own in the place of the browser's.
    const { name } = /** @type {Error} */ (reason ?? {});
    return ASKED_ALREADY.has(name);
  }
}

/**
 * Passes on the result that a quiz shows.
 *
 * @param {QuizElement} quiz
 * @param {string} link the fragment that leads to its draw
 */
export async function share(quiz, link) {
  const root = /** @type {ShadowRoot} */ (quiz.shadowRoot);
  const told = /** @type {HTMLElement} */ (root.querySelector(".shared"));
  const title = textOf(root, "h2");
  // The words say the score; the marks of the questions are a picture of it.
  const marks = [...root.querySelectorAll(".progress li")].map((step) => step.textContent).join(" ");
  const score = textOf(root, "h3 strong");
  const places = { "{0}": score, "{1}": title };
  // Banks that were compiled before have no words for it.
  const words = told.dataset.text || "{1}: {0}";
  const said = words.replace(/\{[01]\}/g, (place) => places[/** @type {keyof typeof places} */ (place)]);
  const text = `${said}\n${marks}`;
  const url = addressOf(quiz, link);
  told.textContent = "";
  if (await handOver({ title, text, url })) return;
  try {
    await navigator.clipboard.writeText(`${text}\n${url}`);
    told.textContent = told.dataset.copied ?? "";
  } catch {
    showLink(quiz, url);
  }
}
