/** @import { Detail, EventName } from "../internal.js" */

/**
 * Tells the page what happens in a quiz.
 *
 * @template {EventName} Name
 * @param {Element} quiz
 * @param {Name} name
 * @param {Detail<Name>} detail
 */
export function tell(quiz, name, detail) {
  quiz.dispatchEvent(new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true, composed: true }));
}
