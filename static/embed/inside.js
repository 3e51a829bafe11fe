// For the quiz in a frame: tells the page around it how high the quiz is and what happens in it, takes over its colours
// and its size of text, and asks it for the article. Any page may show the quiz, so that any may be told. The frame's own
// address may ask for another draw, language or look.
// The build joins this module and those that it imports into one file, inside.js.

import { fragmentOf } from "./link.js";
import { PROPERTIES } from "./properties.js";

/** @import { EventName, QuizElement, Standing, ToFrame, ToPage } from "../internal.js" */

// The page's own policy cannot say whose files may be loaded: in a sandbox, WebKit takes 'self' for nobody. This one can.
const { origin } = new URL(import.meta.url);
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content = `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}`;
document.head.append(policy);

// How much higher a question gets when it is answered, up to the end of the verdict, in pixels: two lines of small print.
const GROWTH = 64;

// How long the quiz waits for the article, in milliseconds: without word from the page's module, and with it.
const PATIENCE = 500;
const PATIENCE_WITH_MODULE = 5000;

/**
 * The events that are passed on: all.
 *
 * @type {Record<EventName, true>}
 */
const EVENTS = { ready: true, start: true, response: true, finish: true, share: true, problem: true };

const quiz = /** @type {QuizElement} */ (document.querySelector("news-quiz"));
/** @type {HTMLElement | null | undefined} */
const first = quiz.shadowRoot?.querySelector(".first");
// The bank's id; in a browser that knows no declarative shadow roots the name of its folder, which is mostly the same.
const bank = first?.dataset.attempt?.split(" ")[0] ?? quiz.getAttribute("src")?.split("/").at(-2) ?? "";
const root = document.documentElement;

// What the frame's address may ask for: attributes of the element, each with what it may be. Anybody can write an address,
// and a language becomes part of a file's.
const ATTRIBUTES = {
  lang: /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i,
  questions: /^\d{1,4}$/,
  seed: /^[\w-]{1,32}(:\d+(\.\d)?p)?$/,
  theme: /^(auto|light|dark)$/,
};

// Whether the page around has our module: it has told how it looks.
let hasModule = false;
/**
 * What the page was told last.
 *
 * @type {number | undefined}
 */
let height;
/**
 * The link that was clicked last.
 *
 * @type {HTMLElement | undefined}
 */
let link;
/**
 * Leads the reader back from a passage that the page shows.
 *
 * @type {(() => void) | undefined}
 */
let goBack;
/**
 * Takes what the page has found.
 *
 * @type {((standings: Standing[] | undefined) => void) | undefined}
 */
let takeFound;

/**
 * Tells the page's module.
 *
 * @template {keyof ToPage} Type
 * @param {Type} type
 * @param {ToPage[Type]} message
 */
function post(type, message) {
  parent.postMessage({ source: "newsquiz", v: 1, type, ...message }, "*");
}

