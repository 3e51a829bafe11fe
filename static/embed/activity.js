// Whether a reader is in the middle of a click or of pressing a key, which a change of the page would lose.

// Not every press has an end: macOS tells none of a key that was pressed with Command.
const LONGEST_PRESS = 5000;
// The click comes after the press has ended.
const AFTER_PRESS = 50;

/**
 * When each press is over at the latest, by the code of its key; pointers have none.
 *
 * @type {Map<string | undefined, number>}
 */
const presses = new Map();

for (const type of ["pointerdown", "keydown", "pointerup", "pointercancel", "keyup"]) {
  const duration = type.endsWith("down") ? LONGEST_PRESS : AFTER_PRESS;
  addEventListener(
    type,
    (event) => {
      const { code } = /** @type {Partial<KeyboardEvent>} */ (event);
      presses.set(code, performance.now() + duration);
    },
    true,
  );
}

export function isPressing() {
  const now = performance.now();
  return [...presses.values()].some((end) => end >= now);
}
