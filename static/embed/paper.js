// What the quiz stands on and in: a page's own paper shows through it, and a page's boxes decide what can stick.

// A computed colour that something shows through.
const TRANSLUCENT = /^rgba|\//;

/**
 * An element and all that it is in, out of shadow roots too.
 *
 * @param {Element} element
 */
function around(element) {
  const all = [];
  /** @type {Element | null | undefined} */
  let at = element;
  while (at) {
    all.push(at);
    at = at.parentElement ?? /** @type {Partial<ShadowRoot>} */ (at.getRootNode()).host;
  }
  return all;
}

/**
 * Tells a body of the quiz what it stands on: the nearest background behind it that hides what is below, or the canvas. What
 * sticks to the window's edge needs it, and hides what is below; in a frame nothing does, and the page around may show
 * through (embed.html). The body's own style is there for what holds its place.
 *
 * Where nothing can stick in a page, the way on stands right behind the choices, as in a frame.
 *
 * @param {HTMLElement} body
 */
export function standOnPaper(body) {
  const quiz = /** @type {HTMLElement} */ (body.firstElementChild);
  const colours = around(body).map((each) => getComputedStyle(each).backgroundColor);
  const paper = colours.find((colour) => !TRANSLUCENT.test(colour)) ?? "var(--quiz-canvas, Canvas)";
  quiz.style.cssText = `--quiz-paper:${paper};${isCutOff(body) ? "--quiz-row:0;--quiz-box:flex" : ""}`;
}

/**
 * Whether an element may scroll what is in it.
 *
 * @param {Element} element
 */
const isBox = (element) => /auto|scroll|hidden/.test(getComputedStyle(element).overflowY);

/**
 * Whether the nearest box around an element that could scroll has nothing to scroll, and so keeps what is in it from
 * sticking to the window: pages make boxes when they cut off what is too wide (`overflow-x: hidden`). What is cut off in
 * `body` alone, or in `html`, is cut off by the window, which scrolls.
 *
 * @param {Element} element
 */
function isCutOff(element) {
  const [box, next] = around(element).filter(isBox);
  const isOfWindow = !next && (box === document.body || box === document.documentElement);
  return box && !isOfWindow && box.scrollHeight <= box.clientHeight;
}
