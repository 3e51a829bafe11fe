// Clicks in the program. They are heard at the root of its tree: where an element hears clicks, screen readers say of all that
// is in it that it can be clicked.

import { afterPaint } from "./after-paint.js";

let isByKey = false;

/** Whether the last click on anything but an input was that of a key or of a screen reader. */
export const wasByKey = () => isByKey;

/** @param {Event} event */
function press(event) {
  const { detail, target } = /** @type {MouseEvent} */ (event);
  const element = /** @type {Element} */ (target);
  // An input gets the click on its label from the browser, in Safari as if by a key.
  if (!element.matches("input")) isByKey = detail === 0;
  const body = element.closest("[data-body]");
  if (!body) return;
  if (detail > 1) {
    // The second click of a double click was meant for what was there before the first: it neither picks a choice nor
    // leaves feedback unread.
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const control = element.closest("button, summary");
  if (!control) return;
  // Nothing is held in its place any more when the reader goes on.
  body.removeAttribute("style");
  // What the program's buttons hear (src/step.rs).
  control.dispatchEvent(new Event("select", { bubbles: true }));
  // What moves sets out after the first frame, and after the focus. Yew changes its tree in a microtask that was queued by
  // the event: what leaves the tree there is not styled anew for nothing.
  queueMicrotask(() => body.toggleAttribute("data-fresh", true));
  afterPaint(() => requestAnimationFrame(() => body.removeAttribute("data-fresh")));
}

/**
 * Hears the clicks in a quiz, and has a double click be one click.
 *
 * @param {ShadowRoot} root
 */
export const hearClicks = (root) => root.addEventListener("click", press, true);
