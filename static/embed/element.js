// The element <news-quiz>: it starts the program when a reader comes near, and puts it in the place of the first body,
// the quiz that plays without it. Whatever fails, now or later, that one stays or comes back.
// The build joins this module and those that it imports into one file, embed.js.

import { folderOf, linkTo } from "./address.js";
import { programBodies } from "./bodies.js";
import { Fault, refusal } from "./fault.js";
import { firstBody, focusOpen, twin, write } from "./first-body.js";
import { remember } from "./memory.js";
import { PROGRAM, onTrap } from "./program.js";
import { Round } from "./round.js";
import { start } from "./start.js";
import { tell } from "./tell.js";

/** @import { NewsQuizElement } from "../news-quiz.js" */
/** @import { EventName, QuizNotes } from "../internal.js" */

/**
 * The quizzes that are on the page.
 *
 * @type {Set<NewsQuiz>}
 */
const quizzes = new Set();
// How often other questions were asked for: quizzes that are asked at once get others than each other.
let restarts = 0;
/**
 * What the console was told last: it is told once for all quizzes.
 *
 * @type {string | undefined}
 */
let toldConsole;

onTrap((fault) => {
  for (const quiz of quizzes) quiz.fail(fault);
});

// A link to another draw, followed on the open page, loads nothing by itself.
addEventListener("hashchange", () => {
  for (const quiz of quizzes) {
    if (linkTo(quiz)) quiz.begin();
  }
});

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) /** @type {NewsQuiz} */ (target).begin();
    }
  },
  { rootMargin: "100% 0px" },
);

/**
 * What other scripts leave on the element is declared with the base: a field would wipe out what came before this script.
 *
 * @implements {NewsQuizElement}
 */
class NewsQuiz extends /** @type {{ new (): HTMLElement & QuizNotes }} */ (HTMLElement) {
  static observedAttributes = ["src", "seed", "questions", "lang", "eager", "remember"];

  /**
   * The last one; none before the quiz has begun.
   *
   * @type {Round | undefined}
   */
  #round;
  /**
   * The one whose program is in its place.
   *
   * @type {Round | undefined}
   */
  #playing;
  #isStarted = false;

  get src() {
    return this.getAttribute("src") ?? "";
  }

  set src(address) {
    this.setAttribute("src", address);
  }

  get seed() {
    return this.getAttribute("seed") ?? "";
  }

  set seed(seed) {
    this.setAttribute("seed", seed);
  }

  get theme() {
    return /** @type {NewsQuizElement["theme"]} */ (this.getAttribute("theme") ?? "");
  }

  set theme(theme) {
    this.setAttribute("theme", theme);
  }

  connectedCallback() {
    quizzes.add(this);
    // What was only moved plays on.
    if (this.#round) return;
    if (this.hasAttribute("eager")) this.begin();
    else near.observe(this);
    // Who follows a link is led to its quiz, unless they are on their way already.
    if (!scrollY && linkTo(this)) this.scrollIntoView();
  }

  disconnectedCallback() {
    // What is moved is for a moment nowhere.
    setTimeout(() => {
      if (this.isConnected) return;
      quizzes.delete(this);
      this.#stop();
      this.#round?.end();
      this.#round = undefined;
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "remember") {
      // Where a reader's consent is gone, so is what was kept; where it comes, what was kept is offered.
      if (before) remember(this, folderOf(this), "", before);
      if (!now || this.#isStarted) return;
    }
    // What is made on the page gets its attributes before its place.
    if (!quizzes.has(this)) return;
    const hasBegun = Boolean(this.#round);
    const isHeeded = name === "eager" ? !hasBegun : hasBegun;
    if (isHeeded) this.begin();
  }

  /** Draws other questions. */
  restart() {
    restarts += 1;
    this.begin(`r${Date.now()}-${restarts}`);
  }

  get #first() {
    return /** @type {HTMLElement} */ (firstBody(this.shadowRoot));
  }

  /**
   * Starts a round, with which the one before is over.
   *
   * @param {string} [seed] of other questions
   */
  async begin(seed = "") {
    near.unobserve(this);
    const round = this.#nextRound();
    try {
      await start(this, round, seed, this.#playing, (name, detail) => this.#hear(name, JSON.parse(detail)));
      this.#listen();
    } catch (reason) {
      if (round.isOver) return;
      const fault = reason instanceof Fault ? reason : refusal(PROGRAM, reason);
      // What plays already plays on.
      this.fail(fault, Boolean(this.#playing));
    }
  }

  #nextRound() {
    this.#round?.end();
    this.#round = new Round();
    return this.#round;
  }

  /**
   * Hears what happens in the program.
   *
   * @param {EventName} name
   * @param {any} detail as src/event.rs makes it
   */
  #hear(name, detail) {
    if (name === "ready") {
      this.#playing = this.#round;
    } else {
      // There before it is wanted: Safari lets a script copy only while a click is being handled.
      this.#share(detail.link);
      this.#settle();
    }
    if (name === "response") write(this.#first, detail);
    tell(this, name, detail);
    // What was answered in the first body.
    for (const response of detail.responses ?? []) {
      this.#start();
      tell(this, "response", response);
    }
  }

  /**
   * Loads what passes results on, and passes one on where there is a link to it.
   *
   * @param {string | undefined} link
   */
  async #share(link) {
    // Without the module nothing is passed on, and the quiz goes on.
    const module = await import("./share.js").catch(() => undefined);
    if (link) module?.share(this, link);
  }

  // A listener that is there already is not added once more.
  #listen() {
    this.shadowRoot?.addEventListener("change", this.#changed);
    // Before the program's own.
    this.shadowRoot?.addEventListener("click", this.#clicked, true);
  }

  /** @param {Event} event */
  #changed = (event) => {
    this.#start();
    const input = /** @type {HTMLInputElement} */ (event.target);
    const other = twin(this.#first, input);
    // The first body follows, so that it can come back.
    if (other) other.checked = input.checked;
  };

  /** @param {Event} event */
  #clicked = (event) => {
    const target = /** @type {Element} */ (event.target);
    // An answer is not taken back by closing it.
    if (target.closest(".first [open] > summary")) event.preventDefault();
    if (target.closest("button, summary")) {
      this.#settle();
      this.#start();
    }
    /** @type {HTMLElement | null} */
    const link = target.closest("figcaption a");
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    // With these, the link opens elsewhere.
    if (!link || ctrlKey || metaKey || shiftKey) return;
    if (this.show?.(link)) event.preventDefault();
  };

  #start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    tell(this, "start", {});
  }

  // Nothing is held in its place any more.
  #settle() {
    for (const body of programBodies(this.shadowRoot)) body.removeAttribute("style");
  }

  #stop() {
    this.#playing?.unmount?.();
    this.#playing = undefined;
    const hadFocus = this.shadowRoot?.activeElement?.closest("[data-body]");
    for (const body of programBodies(this.shadowRoot)) body.remove();
    const first = this.#first;
    if (!first) return;
    first.hidden = false;
    if (hadFocus) focusOpen(first);
  }

  /**
   * Ends the round, and says why.
   *
   * @param {Fault} fault
   * @param {boolean} [isPlaying] whether what plays may play on
   */
  fail({ code, place }, isPlaying) {
    this.#nextRound().end();
    if (!isPlaying) this.#stop();
    const line = `newsquiz: ${code} ${place}`;
    if (toldConsole !== line) {
      toldConsole = line;
      console.error(line);
    }
    tell(this, "problem", { code, place });
  }
}

if (!customElements.get("news-quiz")) customElements.define("news-quiz", NewsQuiz);
