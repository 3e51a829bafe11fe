/**
 * The second click of a double click was meant for what was there before the first: it neither picks a choice of the
 * program nor leaves feedback unread.
 *
 * @param {Event} event
 */
function passOver(event) {
  const { detail, target } = /** @type {MouseEvent} */ (event);
  const isRepeated = detail > 1 && /** @type {Element} */ (target).closest("[data-body]");
  if (!isRepeated) return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Has a double click be one click in a quiz.
 *
 * @param {ShadowRoot} root
 */
export const clickOnce = (root) => root.addEventListener("click", passOver, true);
