// What the switches do to the pages in the frames, what becomes of the question when the article is corrected, and the lines
// to copy. Without this script the three quizzes play, and no switch is shown.

/** @import { NewsQuizElement } from "../../../static/news-quiz.js" */

// How long nobody types before the quiz looks at the article again, in milliseconds.
const PAUSE = 400;

const switches = /** @type {HTMLFormElement} */ (document.querySelector(".switches"));
const papers = /** @type {HTMLElement} */ (document.querySelector(".papers"));
const allFrames = [...papers.querySelectorAll("iframe")];

/**
 * The quizzes that have the sheet of `turn` already.
 *
 * @type {WeakSet<ShadowRoot>}
 */
const turned = new WeakSet();

/** @param {string} name of a switch */
const chosen = (name) => String(new FormData(switches).get(name));

/**
 * Gives a quiz the direction that is chosen. Of itself it has that of its own language, and takes none from its page; and
 * what begins with a number keeps the direction of English, in which no quiz from right to left would be.
 *
 * @param {ShadowRoot} root
 * @param {typeof globalThis} view the window of its page
 */
function turn(root, view) {
  for (const body of root.querySelectorAll(".nq")) body.setAttribute("dir", chosen("direction"));
  if (turned.has(root)) return;
  turned.add(root);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync("[dir=rtl] :is(.drawn span, .progress p, strong) { direction: ltr; unicode-bidi: isolate }");
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/**
 * Gives the page in a frame the colours and the direction that are chosen.
 *
 * @param {HTMLIFrameElement} frame
 */
function dress(frame) {
  const page = frame.contentDocument;
  const view = /** @type {typeof globalThis | null | undefined} */ (page?.defaultView);
  if (!page || !view) return;
  page.documentElement.style.colorScheme = chosen("colours");
  page.documentElement.dir = chosen("direction");
  for (const quiz of page.querySelectorAll("news-quiz")) {
    if (quiz.shadowRoot) turn(quiz.shadowRoot, view);
  }
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * What the browser was sent for the page in a frame so far, in bytes as they came: the page, and all that it loaded.
 *
 * @param {Performance} performance of the page
 */
function weights(performance) {
  const entries = /** @type {PerformanceResourceTiming[]} */ (
    ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
  );
  return entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}

/**
 * Says below a frame what was measured in it.
 *
 * @param {HTMLIFrameElement} frame
 * @param {string} more
 */
function tell(frame, more) {
  const told = frame.closest("figure")?.querySelector(".measured");
  const performance = frame.contentWindow?.performance;
  if (!told || !performance) return;
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const first = paint ? `First question after ${Math.round(paint.startTime)} ms. ` : "";
  told.textContent = `${first}${kilobytes(weights(performance))} so far${more}.`;
}

/**
 * Looks after a frame whose page has arrived.
 *
 * @param {HTMLIFrameElement} frame
 */
function welcome(frame) {
  dress(frame);
  const page = frame.contentDocument;
  if (!page) return;
  if (chosen("scripts") === "off") {
    tell(frame, ", and no script");
    return;
  }
  let touched = 0;
  const touch = () => {
    touched ||= performance.now();
  };
  page.addEventListener("pointerdown", touch, true);
  page.addEventListener("focusin", touch, true);
  page.addEventListener("newsquiz:ready", () => {
    dress(frame);
    tell(frame, touched ? `, with the program, which played ${Math.round(performance.now() - touched)} ms after the first touch` : "");
  });
  // What is painted first is known when it was painted.
  setTimeout(() => tell(frame, ", and no program before the first touch"), PAUSE);
}

/** Loads the pages anew, with scripts or without. */
function reload() {
  for (const frame of allFrames) {
    if (chosen("scripts") === "off") frame.setAttribute("sandbox", "allow-same-origin");
    else frame.removeAttribute("sandbox");
    frame.src = frame.getAttribute("src") ?? "";
  }
}

for (const frame of allFrames) {
  frame.addEventListener("load", () => welcome(frame));
  // Its page may have arrived before this script.
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") welcome(frame);
}
switches.addEventListener("input", ({ target }) => {
  papers.classList.toggle("desk", chosen("screen") === "desk");
  if (/** @type {HTMLInputElement} */ (target).name === "scripts") reload();
  else allFrames.forEach(dress);
});
switches.addEventListener("submit", (event) => event.preventDefault());
// Browsers keep what was chosen before a page was loaded anew.
switches.reset();

const evidence = /** @type {HTMLElement} */ (document.querySelector("#evidence"));
const place = /** @type {HTMLElement} */ (document.querySelector("#quiz"));
const takeOut = /** @type {HTMLButtonElement} */ (document.querySelector("#take-out"));
const putBack = /** @type {HTMLButtonElement} */ (document.querySelector("#put-back"));
const words = evidence.textContent;
let pending = 0;

/** Puts the quiz in anew: it looks at the article as for a reader who opens the page now. */
function askAgain() {
  const before = /** @type {NewsQuizElement} */ (place.querySelector("news-quiz"));
  const quiz = document.createElement("news-quiz");
  for (const name of ["src", "article"]) quiz.setAttribute(name, before.getAttribute(name) ?? "");
  place.replaceChildren(quiz);
  const isAsWritten = evidence.textContent === words;
  takeOut.disabled = !evidence.textContent;
  putBack.disabled = isAsWritten;
}

/** @param {string} text */
function write(text) {
  evidence.textContent = text;
  askAgain();
}

evidence.contentEditable = "true";
evidence.setAttribute("role", "textbox");
evidence.setAttribute("aria-label", "Words of the article that the first question stands on");
evidence.addEventListener("input", () => {
  clearTimeout(pending);
  pending = setTimeout(askAgain, PAUSE);
});
takeOut.addEventListener("click", () => write(""));
putBack.addEventListener("click", () => write(words));

const copied = /** @type {HTMLElement} */ (document.querySelector("#copied"));
document.querySelector("#copy")?.addEventListener("click", async () => {
  const snippet = /** @type {HTMLElement} */ (document.querySelector("#snippet"));
  try {
    await navigator.clipboard.writeText(snippet.textContent ?? "");
    copied.textContent = "Copied";
  } catch {
    // Without leave to copy, the reader does it: the lines are selected.
    getSelection()?.selectAllChildren(snippet);
    copied.textContent = "Selected: copy it with your keys";
  }
});

for (const control of document.querySelectorAll(".switches, .controls")) control.toggleAttribute("hidden", false);