/** Tells the height. That of the window does not count: the root is as high as what is in it. */
function measure() {
  const now = Math.ceil(root.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  // As AMP and Datawrapper have it: many content systems know these, and need no module of ours.
  parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  parent.postMessage({ "datawrapper-height": { [bank]: height } }, "*");
  post("size", { height });
}

/**
 * What older copies of frame.js mean: that a passage is there or not, and by their share whether it is the article.
 *
 * @param {boolean[] | undefined} found
 * @returns {Standing[] | undefined}
 */
function standingsOf(found) {
  if (!found || found.filter(Boolean).length * 2 < found.length) return undefined;
  return found.map((isFound) => (isFound ? "here" : "gone"));
}

/**
 * Takes the custom properties over that the page around sets, and drops those that it sets no more. Any page may write the
 * message.
 *
 * @param {Record<string, string>} [values] by name; older copies of the page's module tell none
 */
function takeProperties(values = {}) {
  for (const name of PROPERTIES) {
    const value = values[name];
    const kind = name === "--nq-pad" ? "padding" : "color";
    // What asks for another value (`var()` and its kin) is always supported.
    const isFit = value && CSS.supports(kind, value) && !/(var|env|attr|url)\(/i.test(value);
    quiz.style.setProperty(name, isFit ? value : "");
  }
  // Only a text that is written for the page's paper can be read on it.
  const fallback = quiz.style.color && "transparent";
  document.body.style.background = quiz.style.getPropertyValue("--nq-paper") || fallback;
}

/**
 * What is done with each message of the page.
 *
 * @type {{ [Type in keyof ToFrame]: (message: ToFrame[Type]) => void }}
 */
const receivers = {
  // The page's module has come after the quiz.
  hello() {
    post("hello", { bank });
  },
  look({ scheme, size, properties, page, draw }) {
    // It may be there only now, and know no height.
    if (!hasModule) height = undefined;
    hasModule = true;
    if (/^https?:/.test(page)) {
      quiz.page = page;
      // It is told to pages that trust this frame, and those scroll.
      quiz.isFollowed = true;
    }
    // A link that was followed to the page leads to a draw here.
    const hash = draw && fragmentOf(draw, bank);
    if (hash && location.hash !== hash) location.replace(hash);
    if (scheme === "light" || scheme === "dark") root.style.colorScheme = scheme;
    // Never smaller than the reader wants text to be, which is what 1rem is here.
    if (size > 0) root.style.setProperty("--nq-size", `clamp(1rem, ${Number(size)}px, 2rem)`);
    takeProperties(properties);
    measure();
  },
  found({ found, standings }) {
    takeFound?.(standings ?? standingsOf(found));
  },
  back() {
    goBack?.();
  },
  // The passage cannot be shown there any more: the link does what links do.
  lost() {
    quiz.show = undefined;
    link?.click();
  },
};

/** @param {MessageEvent} event */
function receive({ source, data }) {
  const isOurs = source === parent && data?.source === "newsquiz" && data.v === 1;
  if (!isOurs || !Object.hasOwn(receivers, data.type)) return;
  const type = /** @type {keyof ToFrame} */ (data.type);
  receivers[type](data);
}

// Whether a mouse is down, or what a browser makes of a finger. What gets the focus then was pressed, the group of a question
// among it: would the page follow, the click would land beside it.
let isPressed = false;

/** @param {Event} event */
function notePress({ type }) {
  isPressed = type === "mousedown";
}

/** @param {Event} event */
function noteLink(event) {
  const path = /** @type {HTMLElement[]} */ (event.composedPath());
  link = path.find(({ localName }) => localName === "a");
}

/**
 * Where the quiz takes the reader: the page has to follow, since the frame is as high as the quiz and cannot scroll.
 *
 * @param {Event} event
 */
function followFocus(event) {
  const [target] = /** @type {Element[]} */ (event.composedPath());
  if (isPressed || !target.matches("fieldset, h3, h4")) return;
  measure();
  const { top } = root.getBoundingClientRect();
  // A verdict is seen beside the way on, and a question as a whole, with room for what its verdict adds.
  const row = target.closest(".row");
  const shown = row ?? target.closest(".card") ?? target;
  const bottom = shown.getBoundingClientRect().bottom - top + (row ? 0 : GROWTH);
  post("focus", { top: target.getBoundingClientRect().top - top, bottom });
}

/** Takes over what the frame's address asks for, before the element is there. */
function heedAddress() {
  const asked = new URLSearchParams(location.search);
  for (const [name, pattern] of Object.entries(ATTRIBUTES)) {
    const value = asked.get(name) ?? "";
    if (pattern.test(value)) quiz.setAttribute(name, value);
  }
}

function start() {
  quiz.outside = {
    look: (_, quotes) =>
      new Promise((resolve) => {
        takeFound = resolve;
        post("quotes", { quotes });
        setTimeout(resolve, hasModule ? PATIENCE_WITH_MODULE : PATIENCE);
      }),
    reveal(_, quote, { label, go }) {
      goBack = go;
      post("show", { quote, label });
      return true;
    },
  };
  addEventListener("message", receive);
  addEventListener("click", noteLink, true);
  for (const type of ["mousedown", "mouseup"]) addEventListener(type, notePress, true);
  quiz.addEventListener("focusin", followFocus);
  for (const name of Object.keys(EVENTS)) {
    addEventListener(`newsquiz:${name}`, (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      post("event", { name, detail });
    });
  }
  post("hello", { bank });
  new ResizeObserver(measure).observe(root);
}

heedAddress();
if (parent !== window) start();
