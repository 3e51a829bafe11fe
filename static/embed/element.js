// The element <news-quiz>. It is a shell: what it does is done by a player of the newest copy of this script on the page,
// since pages hold several, of different age and from different sites.
// The build joins this module and those that it imports into one file, embed.js.

import { Player } from "./player.js";

/** @import { NewsQuizElement } from "../news-quiz.js" */
/** @import { QuizNotes } from "../internal.js" */

// Filled in when the site is built: as in `1.20.3`.
const VERSION = "{{ version of newsquiz }}";

/**
 * @typedef {object} Copies what the copies of this script on a page know of each other. All versions do: it grows, and does
 *   not change.
 * @property {string} version of the newest
 * @property {typeof Player} Player of the newest
 * @property {Set<NewsQuiz>} quizzes on the page
 */

const COPIES = Symbol.for("news-quiz");
const page = /** @type {Record<symbol, Copies | undefined>} */ (/** @type {unknown} */ (window));

/**
 * What other scripts leave on the element is declared with the base: a field would wipe out what came before this script.
 *
 * @implements {NewsQuizElement}
 */
class NewsQuiz extends /** @type {{ new (): HTMLElement & QuizNotes }} */ (HTMLElement) {
  static observedAttributes = ["src", "seed", "questions", "lang", "eager", "remember"];

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
    const copies = /** @type {Copies} */ (page[COPIES]);
    copies.quizzes.add(this);
    if (!this.player) this.player = new copies.Player(this);
    this.player.connect();
  }

  disconnectedCallback() {
    // What is moved is for a moment nowhere.
    setTimeout(() => {
      if (this.isConnected) return;
      page[COPIES]?.quizzes.delete(this);
      this.player?.disconnect();
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before !== now) this.player?.change(name, before, now);
  }

  /** Draws other questions. */
  restart() {
    this.player?.restart(false);
  }
}

/**
 * Whether a version is newer than another.
 *
 * @param {string} version
 * @param {string} other
 */
function isNewer(version, other) {
  return version.localeCompare(other, "en", { numeric: true }) > 0;
}

const copies = page[COPIES];
if (!copies) {
  page[COPIES] = { version: VERSION, Player, quizzes: new Set() };
  customElements.define("news-quiz", NewsQuiz);
} else if (isNewer(VERSION, copies.version)) {
  copies.version = VERSION;
  copies.Player = Player;
  for (const quiz of copies.quizzes) {
    // What a reader has begun plays on as it is.
    if (quiz.player?.isWanted) continue;
    quiz.player?.disconnect();
    quiz.player = new Player(quiz);
    quiz.player.connect();
  }
}
