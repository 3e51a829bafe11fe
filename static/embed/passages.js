// The article on the page: how a bank's quotes stand in it, and how a reader is shown one.

import { Fault } from "./fault.js";
import { loadArticle } from "./files.js";

/** @import { BankQuote, Quote, QuizElement } from "../internal.js" */
/** @import { Round } from "./round.js" */

/**
 * The elements of the page that may be the article, the likeliest first. Throws a fault where `article` is no selector.
 *
 * @param {QuizElement} quiz
 */
function candidatesFor(quiz) {
  const selector = quiz.getAttribute("article");
  const around = selector ? null : quiz.closest("article");
  try {
    const all = new Set([around, ...document.querySelectorAll(selector || "article")]);
    return [...all].filter((each) => each !== null);
  } catch {
    throw new Fault("attribute-refused", `article="${selector}"`);
  }
}

/**
 * The quote that a figure of the quiz shows.
 *
 * @param {Element} figure
 * @returns {Quote}
 */
function quoteIn(figure) {
  const mark = /** @type {HTMLElement} */ (figure.querySelector("mark"));
  return {
    prefix: mark.previousSibling?.textContent,
    exact: mark.textContent,
    suffix: mark.nextSibling?.textContent,
  };
}

/**
 * The quotes of the questions in a first body.
 *
 * @param {Element} first
 * @returns {BankQuote[]}
 */
export function quotesIn(first) {
  /** @type {NodeListOf<HTMLElement>} */
  const cards = first.querySelectorAll("[data-question]");
  return [...cards].map((card) => {
    const [id = ""] = (card.dataset.question ?? "").split(".");
    const figure = /** @type {Element} */ (card.querySelector("figure"));
    return Object.assign(quoteIn(figure), { id });
  });
}

/**
 * Looks for quotes in the page's article, and has the quiz show them there. Returns the ids of the questions whose
 * passages are gone; none where the page cannot be compared.
 *
 * @param {QuizElement} quiz
 * @param {BankQuote[]} quotes
 * @param {Round} round
 */
export async function look(quiz, quotes, round) {
  quiz.show = undefined;
  quiz.prepare = undefined;
  const candidates = candidatesFor(quiz);
  // The page around a frame may be the article: inside.js asks it. Without the module the quiz plays as on a page
  // without an article.
  const passages = candidates.length > 0 ? await round.wait(loadArticle().catch(() => undefined)) : quiz.outside;
  const article = passages?.choose?.(candidates, quotes) ?? null;
  const standings = await round.wait(passages?.look(article, quotes));
  if (!passages || !standings) return [];
  // Nobody waits for it: where it is not there in time, links to passages do what links do.
  quiz.prepare = () => passages.prepare?.().catch(() => {});
  quiz.show = (link) => {
    const figure = /** @type {HTMLElement} */ (link.closest("figure"));
    return passages.reveal(article, quoteIn(figure), { label: link.dataset.back ?? "", go: () => link.focus() });
  };
  return quotes.filter((_, ix) => standings[ix] === "gone").map(({ id }) => id);
}
