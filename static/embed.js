// The element <news-quiz>, and nothing else: it starts the program when a reader comes near, and puts it in the place
// of the first body, the quiz that plays without it. Whatever fails, now or later, that one stays or comes back.

// Each name gets the hash of its file when the site is built, and the program its integrity.
const [GLUE, PROGRAM, STYLE] = ["{{ newsquiz.js }}", "{{ newsquiz.wasm }}", "{{ quiz.css }}"].map((name) => new URL(name, import.meta.url).href);
const INTEGRITY = "{{ integrity of newsquiz.wasm }}";

const quizzes = new Set();
let rounds = 0;
let loading, style, stopped, told;

async function get(code, address, options) {
  const response = await fetch(address, options).catch(() => {});
  if (response?.ok) return response;
  throw [code, address];
}

const refusal = (address, reason) => ["program-refused", address + ` (${reason})`];

// Once for all quizzes of a page.
const program = () =>
  (loading ??= Promise.all([
    import(GLUE).catch((reason) => {
      throw refusal(GLUE, reason);
    }),
    get("program-missing", PROGRAM, { integrity: INTEGRITY }),
    get("style-missing", STYLE).then((response) => response.text()),
  ]).then(async ([module, response, text]) => {
    await module.default({ module_or_path: response });
    // The last thing: where it is there, all is.
    style = new CSSStyleSheet();
    style.replaceSync(text);
    return module;
  }));

// A trap while it is played: the program answers no more, in any quiz of the page. Other programs are not ours to judge.
for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, ({ error, reason = error, filename }) => {
    if (reason?.name !== "RuntimeError" || ![GLUE, PROGRAM].some((name) => (filename + reason.stack).includes(name))) return;
    stopped = ["program-stopped", PROGRAM];
    quizzes.forEach((quiz) => quiz.fail(stopped));
  });
}
// A link to another draw, followed on the open page, loads nothing by itself.
addEventListener("hashchange", () => quizzes.forEach((quiz) => quiz.linked && quiz.begin()));

const near = new IntersectionObserver(
  (entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && target.begin()),
  { rootMargin: "100% 0px" },
);

// Each question of the first body holds those after it: its own inputs, and what it was answered by, if it was.
const inputs = (card) => [...card.querySelector("fieldset").elements];
const answered = (card) => card?.querySelector(":scope > .buttons > [open]");

// What the reader did with the first body, as a saved attempt (crates/core/src/saved.rs).
function read(first) {
  const cards = [...first.querySelectorAll("[data-question]")];
  let current = [...cards, null].findIndex((card) => !answered(card));
  // The last verdict is still being read, unless the next question is under way.
  const next = cards[current];
  if (current && !(next && (inputs(next).some(({ checked }) => checked) || next.contains(first.getRootNode().activeElement)))) current -= 1;
  const lines = cards.map((card, ix) => {
    const answer = ix <= current && answered(card);
    const isUnpicked = ix > current || answer?.matches(".show");
    const choices = inputs(card).map(({ value, checked }) => (checked && !isUnpicked ? `${value}*` : value));
    return `${card.dataset.question} ${answer ? "=" : "~"}${choices.join(".")}`;
  });
  return { begun: /[=*]/.test(lines), card: cards[current], text: `newsquiz-attempt 1 ${first.dataset.attempt} 0 ${current}\n${lines.join("\n")}` };
}

// An input of the one body in the other.
const twin = (body, { name, value }) => body?.querySelector(`input[name="${name}"][value="${value}"]`);

// Where the focus of the one body is in the other.
function counterpart(from, body, card) {
  const part = !answered(card) && ["a", ".quiet:not(.shortcuts)", ".main"].find((selector) => from.matches(selector));
  // Where there is none, there is no such element either.
  return twin(body, from) || body.querySelector(`.card ${part}`) || body.querySelector("[tabindex]");
}

// Whether something is under way that would be lost: a click, a key, a selection.
const busy = {};
for (const type of ["pointerdown", "keydown", "pointerup", "pointercancel", "keyup"]) {
  // Not every press has an end: macOS tells none of a key that was pressed with Command. The click comes after the end.
  addEventListener(type, ({ code }) => (busy[code] = performance.now() + (/down$/.test(type) ? 5e3 : 50)), true);
}
function isCalm(root) {
  const selection = root.getSelection?.() ?? getSelection();
  // Safari before 26 takes a root, the others look for roots in what they are given.
  root.shadowRoots = [root];
  const { collapsed = selection?.isCollapsed, startContainer = selection?.anchorNode } =
    selection?.getComposedRanges?.(root)[0] ?? {};
  return Object.values(busy).every((end) => end < performance.now()) && (collapsed || !root.contains(startContainer));
}

