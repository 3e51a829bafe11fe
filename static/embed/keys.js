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
  const choices = /** @type {Element} */ (event.target).closest("form > fieldset");
  if (!choices) return;
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
 * Tells the style sheet whether the reader moves by keys in a question, and is so shown what these do. The style sheet could
 * find that out itself, by `:has()`, and then browsers ask it again at each pick.
 *
 * @param {ShadowRoot} root
 */
function showKeys(root) {
  // The button that switches them on and off must not go while it is pressed.
  const isByKey = root.querySelector("form :focus-visible, .shortcuts:is(:focus, :active)") !== null;
  for (const body of programBodies(root)) body.toggleAttribute("data-by-key", isByKey);
  for (const type of ["focusout", "pointerup"]) {
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
function lookSoon({ currentTarget }) {
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
