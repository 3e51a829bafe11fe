// Keys in the quiz: shortcuts of its own, and none of the page around it.

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
 * Hears keys in a quiz. They leave it after all in it have heard them.
 *
 * @param {ShadowRoot} root
 */
export function hearKeys(root) {
  root.addEventListener("keydown", useShortcut);
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, keepInside);
}
