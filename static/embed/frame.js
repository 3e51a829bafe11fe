// For pages that show the quiz in a frame: gives the frame its height, hands the page's colours and size of text to it,
// shows passages in the page's article, and passes on what happens.
// The build joins this module and those that it imports into one file, frame.js.

import { drawIn } from "./link.js";
import { pageAddress } from "./page-address.js";
import { PROPERTIES } from "./properties.js";

/** @import { Quote, ToFrame, ToPage, WayBack } from "../internal.js" */

const HOME = new URL(".", import.meta.url);

// No quiz is lower or higher, in CSS pixels.
const LEAST_HEIGHT = 100;
const MOST_HEIGHT = 10_000;

// Where the focus is kept, from the top of the window, in parts of its height. Newer quizzes say where what is to be seen
// with it ends.
const HIGHEST_FOCUS = 0.15;
const LOWEST_FOCUS = 0.4;

const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * A frame whose window has said `hello`.
 *
 * @typedef {object} Guest
 * @property {HTMLIFrameElement} frame
 * @property {string} address what the page wrote as its address when it said so
 * @property {string} origin where it spoke from
 * @property {boolean} isTrusted whether it is a quiz by what the page says of it, and not by its own word
 * @property {typeof HOME} host the copy of this script that cares for it
 * @property {string} [bank] the id of its bank
 * @property {string} [look] what it was told last
 */

// A page may hold this script several times, from one site or from several: each frame is cared for by one of them.
const GUESTS = Symbol.for("newsquiz guests");
const page = /** @type {Record<symbol, any>} */ (/** @type {unknown} */ (window));
page[GUESTS] ??= new WeakMap();
/**
 * The guests of all copies of this script, by their windows.
 *
 * @type {WeakMap<MessageEventSource, Guest>}
 */
const guests = page[GUESTS];

/** The frames of the page. Looked for each time: pages add frames, and give them their addresses, when they like. */
function frames() {
  return [...document.querySelectorAll("iframe")];
}

/**
 * The guest in a frame. A frame that is not on the page has no window, and nothing is noted for none.
 *
 * @param {HTMLIFrameElement} frame
 */
function guestIn({ contentWindow }) {
  return guests.get(/** @type {Window} */ (contentWindow));
}

/**
 * Tells the quiz in a frame. In a sandbox it has no origin to name, and nothing of this is a secret.
 *
 * @template {keyof ToFrame} Type
 * @param {HTMLIFrameElement} frame
 * @param {Type} type
 * @param {ToFrame[Type]} message
 */
function send(frame, type, message) {
  frame.contentWindow?.postMessage({ source: "newsquiz", v: 1, type, ...message }, "*");
}

/**
 * What a link to the page asks of the quiz in a frame. Until the quiz has told the id of its bank, the name of the bank's
 * folder stands for it. Scripts that save bandwidth keep the address in `data-src` until the reader comes near.
 *
 * @param {HTMLIFrameElement} frame
 */
function linked(frame) {
  const bank = guestIn(frame)?.bank ?? (frame.src || frame.dataset.src)?.split("/").at(-2);
  return bank ? drawIn(location.hash, bank) : "";
}

/** Who follows such a link is led to its quiz, unless they are on their way already. */
function lead() {
  if (!scrollY) frames().find(linked)?.scrollIntoView();
}

/**
 * Tells a quiz how the page around it looks, and where it is, when that is something new to it.
 *
 * @param {Guest} guest
 */
function tellLook(guest) {
  const { frame, isTrusted } = guest;
  const style = getComputedStyle(frame);
  const schemes = style.colorScheme;
  const isDark = schemes.includes("dark") && (dark.matches || !schemes.includes("light"));
  const size = Number.parseFloat(style.fontSize);
  // Where its reader is, is no affair of a frame that only says that it is a quiz.
  const where = isTrusted ? { page: pageAddress(), draw: linked(frame) } : { page: "" };
  /** @type {Record<string, string>} */
  const properties = {};
  for (const name of PROPERTIES) properties[name] = style.getPropertyValue(name);
  /** @type {ToFrame["look"]} */
  const message = { scheme: isDark ? "dark" : "light", size, properties, ...where };
  const look = JSON.stringify(message);
  if (guest.look === look) return;
  guest.look = look;
  send(frame, "look", message);
}

let isAboutToTell = false;

/** Tells all of them before the next frame is painted: a page may change many times until then. */
function tellAllSoon() {
  if (isAboutToTell) return;
  isAboutToTell = true;
  requestAnimationFrame(() => {
    isAboutToTell = false;
    for (const guest of frames().map(guestIn)) {
      if (guest?.host === HOME) tellLook(guest);
    }
  });
}

/**
 * Uses the module that knows articles on the page's article. Gives nothing where the page has none.
 *
 * @template T
 * @param {HTMLIFrameElement} frame
 * @param {Quote[]} quotes that tell which of several articles it is
 * @param {(passages: typeof import("./article.js"), article: Element) => T | Promise<T>} use
 */
