// Where a quiz has its bank, and what a link asks of it.

/** @import { NewsQuizElement } from "../news-quiz.js" */

/**
 * The address of the bank's folder, with its last slash.
 *
 * @param {NewsQuizElement} quiz
 */
export function folderOf(quiz) {
  return new URL(quiz.src.replace(/\/?$/, "/"), document.baseURI).href;
}

/**
 * What the link that was followed asks of the bank, whose id is the name of its folder: a seed, and maybe a score to
 * beat.
 *
 * @param {NewsQuizElement} quiz
 */
export function linkTo(quiz) {
  if (!location.hash) return "";
  const id = folderOf(quiz).split("/").at(-2);
  return location.hash.split(`newsquiz=${id}:`)[1] ?? "";
}
