// What few first bodies need when a reader comes near: to be fetched, or to lose questions whose passages are gone. A script
// of its own, which the build joins.

import { suffixOf } from "./bank-address.js";
import { answerOf, inputsOf } from "./card.js";
import { templateIn } from "./root.js";

/** @import { Player } from "./player.js" */
/** @import { Round } from "./round.js" */

// Of addresses in an include file: those of the quiz's site, and not of an article on the page's own.
const OWN_FILE = /^\/(banks\/|quiz-)/;

/**
 * Fetches the include file of a bank as a document. Not by the parser of texts, which policies forbid that require trusted
 * types.
 *
 * @param {string} address
 * @returns {Promise<Document | null>}
 */
function getDocument(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => resolve(request.status < 400 ? request.response : null));
    request.addEventListener("error", () => resolve(null));
    request.open("GET", address);
    request.send();
  });
}

/**
 * A style sheet as no policy of the page forbids it: it was constructed. Nothing where it is not to be had.
 *
 * @param {string} address
 */
async function getSheet(address) {
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) return undefined;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  return sheet;
}

/**
 * Fetches the first body of a quiz, and puts it into its place. Does nothing where there is none in that language.
 *
 * @param {Player} player
 * @param {Round} round
 */
export async function arrive({ quiz, folder, root }, round) {
  // A piece has no files: what took its first body away has left the bank.
  if (quiz.dataset.bank) return;
  const address = `${folder}quiz${suffixOf(quiz.lang)}.html`;
  const page = await round.wait(getDocument(address));
  const content = page && templateIn(page)?.content;
  const link = content?.querySelector("link");
  if (!content || !link) return;
  for (const element of content.querySelectorAll("[href]")) {
    // A site that does not know its address writes its own files as if it stood at the root of its host.
    const href = (element.getAttribute("href") ?? "").replace(OWN_FILE, "../../$1");
    // What else begins like this is a page of the host page's own site.
    if (!href.startsWith("/")) element.setAttribute("href", new URL(href, address).href);
  }
  const sheet = await round.wait(getSheet(link.href));
  if (!sheet) return;
  for (const style of content.querySelectorAll("link, style")) style.remove();
  // The place that was kept free was that of a quiz.
  if (content.querySelector("[data-retired]")) quiz.style.minHeight = "0";
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(content);
}

/**
 * Takes questions out of the first body whose passages are gone from the article: each keeps its place, says why nothing
 * is asked, and counts for nothing. What a reader has begun is never taken away.
 *
 * @param {HTMLElement} first
 * @param {string[]} gone the ids of the questions
 */
export function voidQuestions(first, gone) {
  const cards = /** @type {HTMLElement[]} */ ([...first.querySelectorAll("[data-question]")]);
  const steps = /** @type {NodeListOf<HTMLElement>} */ (first.querySelectorAll(".progress li"));
  cards.forEach((card, ix) => {
    const [id = ""] = (card.dataset.question ?? "").split(".");
    const isBegun = answerOf(card) || inputsOf(card).some(({ checked }) => checked);
    if (!gone.includes(id) || isBegun || card.matches("[data-void]")) return;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = first.dataset.gone ?? "";
    card.querySelector("fieldset")?.after(note);
    card.toggleAttribute("data-void");
    steps[ix].dataset.mark = "none";
    steps[ix].textContent = "–";
  });
  const asked = cards.filter((card) => !card.matches("[data-void]"));
  for (const text of first.querySelector(".count")?.parentElement?.childNodes ?? []) {
    if (text instanceof Text) text.data = text.data.replace(`${cards.length}`, `${asked.length}`);
  }
}