async function inArticle(frame, quotes, use) {
  const selector = frame.dataset.article;
  try {
    const around = selector ? null : frame.closest("article");
    const all = new Set([around, ...document.querySelectorAll(selector || "article")]);
    const candidates = [...all].filter((each) => each !== null);
    if (candidates.length === 0) return undefined;
    const passages = await import("./article.js");
    const article = passages.choose(candidates, quotes);
    return article ? await use(passages, article) : undefined;
  } catch {
    // The selector is none, or the module is not to be had: the quiz does without the page's article.
    return undefined;
  }
}

/**
 * What is done with each message of a frame.
 *
 * @type {{ [Type in keyof ToPage]: (guest: Guest, message: ToPage[Type]) => void }}
 */
const receivers = {
  hello(guest, { bank }) {
    if (bank) guest.bank = `${bank}`;
    // It was told nothing yet, or has forgotten it.
    guest.look = undefined;
    tellLook(guest);
  },
  size({ frame }, { height }) {
    if (!Number.isFinite(height)) return;
    const bounded = Math.min(Math.max(height, LEAST_HEIGHT), MOST_HEIGHT);
    frame.style.height = `${bounded}px`;
  },
  focus({ frame, isTrusted }, { top, bottom }) {
    if (!isTrusted || document.activeElement !== frame) return;
    const from = frame.getBoundingClientRect().top + top;
    // An older quiz says only where it begins.
    const lowest = bottom === undefined ? innerHeight * LOWEST_FOCUS : innerHeight - (bottom - top);
    const to = Math.max(Math.min(from, lowest), innerHeight * HIGHEST_FOCUS);
    scrollBy({ top: from - to, behavior: "instant" });
  },
  event({ frame }, { name, detail }) {
    frame.dispatchEvent(new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true, composed: true }));
  },
  async quotes({ frame, isTrusted }, { quotes }) {
    const standings = isTrusted
      ? await inArticle(frame, quotes, ({ look, prepare }, article) => {
          // Nobody waits for it now. A reader who asks for a passage that is gone must not: browsers let a link open a
          // tab only for a moment after the click.
          prepare().catch(() => {});
          return look(article, quotes);
        })
      : undefined;
    send(frame, "found", { found: standings?.map((standing) => standing !== "gone"), standings });
  },
  async show({ frame, isTrusted }, { quote, label }) {
    const { top } = frame.getBoundingClientRect();
    /** @type {WayBack} */
    const back = {
      label,
      go() {
        frame.focus({ preventScroll: true });
        // Where the reader was: the frame may be higher than the window.
        scrollBy({ top: frame.getBoundingClientRect().top - top, behavior: "instant" });
        send(frame, "back", {});
      },
    };
    const isShown =
      isTrusted &&
      (await inArticle(frame, [quote], async ({ prepare, reveal }, article) => {
        await prepare();
        return reveal(article, quote, back);
      }));
    if (!isShown) send(frame, "lost", {});
  },
};

/**
 * Whether the page itself says that a quiz is in this frame: by an address on the site of this script, which may lead on
 * to another one; or by naming the article for it. What speaks from the site of this script is as good as the script.
 *
 * @param {HTMLIFrameElement} frame
 * @param {string} origin where its window speaks from
 */
function isVouchedFor(frame, origin) {
  return origin === HOME.origin || frame.src.startsWith(`${HOME.origin}/`) || "article" in frame.dataset;
}

/**
 * Notes that a window has said `hello`. The first copy of this script takes it, unless another one knows the frame for
 * a quiz and the first does not.
 *
 * @param {MessageEvent} event
 */
function welcome({ source, origin }) {
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!source || !frame) return;
  const known = guests.get(source);
  const isKnown = known?.frame === frame && known.address === frame.src;
  // Another site has come into the frame, and not because the page said so.
  if (isKnown && known.origin !== origin) return;
  const isTrusted = isVouchedFor(frame, origin);
  if (isKnown && (known.isTrusted || !isTrusted)) return;
  guests.set(source, { frame, address: frame.src, origin, isTrusted, host: HOME });
}

/** @param {MessageEvent} event */
function receive(event) {
  const { source, origin, data } = event;
  const isOurs = data?.source === "newsquiz" && data.v === 1;
  if (!source || !isOurs || !Object.hasOwn(receivers, data.type)) return;
  if (data.type === "hello") welcome(event);
  const guest = guests.get(source);
  if (guest?.host !== HOME || guest.origin !== origin) return;
  const type = /** @type {keyof ToPage} */ (data.type);
  receivers[type](guest, data);
}

function start() {
  addEventListener("message", receive);
  dark.addEventListener("change", tellAllSoon);
  // What a page does for one width of the window may change its text.
  addEventListener("resize", tellAllSoon);
  // A switch of colours is no change of the root where a style sheet asks for the switch itself.
  addEventListener("click", tellAllSoon);
  // And colours may take their time.
  addEventListener("transitionend", tellAllSoon);
  addEventListener("hashchange", tellAllSoon);
  addEventListener("hashchange", lead);
  const changes = new MutationObserver(tellAllSoon);
  changes.observe(document.documentElement, { attributes: true });
  // Where another story gets its address.
  changes.observe(document.head, { childList: true, subtree: true, attributes: true });
  // A script in the head may run before there is a body.
  if (document.body) changes.observe(document.body, { attributes: true });
  // Quizzes that were there before this script have said `hello` to nobody: they are asked to say it again.
  for (const frame of frames()) send(frame, "hello", {});
  lead();
}

start();