class NewsQuiz extends HTMLElement {
  static observedAttributes = ["src", "seed", "questions", "lang", "eager", "remember"];
  #round = 0;
  #unmount;
  #started;
  #listening;

  connectedCallback() {
    quizzes.add(this);
    // What was only moved plays on.
    if (this.#round) return;
    this.hasAttribute("eager") ? this.begin() : near.observe(this);
    // Who follows a link is led to its quiz, unless they are on their way already.
    if (!scrollY && this.linked) this.scrollIntoView();
  }

  disconnectedCallback() {
    setTimeout(() => {
      if (this.isConnected) return;
      quizzes.delete(this);
      this.#stop();
      this.#round = 0;
    });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "remember") {
      // Where a reader's consent is gone, so is what was kept; where it comes, what was kept is offered.
      if (before) this.#remember("", this.#folder, before);
      if (!now || this.#started) return;
    }
    // What is moved is for a moment nowhere, and what is made on the page gets its attributes before its place.
    if (quizzes.has(this) && (name === "eager") === !this.#round) this.begin();
  }

  // Other questions.
  restart() {
    this.begin(`r${Date.now()}-${rounds}`);
  }

  get #folder() {
    return new URL(this.src.replace(/\/?$/, "/"), document.baseURI).href;
  }

  // What a link to this bank, whose id is the name of its folder, asks for: a seed, and maybe a score to beat.
  get linked() {
    return location.hash && location.hash.split(`newsquiz=${this.#folder.split("/").at(-2)}:`)[1];
  }

  // Without one, what stands in the element itself.
  get #first() {
    return this.shadowRoot?.querySelector(".first, slot");
  }

