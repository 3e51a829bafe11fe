// For pages that show the quiz in a frame: gives the frame its height, hands the page's colours and size of text to it,
// shows passages in the page's article, and passes on what happens. It cares for frames of its own folder alone.

/** @import { Quote, ToFrame, ToPage, WayBack } from "./internal.js" */

const HOME = new URL(".", import.meta.url);

// No quiz is lower or higher, in CSS pixels.
const LEAST_HEIGHT = 100;
const MOST_HEIGHT = 10_000;

// Where the focus is kept, from the top of the window, in parts of its height.
const HIGHEST_FOCUS = 0.15;
const LOWEST_FOCUS = 0.4;

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The frames of quizzes. Looked for each time: pages add frames, and give them their addresses, when they like. */
function frames() {
  return [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(HOME.href));
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
 * What a link to the page asks of a quiz, whose id is the name of its folder.
 *
 * @param {HTMLIFrameElement} frame
 * @returns {string | undefined}
 */
function linked(frame) {
  const bank = frame.src.split("/").at(-2);
  return location.hash.split(`newsquiz=${bank}:`)[1];
}

/** Who follows such a link is led to its quiz, unless they are on their way already. */
function lead() {
  if (!scrollY) frames().find(linked)?.scrollIntoView();
}

/**
 * Tells a quiz how the page around it looks, and where it is.
 *
 * @param {HTMLIFrameElement} frame
 */
function tellLook(frame) {
  const schemes = getComputedStyle(frame).colorScheme;
  const isDark = schemes.includes("dark") && (dark.matches || !schemes.includes("light"));
  const around = /** @type {Element} */ (frame.parentElement);
  const size = Number.parseFloat(getComputedStyle(around).fontSize);
  /** @type {HTMLLinkElement | null} */
  const canonical = document.querySelector("link[rel=canonical]");
  // What readers pass on. A query may be the reader's own affair.
  const page = canonical?.href ?? location.origin + location.pathname;
  send(frame, "look", { scheme: isDark ? "dark" : "light", size, page, draw: linked(frame) });
}

function tellAll() {
  for (const frame of frames()) tellLook(frame);
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
 * @type {{ [Type in keyof ToPage]: (frame: HTMLIFrameElement, message: ToPage[Type]) => void }}
 */
const receivers = {
  hello(frame) {
    tellLook(frame);
  },
  size(frame, { height }) {
    if (!Number.isFinite(height)) return;
    const bounded = Math.min(Math.max(height, LEAST_HEIGHT), MOST_HEIGHT);
    frame.style.height = `${bounded}px`;
  },
  focus(frame, { top }) {
    if (document.activeElement !== frame) return;
    const from = frame.getBoundingClientRect().top + top;
    const to = Math.min(Math.max(from, innerHeight * HIGHEST_FOCUS), innerHeight * LOWEST_FOCUS);
    scrollBy({ top: from - to, behavior: "instant" });
  },
  event(frame, { name, detail }) {
    frame.dispatchEvent(new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true, composed: true }));
  },
  async quotes(frame, { quotes }) {
    const standings = await inArticle(frame, quotes, ({ look, prepare }, article) => {
      // Nobody waits for it now. A reader who asks for a passage that is gone must not: browsers let a link open a tab
      // only for a moment after the click.
      prepare().catch(() => {});
      return look(article, quotes);
    });
    send(frame, "found", { found: standings?.map((standing) => standing !== "gone"), standings });
  },
  async show(frame, { quote, label }) {
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
    const isShown = await inArticle(frame, [quote], async ({ prepare, reveal }, article) => {
      await prepare();
      return reveal(article, quote, back);
    });
    if (!isShown) send(frame, "lost", {});
  },
};

/** @param {MessageEvent} event */
function receive({ source, origin, data }) {
  // A sandbox has the origin "null".
  const isOurs = data?.source === "newsquiz" && data.v === 1 && [HOME.origin, "null"].includes(origin);
  if (!isOurs || !Object.hasOwn(receivers, data.type)) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  const type = /** @type {keyof ToPage} */ (data.type);
  receivers[type](frame, data);
}

function start() {
  addEventListener("message", receive);
  dark.addEventListener("change", tellAll);
  // What a page does for one width of the window may change its text.
  addEventListener("resize", tellAll);
  // A switch of colours is no change of the root where a style sheet asks for the switch itself.
  addEventListener("click", tellAll);
  addEventListener("hashchange", tellAll);
  addEventListener("hashchange", lead);
  const changes = new MutationObserver(tellAll);
  changes.observe(document.documentElement, { attributes: true });
  // A script in the head may run before there is a body.
  if (document.body) changes.observe(document.body, { attributes: true });
  tellAll();
  lead();
}

// A page may hold the script twice.
const started = Symbol.for(`newsquiz ${HOME}`);
if (!(started in window)) start();
Object.assign(window, { [started]: true });
