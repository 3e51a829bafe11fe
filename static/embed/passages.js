// The article on the page: which of a bank's quotes stand in it, and how a reader is shown one.

import { tell } from "./tell.js";

/** @import { BankQuote, Passages, QuizElement } from "../internal.js" */
/** @import { Round } from "./round.js" */

/**
 * The article on the page around a quiz.
 *
 * @param {QuizElement} quiz
 */
function articleOf(quiz) {
  const selector = quiz.getAttribute("article");
  if (selector) return document.querySelector(selector);
  return quiz.closest("article") ?? document.querySelector("article");
}

/**
 * Looks for the bank's quotes in the page's article, and has the quiz show them there. Returns a sign for each question,
 * `-` where its passage is gone; nothing where the page is plainly not the article: less than half of the quotes stand in
 * it.
 *
 * @param {QuizElement} quiz
 * @param {string} text the quotes as the program tells them
 * @param {Round} round
 * @param {() => Promise<Passages | undefined>} getPassages loads what knows articles
 */
export async function look(quiz, text, round, getPassages) {
  quiz.show = undefined;
  const article = articleOf(quiz);
  // The page around a frame may be the article: inside.js asks it.
  const passages = article ? await round.wait(getPassages()) : quiz.outside;
  if (!passages) return "";
  /** @type {BankQuote[]} */
  const quotes = JSON.parse(text);
  const found = await round.wait(passages.find(article, quotes));
  const missing = quotes.filter((_, ix) => !found?.[ix]);
  if (missing.length > quotes.length / 2) return "";
  quiz.show = (link) => {
    const mark = /** @type {HTMLElement} */ (link.closest("figure")?.querySelector("mark"));
    const quote = {
      prefix: mark.previousSibling?.textContent,
      exact: mark.textContent,
      suffix: mark.nextSibling?.textContent,
    };
    return passages.reveal(article, quote, { label: link.dataset.back ?? "", go: () => link.focus() });
  };
  if (missing.length > 0) {
    const questions = missing.map((quote) => quote.id);
    tell(quiz, "problem", { code: "article-changed", questions });
  }
  return quotes.map((quote) => (missing.includes(quote) ? "-" : "+")).join("");
}
