/** @import { NewsQuizElement } from "../news-quiz.js" */

/**
 * What was kept of a quiz for another visit, or "". With a text, keeps that instead; with an empty one, forgets. Nothing
 * is kept, and nothing looked for, but where the publisher says so.
 *
 * @param {NewsQuizElement} quiz
 * @param {string} folder the address of the bank's
 * @param {string} [text]
 * @param {string | null} [kind] of storage
 */
export async function remember(quiz, folder, text, kind = quiz.getAttribute("remember")) {
  if (!kind) return "";
  // Without the module nothing is kept, and the quiz goes on.
  const module = await import("./remember.js").catch(() => undefined);
  return module?.remember(kind, folder, text) ?? "";
}
