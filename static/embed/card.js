// A question in the first body. Its card holds the cards of the questions after it too.

/**
 * The inputs of a question.
 *
 * @param {Element} card
 */
export function inputsOf(card) {
  const fieldset = /** @type {HTMLFieldSetElement} */ (card.querySelector("fieldset"));
  return /** @type {HTMLInputElement[]} */ ([...fieldset.elements]);
}

/**
 * What a question was answered by, if it was: its check, or its "Show the answer".
 *
 * @param {Element} card
 */
export function answerOf(card) {
  return card.querySelector(":scope > .buttons > [open]");
}
