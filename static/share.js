// Passes a result on, when the reader asks for it: by the device's own way to share, else as a copied text, else as a
// link to copy. Every way may be shut: by a policy, in a frame, without https.

/** @import { QuizElement } from "./internal.js" */

/**
 * The page as its publisher names it, which is what browsers share too; in a frame, the page around it.
 *
 * @param {QuizElement} quiz
 */
function pageOf(quiz) {
  /** @type {HTMLLinkElement | null} */
  const canonical = document.querySelector("link[rel=canonical]");
  return quiz.page ?? canonical?.href ?? location.href;
}

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
 * Passes on the result that a quiz shows.
 *
 * @param {QuizElement} quiz
 * @param {string} link the fragment that leads to its draw
 */
export async function share(quiz, link) {
  const root = /** @type {ShadowRoot} */ (quiz.shadowRoot);
  const title = textOf(root, "h2");
  const text = `${title}: ${textOf(root, "h3 strong")}`;
  const url = new URL(link, pageOf(quiz)).href;
  const told = /** @type {HTMLElement} */ (root.querySelector(".shared"));
  told.textContent = "";
  try {
    await navigator.share({ title, text, url });
    return;
  } catch (reason) {
    // The reader thought better of it, or is still at it.
    const { name } = /** @type {Error} */ (reason);
    if (name === "AbortError" || name === "InvalidStateError") return;
  }
  try {
    await navigator.clipboard.writeText(`${text} ${url}`);
    told.textContent = told.dataset.copied ?? "";
  } catch {
    const shown = new Text(url);
    told.append(`${told.dataset.link} `, shown);
    getSelection()?.setBaseAndExtent(shown, 0, shown, url.length);
  }
}
