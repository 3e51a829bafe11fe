// For pages that show the quiz in a frame: gives the frame its height, hands the page's colours and size of text to it,
// shows passages in the page's article, and passes on what happens. It cares for frames of its own folder alone.

const HOME = new URL(".", import.meta.url);
// No quiz is lower or higher, in CSS pixels.
const [LEAST, MOST] = [100, 10_000];

const dark = matchMedia("(prefers-color-scheme: dark)");

// Looked for each time: pages add frames, and give them their addresses, when they like.
const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(HOME.href));

// To whoever is in the frame: in a sandbox it has no origin to name, and nothing of this is a secret.
const send = (frame, type, more) => frame.contentWindow?.postMessage({ source: "newsquiz", v: 1, type, ...more }, "*");

// What a link to the page asks of a quiz, whose id is the name of its folder.
const linked = ({ src }) => location.hash.split(`newsquiz=${src.split("/").at(-2)}:`)[1];

// Who follows such a link is led to its quiz, unless they are on their way already.
function lead() {
  if (!scrollY) frames().find(linked)?.scrollIntoView();
}

function look(frame) {
  const schemes = getComputedStyle(frame).colorScheme;
  const isDark = schemes.includes("dark") && (dark.matches || !schemes.includes("light"));
  const size = parseFloat(getComputedStyle(frame.parentElement).fontSize);
  // What readers pass on. A query may be the reader's own affair.
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.origin + location.pathname;
  send(frame, "look", { scheme: isDark ? "dark" : "light", size, page, draw: linked(frame) });
}

// What the module gives that knows articles; nothing where the page has none.
async function inArticle(frame, use) {
  const selector = frame.dataset.article;
  try {
    const article = (!selector && frame.closest("article")) || document.querySelector(selector || "article");
    return article && use(await import("./{{ article.js }}"), article);
  } catch {}
}

const take = {
  __proto__: null,
  hello: look,
  size(frame, { height }) {
    if (Number.isFinite(height)) frame.style.height = `${Math.min(Math.max(height, LEAST), MOST)}px`;
  },
  focus(frame, { top }) {
    if (document.activeElement !== frame) return;
    const from = frame.getBoundingClientRect().top + top;
    const to = Math.min(Math.max(from, innerHeight * 0.15), innerHeight * 0.4);
    scrollBy({ top: from - to, behavior: "instant" });
  },
  event(frame, { name, detail }) {
    frame.dispatchEvent(new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true, composed: true }));
  },
  async quotes(frame, { quotes }) {
    const found = await inArticle(frame, ({ find }, article) => find(article, quotes));
    send(frame, "found", { found: found?.map(Boolean) });
  },
  async show(frame, { quote, label }) {
    const { top } = frame.getBoundingClientRect();
    const go = () => {
      frame.focus({ preventScroll: true });
      // Where the reader was: the frame may be higher than the window.
      scrollBy({ top: frame.getBoundingClientRect().top - top, behavior: "instant" });
      send(frame, "back");
    };
    const isShown = await inArticle(frame, ({ reveal }, article) => reveal(article, quote, { label, go }));
    if (!isShown) send(frame, "lost");
  },
};

function start() {
  addEventListener("message", ({ source, origin, data }) => {
    if (data?.source !== "newsquiz" || data.v !== 1 || ![HOME.origin, "null"].includes(origin)) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) take[data.type]?.(frame, data);
  });
  const all = () => frames().forEach(look);
  dark.addEventListener("change", all);
  // What a page does for one width of the window may change its text.
  addEventListener("resize", all);
  // A switch of colours is no change of the root where a style sheet asks for the switch itself.
  addEventListener("click", all);
  addEventListener("hashchange", all);
  addEventListener("hashchange", lead);
  const changed = new MutationObserver(all);
  for (const element of [document.documentElement, document.body]) if (element) changed.observe(element, { attributes: true });
  all();
  lead();
}

// A page may hold the script twice.
const started = Symbol.for(`newsquiz ${HOME}`);
if (!window[started]) start();
window[started] = true;
