// What the quiz stands on: a page's own paper shows through it.

// A computed colour that something shows through.
const TRANSLUCENT = /^rgba|\//;

/**
 * Tells a body of the quiz what it stands on: the nearest background behind it that hides what is below, or the canvas. What
 * sticks to the window's edge needs it, and hides what is below; in a frame nothing does, and the page around may show
 * through (embed.html). The body's own style is there for what holds its place.
 *
 * @param {HTMLElement} body
 */
export function standOnPaper(body) {
  const quiz = /** @type {HTMLElement} */ (body.firstElementChild);
  quiz.style.setProperty("--quiz-paper", paperBehind(body));
}

/** @param {Element} body */
function paperBehind(body) {
  /** @type {Element | null | undefined} */
  let at = body;
  while (at) {
    const { backgroundColor } = getComputedStyle(at);
    if (!TRANSLUCENT.test(backgroundColor)) return backgroundColor;
    at = at.parentElement ?? /** @type {Partial<ShadowRoot>} */ (at.getRootNode()).host;
  }
  return "var(--quiz-canvas, Canvas)";
}
