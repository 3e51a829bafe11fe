// The article on the page: which of a bank's quotes stand in it, and how a reader is shown one.

import { tell } from "./tell.js";

/** @import { BankQuote, Passages, QuizElement } from "../internal.js" */
/** @import { Round } from "./round.js" */

/**
 * The elements of the page that may be the article, the likeliest first.
 *
 * @param {QuizElement} quiz
 */
function candidatesFor(quiz) {
  const selector = quiz.getAttribute("article");
  const around = selector ? null : quiz.closest("article");
  return [...new Set([around, ...document.querySelectorAll(selector || "article")])].filter((each) => each !== null);
}

/**
 * Looks for the bank's quotes in the page's article, and has the quiz show them there. Returns a sign for each question,
 * `-` where its passage is gone; nothing where the page cannot be compared.
 *
 * @param {QuizElement} quiz
 * @param {string} text the quotes as the program tells them
 * @param {Round} round
 * @param {() => Promise<Passages | undefined>} getPassages loads what knows articles
 */
export async function look(quiz, text, round, getPassages) {
  quiz.show = undefined;
  const candidates = candidatesFor(quiz);
  // The page around a frame may be the article: inside.js asks it.
  const passages = candidates.length > 0 ? await round.wait(getPassages()) : quiz.outside;
  if (!passages) return "";
  /** @type {BankQuote[]} */
  const quotes = JSON.parse(text);
  const article = passages.choose?.(candidates, quotes) ?? null;
  const standings = await round.wait(passages.look(article, quotes));
  if (!standings) return "";
  // Nobody waits for it: where it is not there in time, links to passages do what links do.
  passages.prepare?.().catch(() => {});
  quiz.show = (link) => {
    const mark = /** @type {HTMLElement} */ (link.closest("figure")?.querySelector("mark"));
    const quote = {
      prefix: mark.previousSibling?.textContent,
      exact: mark.textContent,
      suffix: mark.nextSibling?.textContent,
    };
    return passages.reveal(article, quote, { label: link.dataset.back ?? "", go: () => link.focus() });
  };
  const questions = quotes.filter((_, ix) => standings[ix] === "gone").map(({ id }) => id);
  if (questions.length > 0) tell(quiz, "problem", { code: "article-changed", questions });
  return standings.map((standing) => (standing === "gone" ? "-" : "+")).join("");
}
