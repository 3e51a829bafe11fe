// The first body: the quiz as markup that plays by itself. What a reader does with it is read from it, and what is done
// in the program is written to it, so that the one can take the other's place at any moment.

import { answerOf, inputsOf } from "./card.js";

// What a saved attempt begins with (crates/core/src/saved.rs).
const FORM = "newsquiz-attempt 1";

/**
 * @typedef {object} Reading what a reader did with the first body
 * @property {boolean} isBegun whether anything was picked or answered
 * @property {HTMLElement | undefined} card the question that the reader is at; at the end there is none
 * @property {string} text all of it as a saved attempt (crates/core/src/saved.rs)
 */

/**
 * Which question the reader is at, from 0; after the last one, the number of questions.
 *
 * @param {Element} first
 * @param {Element[]} cards
 */
function placeIn(first, cards) {
  const open = cards.findIndex((card) => !answerOf(card));
  const place = open < 0 ? cards.length : open;
  const next = cards[place];
  const { activeElement } = /** @type {ShadowRoot} */ (first.getRootNode());
  const isUnderWay = next && (inputsOf(next).some((input) => input.checked) || next.contains(activeElement));
  // Else the last verdict is still being read.
  return place === 0 || isUnderWay ? place : place - 1;
}

/**
 * Reads what a reader did.
 *
 * @param {HTMLElement} first
 * @returns {Reading}
 */
export function read(first) {
  const cards = /** @type {HTMLElement[]} */ ([...first.querySelectorAll("[data-question]")]);
  const place = placeIn(first, cards);
  const lines = cards.map((card, ix) => {
    const answer = ix <= place ? answerOf(card) : null;
    const hasPicks = ix <= place && !answer?.matches(".show");
    const choices = inputsOf(card).map(({ value, checked }) => (checked && hasPicks ? `${value}*` : value));
    return `${card.dataset.question} ${answer ? "=" : "~"}${choices.join(".")}`;
  });
  return {
    isBegun: /[=*]/.test(lines.join("")),
    card: cards[place],
    text: [`${FORM} ${drawOf(first)} 0 ${place}`, ...lines].join("\n"),
  };
}

/**
 * Writes an attempt into the first body: what it does not name is as nobody has touched it.
 *
 * @param {Element} first
 * @param {string} text a saved attempt of its draw, or "" for none
 */
export function write(first, text) {
  const lines = text.split("\n");
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (first.querySelectorAll("[data-question]"))) {
    const line = lines.find((each) => each.startsWith(`${card.dataset.question} `)) ?? "";
    const [, state = ""] = line.split(" ");
    const picked = state.slice(1).split(".");
    for (const input of inputsOf(card)) input.checked = picked.includes(`${input.value}*`);
    const isAnswered = state.startsWith("=");
    const isPicked = state.includes("*");
    /** @type {HTMLDetailsElement} */ (card.querySelector(".check")).open = isAnswered && isPicked;
    /** @type {HTMLDetailsElement} */ (card.querySelector(".show")).open = isAnswered && !isPicked;
  }
}

/**
 * The bank, its version and the seed of the draw, with a space between them.
 *
 * @param {HTMLElement} first
 */
export const drawOf = (first) => first.dataset.attempt ?? "";

/**
 * Whether a saved attempt is one at the draw of a first body.
 *
 * @param {HTMLElement} first
 * @param {string} text
 */
export const isAttemptAt = (first, text) => text.startsWith(`${FORM} ${drawOf(first)} `);

/**
 * Moves the focus to the question that is open.
 *
 * @param {Element} first
 */
export function focusOpen(first) {
  const card = [...first.querySelectorAll(".card")].find((each) => !answerOf(each));
  /** @type {HTMLElement | null | undefined} */
  const target = card?.querySelector("input, a");
  target?.focus();
}

/**
 * The input of one body in the other; in its own body it is itself.
 *
 * @param {Element} body
 * @param {HTMLInputElement} input
 * @returns {HTMLInputElement | null}
 */
export function twin(body, { name, value }) {
  return body.querySelector(`input[name="${name}"][value="${value}"]`);
}

/**
 * The heading of what the reader has before them in the program, or its verdict: nothing else there has a tab index.
 *
 * @param {Element} body the program's
 * @returns {HTMLElement | null}
 */
export const headingIn = (body) => body.querySelector("[tabindex]");

/**
 * What stands in the program for what has the focus in the first body.
 *
 * @param {Element} focused
 * @param {Element} body the program's
 * @param {Element | undefined} card the question that the reader is at
 * @returns {HTMLElement | null}
 */
export function counterpart(focused, body, card) {
  // An answered question has none of these in the program.
  const parts = card && answerOf(card) ? [] : ["a", ".quiet:not(.shortcuts)", ".main"];
  const part = parts.find((selector) => focused.matches(selector));
  return (
    (focused instanceof HTMLInputElement && twin(body, focused)) ||
    (part && body.querySelector(`.card ${part}`)) ||
    headingIn(body)
  );
}