  get #bodies() {
    return this.shadowRoot?.querySelectorAll("[data-body]") ?? [];
  }

  // What was kept for another visit; with a text, keeps that. Only where the publisher says so.
  async #remember(text, folder = this.#folder, kind = this.getAttribute("remember")) {
    return (kind && (await import("./{{ remember.js }}").catch(() => {}))?.remember(kind, folder, text)) || "";
  }

  async begin(seed) {
    near.unobserve(this);
    const round = (this.#round = ++rounds);
    try {
      if (stopped) throw stopped;
      const folder = this.#folder;
      const bank = async (lang) => new Uint8Array(await (await get("bank-missing", `${folder}bank${lang}.bin`)).arrayBuffer());
      const [module, bytes, kept] = await Promise.all([
        program(),
        // With the words of the interface in the language of the element, where there are such.
        bank(this.lang && `.${this.lang.toLowerCase().match(/\w*/)}`).catch(() => bank("")),
        this.#remember(),
      ]);
      const gone = round === this.#round ? await this.#look(module.quotes(bytes)) : "";
      if (round === this.#round) this.#mount(module, bytes, folder, gone, seed, kept);
    } catch (reason) {
      // Another try may have more luck.
      loading = style && loading;
      // What plays already plays on.
      if (round === this.#round) this.fail(reason?.at ? reason : refusal(PROGRAM, reason), this.#unmount);
    }
  }

  // A sign for each question, `-` where its passage is gone, when this page plainly is the article: half of the quotes
  // stand in it.
  async #look(text) {
    const selector = this.getAttribute("article");
    const article = (!selector && this.closest("article")) || document.querySelector(selector || "article");
    this.show = undefined;
    // The page around a frame may be the article: inside.js asks it.
    const passages = article ? await import("./{{ article.js }}").catch(() => {}) : this.outside;
    if (!passages) return "";
    const quotes = JSON.parse(text);
    const found = await passages.find(article, quotes);
    const missing = quotes.filter((_, ix) => !found?.[ix]);
    if (missing.length > quotes.length / 2) return "";
    this.show = (link) => {
      const mark = link.closest("figure").querySelector("mark");
      const quote = { prefix: mark.previousSibling?.data, exact: mark.textContent, suffix: mark.nextSibling?.data };
      return passages.reveal(article, quote, { label: link.dataset.back, go: () => link.focus() });
    };
    if (missing.length) this.#tell("problem", { code: "article-changed", questions: missing.map((quote) => quote.id) });
    return quotes.map((quote) => (missing.includes(quote) ? "-" : "+")).join("");
  }

  #mount(module, bytes, folder, gone, seed, kept) {
    let root = this.shadowRoot;
    if (!root) {
      root = this.attachShadow({ mode: "open" });
      root.append(document.createElement("slot"));
    }
    const first = this.#first;
    const own = seed || this.linked || this.seed;
    // What is no number asks for nothing, as the program reads it.
    const questions = +this.getAttribute("questions");
    // Its end has come: a page may still be on its way.
    const state = !seed && !this.#unmount && first.querySelector(".count") && read(first);
    const saved = state && (state.begun || (!own && !questions)) ? state.text : "";
    const host = document.createElement("div");
    host.hidden = true;
    host.toggleAttribute("data-body");
    host.toggleAttribute("data-here", !!this.show);
    root.append(host);
    const old = this.#unmount;
    const round = this.#round;
    const unmount = module.mount(host, bytes, folder, saved, kept, own, questions, gone, (name, detail) => {
      if (name === "kept") return this.#remember(detail, folder);
      detail = JSON.parse(detail);
      // There before it is wanted: Safari lets a script copy only while a click is being handled.
      if (detail.score) import("./{{ share.js }}").then((module) => detail.link && module.share(this, detail.link)).catch(() => {});
      if (name === "ready") return swap(detail);
      this.#settle();
      if (name === "response") this.#mirror(detail);
      this.#tell(name, detail);
    });
    if (typeof unmount === "string") {
      host.remove();
      throw [unmount, `${folder}bank.bin`];
    }
    // All at once, and only when nothing is under way; what the reader did meanwhile goes along.
    const swap = (detail) => {
      if (stopped) return;
      const isOver = round !== this.#round;
      if (!isOver && !isCalm(root)) return setTimeout(swap, 30, detail);
      if (isOver || (state && read(first).text !== state.text)) {
        unmount();
        host.remove();
        return isOver || this.#mount(module, bytes, folder, gone, seed, kept);
      }
      old?.();
      root.adoptedStyleSheets = [...new Set([style, ...root.adoptedStyleSheets])];
      const focused = root.activeElement;
      const top = state?.card?.getBoundingClientRect().top;
      // The page below stays where it is until the reader goes on, and so does the question that is being read: what
      // cannot be scrolled is left free above it.
      if (state?.begun || kept) host.style.minHeight = `${first.getBoundingClientRect().height || this.offsetHeight}px`;
      for (const other of this.#bodies) if (other !== host) other.remove();
      first.hidden = true;
      host.hidden = false;
      const moved = () => state?.begun && host.querySelector(".card").getBoundingClientRect().top - top;
      scrollBy({ top: moved(), behavior: "instant" });
      host.style.paddingTop = `${-moved()}px`;
      if (focused) counterpart(focused, host, state?.card)?.focus({ preventScroll: true });
      this.#unmount = unmount;
      this.#tell("ready", detail);
      for (const response of detail.responses) {
        this.#start();
        this.#tell("response", response);
      }
    };
    this.#listening ||= !this.#listen(root);
  }

  #listen(root) {
    root.addEventListener("change", ({ target }) => {
      this.#start();
      const other = twin(this.#first, target);
      if (other) other.checked = target.checked;
    });
    // Before the program's own.
    root.addEventListener(
      "click",
      (event) => {
        const { target } = event;
        // An answer is not taken back by closing it.
        if (target.closest(".first [open] > summary")) event.preventDefault();
        if (target.closest("button, summary")) {
          this.#settle();
          this.#start();
        }
        const link = target.closest("figcaption a");
        if (!link || !this.show || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (this.show(link)) event.preventDefault();
      },
      true,
    );
  }

  #start() {
    this.#started ||= !this.#tell("start", {});
  }

  // Nothing is held in its place any more.
  #settle() {
    for (const body of this.#bodies) body.style = "";
  }

  // The first body follows, so that it can come back.
  #mirror({ question, choices }) {
    const card = this.#first?.querySelector(`[data-question^="${question}."]`);
    if (!card) return;
    inputs(card).forEach((input) => (input.checked = choices.includes(input.value)));
    card.querySelector(".show").open = !choices.length;
    card.querySelector(".check").open = choices.length;
  }

  #stop() {
    if (!stopped) this.#unmount?.();
    this.#unmount = undefined;
    const first = this.#first;
    const held = this.shadowRoot?.activeElement?.closest("[data-body]");
    for (const body of this.#bodies) body.remove();
    if (first) first.hidden = false;
    if (held) [...first.querySelectorAll(".card")].find((card) => !answered(card))?.querySelector("input,a").focus();
  }

  fail([code, place], plays) {
    this.#round = ++rounds;
    if (!plays) this.#stop();
    const line = `newsquiz: ${code} ${place}`;
    if (told !== line) console.error((told = line));
    this.#tell("problem", { code, place });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true, composed: true }));
  }
}

for (const name of ["src", "seed", "theme"]) {
  Object.defineProperty(NewsQuiz.prototype, name, {
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      this.setAttribute(name, value);
    },
  });
}

if (!customElements.get("news-quiz")) customElements.define("news-quiz", NewsQuiz);
