// Keys in the quiz: shortcuts of its own, and none of the page around it.

import { programBodies } from "./bodies.js";

// Tab and Escape are the page's too.
const OURS = /^(Arrow\w+|Enter| |\d)$/;

/**
 * Whether a key is pressed alone: with these, it is the browser's or the page's.
 *
 * @param {KeyboardEvent} event
 */
const isAlone = ({ ctrlKey, altKey, metaKey }) => !ctrlKey && !altKey && !metaKey;

/**
 * Where an arrow key led to the radio button that has the focus, which is no `:focus-visible` in WebKit (2.50).
 *
 * @type {EventTarget | null}
 */
let ledByArrow = null;

/** @param {Event} pressed */
function keepInside(pressed) {
  const event = /** @type {KeyboardEvent} */ (pressed);
  if (OURS.test(event.key) && isAlone(event)) event.stopPropagation();
}

/**
 * In the program's choices each digit chooses one, and Enter checks, unless the reader has switched that off.
 *
 * @param {Event} pressed
 */
function useShortcut(pressed) {
  const event = /** @type {KeyboardEvent} */ (pressed);
  const target = /** @type {Element} */ (event.target);
  const choices = target.closest("form > fieldset");
  if (!choices) return;
  if (target.matches("input") && event.key.startsWith("Arrow")) ledByArrow = event.currentTarget;
  const isEnter = event.key === "Enter";
  // A sandboxed frame submits no forms, so that Enter does not go by way of one.
  if (isEnter) event.preventDefault();
  // A key that is held would choose and take back.
  if (!isAlone(event) || event.repeat || !choices.matches("[data-keys]")) return;
  if (isEnter) {
    /** @type {HTMLElement | null | undefined} */
    const check = choices.parentElement?.querySelector(".main");
    check?.click();
    return;
  }
  const input = choices.querySelectorAll("input")[Number(event.key) - 1];
  input?.click();
  input?.focus();
}

/**
 * Where in a question the reader has come by keys, as `data-by-key` says it: "question" for the question as a whole, "" for
 * what is in it; undefined where the reader does not move by keys in a question.
 *
 * @param {ShadowRoot} root
 */
function placeByKey(root) {
  const { activeElement } = root;
  if (activeElement?.matches("form > fieldset:focus-visible")) return "question";
  if (activeElement?.matches("form :focus-visible, .shortcuts")) return "";
  if (ledByArrow === root && activeElement?.matches("form input")) return "";
  // The button that switches them on and off must not go while it is pressed; Safari gives it no focus then.
  return root.querySelector("[data-by-key] .shortcuts:active") ? "" : undefined;
}

/**
 * Tells the style sheet whether the reader moves by keys in a question, and is so shown what these do. The style sheet could
 * find that out itself, by `:has()` or from the focus of what is around, and then browsers ask it again at each pick.
 *
 * @param {ShadowRoot} root
 */
function showKeys(root) {
  const place = placeByKey(root);
  const isByKey = place !== undefined;
  if (ledByArrow === root && !isByKey) ledByArrow = null;
  for (const body of programBodies(root)) {
    if (isByKey) body.setAttribute("data-by-key", place);
    else body.removeAttribute("data-by-key");
  }
  for (const type of ["focusout", "pointerdown", "pointerup"]) {
    // There only while keys are used: each listener that is called delays a click by mouse or finger.
    if (isByKey) root.addEventListener(type, lookSoon);
    else root.removeEventListener(type, lookSoon);
  }
}

/**
 * Looks whether the reader moves by keys.
 *
 * @param {Event} event that the root hears
 */
function lookNow({ currentTarget }) {
  showKeys(/** @type {ShadowRoot} */ (currentTarget));
}

/**
 * Looks whether the reader still moves by keys. Not at once: what is to have the focus, or is pressed, is not known yet.
 *
 * @param {Event} event that the root hears
 */
function lookSoon({ currentTarget, type }) {
  if (type === "pointerdown") ledByArrow = null;
  setTimeout(showKeys, 0, currentTarget);
}

/**
 * Hears keys in a quiz, however often it is asked to. They leave it after all in it have heard them.
 *
 * @param {ShadowRoot} root
 */
export function hearKeys(root) {
  for (const type of ["focusin", "keyup"]) root.addEventListener(type, lookNow);
  root.addEventListener("keydown", useShortcut);
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, keepInside);
}
