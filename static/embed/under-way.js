// That other questions are on their way, which the reader asked for.

import { programBodies } from "./bodies.js";

/**
 * Has all bodies of a quiz show whether something is under way that takes their place, and tell it to screen readers. On a
 * quick line nothing is seen of it: they fade after a third of a second, and not at once.
 *
 * @param {ShadowRoot | null} root
 * @param {boolean} isUnderWay
 */
export function showUnderWay(root, isUnderWay) {
  /** @type {NodeListOf<HTMLElement> | []} */
  const first = root?.querySelectorAll(".first") ?? [];
  for (const body of [...programBodies(root), ...first]) {
    body.ariaBusy = isUnderWay ? "true" : null;
    body.style.transition = isUnderWay ? "opacity 0.2s 0.3s" : "";
    body.style.opacity = isUnderWay ? "0.5" : "";
  }
}
