// Keys that the quiz uses are no shortcuts of the page around it.

// Tab and Escape are the page's too; with a modifier all are the browser's or the page's.
const OURS = /^(Arrow\w+|Enter| |\d)$/;

/** @param {Event} event */
function keepInside(event) {
  const { key, ctrlKey, altKey, metaKey } = /** @type {KeyboardEvent} */ (event);
  if (OURS.test(key) && !ctrlKey && !altKey && !metaKey) event.stopPropagation();
}

/**
 * Keeps these keys inside of a quiz, after all in it has heard them.
 *
 * @param {ShadowRoot} root
 */
export function keepKeys(root) {
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, keepInside);
}
