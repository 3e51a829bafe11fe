// For the quiz in a frame: tells the page around it how high the quiz is and what happens in it, takes over its colours
// and its size of text, and asks it for the article. Any page may show the quiz, so that any may be told.

// The page's own policy cannot say whose files may be loaded: in a sandbox, WebKit takes 'self' for nobody. This one can.
const { origin } = new URL(import.meta.url);
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content = `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}`;
document.head.append(policy);

const quiz = document.querySelector("news-quiz");
const bank = quiz.getAttribute("src").split("/").at(-2);
const root = document.documentElement;
// How long the quiz waits for the article, in milliseconds: without word from the page's module, and with it.
const [PATIENCE, MORE] = [500, 5000];

let isHost, height, link, back;
let found = () => {};

const post = (type, more) => parent.postMessage({ source: "newsquiz", v: 1, type, ...more }, "*");

// What the height of the window is does not count: the root is as high as what is in it.
function measure() {
  const now = Math.ceil(root.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  // As AMP and Datawrapper have it: many content systems know these, and need no module of ours.
  parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  parent.postMessage({ "datawrapper-height": { [bank]: height } }, "*");
  post("size", { height });
}

const take = {
  __proto__: null,
  look({ scheme, size, page, draw }) {
    isHost = true;
    if (/^https?:/.test(page)) quiz.page = page;
    // A link that was followed to the page leads to a draw here.
    const hash = `#newsquiz=${bank}:${draw}`;
    if (draw && location.hash !== hash) location.replace(hash);
    if (["light", "dark"].includes(scheme)) root.style.colorScheme = scheme;
    // Never smaller than the reader wants text to be, which is what 1rem is here.
    if (size > 0) root.style.setProperty("--nq-size", `clamp(1rem, ${+size}px, 2rem)`);
    height = 0;
    measure();
  },
  found: (message) => found(message.found),
  back: () => back?.(),
  // The passage cannot be shown there any more: the link does what links do.
  lost() {
    quiz.show = undefined;
    link?.click();
  },
};

if (parent !== window) {
  // Stands in for article.js, whose work is done outside.
  quiz.outside = {
    find: (_, quotes) =>
      new Promise((resolve) => {
        found = resolve;
        post("quotes", { quotes });
        setTimeout(resolve, isHost ? MORE : PATIENCE);
      }),
    reveal(_, quote, { label, go }) {
      back = go;
      post("show", { quote, label });
      return true;
    },
  };
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.source === "newsquiz" && data.v === 1) take[data.type]?.(data);
  });
  addEventListener("click", (event) => (link = event.composedPath().find(({ localName }) => localName === "a")), true);
  // Where the quiz takes the reader: the page has to follow, since the frame is as high as the quiz and cannot scroll.
  quiz.addEventListener("focusin", (event) => {
    const [target] = event.composedPath();
    if (!target.matches("h3, h4")) return;
    measure();
    post("focus", { top: target.getBoundingClientRect().top - root.getBoundingClientRect().top });
  });
  for (const name of ["ready", "start", "response", "finish", "share", "problem"]) {
    addEventListener(`newsquiz:${name}`, ({ detail }) => post("event", { name, detail }));
  }
  post("hello");
  new ResizeObserver(measure).observe(root);
}
