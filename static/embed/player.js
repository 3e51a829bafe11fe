// A quiz on the page: its first body is there or comes when a reader comes near, and plays by itself; its program comes
// when it is wanted, and takes the first body's place. Whatever fails, now or later, that one stays or comes back.

import { folderOf, nameOf } from "./bank-address.js";
import { Fault } from "./fault.js";
import { loadArrival, loadRemember, loadShare, loadTakeover } from "./files.js";
import { drawIn } from "./link.js";
import { OTHER } from "./other-draw.js";
import { look, quotesIn } from "./passages.js";
import { openRoot, readableFirstBody, templateIn } from "./root.js";
import { Round } from "./round.js";
import { QuizState } from "./state.js";

/** @import { BankQuote, Detail, EventName, QuizElement } from "../internal.js" */
/** @import * as Takeover from "./takeover.js" */

/**
 * What keeps attempts for another visit; undefined before it was loaded.
 *
 * @type {Awaited<ReturnType<typeof loadRemember>> | undefined}
 */
let memory;
/**
 * What the console was told last: it is told once for all quizzes.
 *
 * @type {string | undefined}
 */
let toldConsole;

/**
 * The quizzes on the page.
 *
 * @type {Set<Player>}
 */
const players = new Set();

// Whatever a reader does in a quiz begins with one of these.
const TOUCHES = ["pointerdown", "focusin", "keydown"];

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) /** @type {QuizElement} */ (target).player?.come();
    }
  },
  { rootMargin: "100% 0px" },
);

/**
 * What the starter knows of a quiz. The program's side (takeover.js) reads and writes it too.
 */
export class Player {
  state = new QuizState();
  /** The bank's id. */
  bank = "";
  /**
   * The draw that the reader chose on the open page, until it is played.
   */
  choice = "";
  /**
   * The quiz's body that plays without the program. None before it has come, or where there is none; null where what is
   * there is that of another bank.
   *
   * @type {HTMLElement | null | undefined}
   */
  first;
  /**
   * The start whose program is in its place.
   *
   * @type {Round | undefined}
   */
  playing;
  /**
   * What puts the program in its place; none before it was asked for.
   *
   * @type {typeof Takeover | undefined}
   */
  takeover;
  /** Whether the program was asked for. */
  isWanted = false;
  /** Whether the reader is led to the first of the questions that are on their way. */
  isLed = false;
  loadShare = loadShare;
  /**
   * The last start of the program, or before it the coming of the first body; none before the reader has come near.
   *
   * @type {Round | undefined}
   */
  #round;
  /** Whether the reader did something. */
  #isStarted = false;
  /** Whether a start is to come when the page's script is through: it may change several attributes. */
  #isDue = false;
  /**
   * The questions of which the page was told that their passages are gone.
   *
   * @type {Set<string>}
   */
  told = new Set();

  /** @param {QuizElement} quiz */
  constructor(quiz) {
    this.quiz = quiz;
    this.state.take(quiz.seed, this.questions);
    for (const type of TOUCHES) quiz.addEventListener(type, this.#touched);
  }

  /** The address of the bank's folder, with its last slash. */
  get folder() {
    return folderOf(this.quiz);
  }

  /** How many questions the page asks for; empty: as many as the bank says. */
  get questions() {
    return this.quiz.getAttribute("questions") ?? "";
  }

  /** The quiz's shadow root. */
  get root() {
    return openRoot(this.quiz);
  }

  /**
   * Tells the page what happens.
   *
   * @template {EventName} Name
   * @param {Name} name
   * @param {Detail<Name>} detail
   */
  tell(name, detail) {
    const event = new CustomEvent(`newsquiz:${name}`, { detail, bubbles: true, composed: true });
    this.quiz.dispatchEvent(event);
  }

  /**
   * What was kept of the quiz for another visit, or "". With a text, keeps that instead; with an empty one, forgets. Nothing
   * is kept, and nothing looked for, but where the publisher says so.
   *
   * @param {string} [text]
   * @param {string | null} [kind] of storage
   */
  async remember(text, kind = this.quiz.getAttribute("remember")) {
    if (!kind) return "";
    // Without the module nothing is kept, and the quiz goes on. Once it is there nothing is waited for: a page that is being
    // left has no time.
    memory ??= await loadRemember().catch(() => undefined);
    return memory?.remember(kind, this.bank, text) ?? "";
  }

  /** Takes the quiz up, where it is on the page now. */
  connect() {
    const quiz = this.quiz;
    players.add(this);
    // What was only moved plays on.
    if (this.#round && !this.#isDue) return;
    try {
      if (templateIn(quiz)) openRoot(quiz);
      this.#meet();
    } catch {
      // It fails there again, and is told; no touch asks for it once more.
      this.begin();
      return;
    }
    const isLed = this.#follow();
    // What was played before it was taken out of the page plays on.
    if (quiz.hasAttribute("eager") || isLed || this.isWanted) {
      this.begin();
    } else {
      near.observe(quiz);
    }
    // Who follows a link is led to its quiz, unless they are on their way already.
    if (isLed && !scrollY) quiz.scrollIntoView();
  }

  /** Lets the quiz go: it is not on the page any more, or another copy of this script takes it up. */
  disconnect() {
    players.delete(this);
    near.unobserve(this.quiz);
    // Nobody waits for others any more.
    if (this.choice === OTHER) this.choice = "";
    this.#stop();
    this.#round?.end();
    this.#round = undefined;
  }

  /**
   * An attribute of the element has changed.
   *
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  change(name, before, now) {
    const quiz = this.quiz;
    if (name === "remember") {
      // Where a reader's consent is gone, so is what was kept; where it comes, what was kept is offered.
      if (before) this.remember("", before);
      if (!now || this.#isStarted) return;
    }
    this.takeover?.keepUp(this);
    if (name === "src") {
      this.state = new QuizState();
      this.choice = "";
      this.first = null;
      this.bank = "";
    }
    const isSeed = name === "seed" || name === "src";
    this.state.take(isSeed ? quiz.seed : this.state.draw, this.questions);
    const isHeeded = name === "eager" ? !this.isWanted : this.#round;
    if (isHeeded) this.#beginSoon();
  }

  /** A link was followed on the open page. */
  followLink() {
    if (!this.#follow()) return;
    this.choice = this.state.link;
    this.begin();
  }

  /**
   * Draws other questions.
   *
   * @param {boolean} isLed whether the reader asked for them: the focus goes to the first of them
   */
  restart(isLed) {
    this.choice = OTHER;
    this.isLed = isLed;
    this.begin();
  }

  /**
   * Heeds a link to a draw of this bank. Returns whether there is one that was not followed yet.
   */
  #follow() {
    const state = this.state;
    const link = drawIn(location.hash, this.bank);
    if (!link || link === state.link) return false;
    state.link = link;
    if (!this.#round) state.take(link, this.questions);
    return true;
  }

  /** The reader has come near. */
  async come() {
    near.unobserve(this.quiz);
    // The reader may have touched the quiz, or the page taken it away, while this was waited for.
    if (this.isWanted || !players.has(this)) return;
    if (document.readyState === "loading") {
      // The first body may be still on its way.
      addEventListener("DOMContentLoaded", () => this.come(), { once: true });
      return;
    }
    const quiz = this.quiz;
    const round = this.#nextRound();
    try {
      this.#meet();
      const [kept] = await round.wait(Promise.all([this.remember(), this.arrive(round)]));
      const first = this.first;
      // Without its style a first body cannot play: a policy or a plug-in took it out.
      const isStyled = first && getComputedStyle(first).display === "flow-root";
      const { draw, attempt, questions } = this.state;
      if (!first || !isStyled || kept || draw || attempt || questions || !this.#speaks(quiz.lang)) {
        this.begin();
        return;
      }
      const gone = await this.look(round, quotesIn(first));
      if (gone.length > 0) {
        const { voidQuestions } = await round.wait(loadArrival());
        voidQuestions(first, gone);
      }
      first.toggleAttribute("data-here", Boolean(quiz.show));
    } catch (fault) {
      // The first body plays on.
      if (!round.isOver) this.fail(/** @type {Fault} */ (fault), true);
    }
  }

  /**
   * Fetches the first body where the page has none.
   *
   * @param {Round} round
   */
  async arrive(round) {
    if (this.first) return;
    this.first = undefined;
    const arrival = await round.wait(loadArrival().catch(() => undefined));
    await arrival?.arrive(this, round);
    this.#meet();
  }

  /** Takes the first body up, where there is one. Throws a fault where it cannot be read, or `src` is no address. */
  #meet() {
    if (this.first === undefined) this.first = readableFirstBody(this.quiz);
    this.bank = bankOf(this.first) || this.bank || nameOf(this.folder);
    this.#listen();
  }

  /**
   * Whether the first body is in a language.
   *
   * @param {string} lang that is asked for; empty for the bank's own
   */
  #speaks(lang) {
    const [wanted] = lang.toLowerCase().split("-");
    return !wanted || this.first?.lang.split("-")[0] === wanted;
  }

  /** Starts the program when the page's script is through with its changes. */
  #beginSoon() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      // What is nowhere begins when it is put back.
      if (this.quiz.isConnected) this.begin();
    });
  }

  /** Starts the program, with which the round before is over. */
  async begin() {
    this.isWanted = true;
    this.#isDue = false;
    const quiz = this.quiz;
    quiz.prepare?.();
    // Each listener that is called delays a click.
    for (const type of TOUCHES) quiz.removeEventListener(type, this.#touched);
    const round = this.#nextRound();
    try {
      await this.#start(round);
      this.#listen();
    } catch (reason) {
      // What plays already plays on.
      if (!round.isOver) this.fail(/** @type {Fault} */ (reason), Boolean(this.playing));
    }
  }

  #nextRound() {
    this.#round?.end();
    this.#round = new Round();
    return this.#round;
  }

  /** @param {Round} round */
  async #start(round) {
    this.#meet();
    // Who asks for another draw goes on from what the program knows.
    const kept = this.playing && this.choice ? "" : this.remember();
    this.takeover = await round.wait(getTakeover());
    this.takeover.onTrap(failAll);
    await this.takeover.start(this, round, await kept);
  }

  /**
   * Looks for passages in the page's article. Tells the page of those that are gone, each once.
   *
   * @param {Round} round
   * @param {BankQuote[]} quotes
   */
  async look(round, quotes) {
    /** @type {string[]} */
    let gone = [];
    try {
      gone = await look(this.quiz, quotes, round);
    } catch (fault) {
      if (round.isOver || !(fault instanceof Fault)) throw fault;
      // The quiz plays as on a page without an article.
      this.#report(fault);
    }
    // Who answers is shown passages.
    if (this.isWanted) this.quiz.prepare?.();
    const questions = gone.filter((id) => !this.told.has(id));
    for (const id of questions) this.told.add(id);
    if (questions.length > 0) this.tell("problem", { code: "article-changed", questions });
    return gone;
  }

  // Listeners that are there already are not added once more.
  #listen() {
    const root = this.quiz.shadowRoot;
    if (!root) return;
    root.addEventListener("change", this.#picked, { once: true });
    // Before the program's own.
    root.addEventListener("click", this.#clicked, true);
    // What takes a script is offered now.
    this.first?.toggleAttribute("data-live", true);
  }

  /** Whatever the reader does in the quiz asks for the program; the first body plays until it is there. */
  #touched = () => {
    // Of a quiz that was withdrawn there is nothing to play, and another copy of this script may have taken this one up.
    if (players.has(this) && !this.first?.hasAttribute("data-retired")) this.begin();
  };

  /** @param {Event} event */
  #clicked = (event) => {
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */
    const control = target.closest("figure a, button, summary");
    // Most clicks are picks.
    if (!control) return;
    if (control.matches("a")) {
      this.#showPassage(/** @type {MouseEvent} */ (event), control);
      return;
    }
    this.noteStart();
    // An answer is not taken back by closing it.
    if (control.matches(".first [open] > summary")) event.preventDefault();
    if (control.matches(".first .drawn button")) this.restart(true);
    const answer = /** @type {HTMLDetailsElement | null} */ (control.closest(".first details"));
    // The browser opens it after this.
    if (answer && !answer.open) setTimeout(() => this.takeover?.tellVerdict(answer));
  };

  /**
   * Shows a passage where it stands on the page, instead of following the link to it.
   *
   * @param {MouseEvent} event
   * @param {HTMLElement} link
   */
  #showPassage(event, link) {
    // With these, the link opens elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (this.quiz.show?.(link)) event.preventDefault();
  }

  #picked = () => {
    // A page's listeners may be slow: they are called after the frame that shows the pick, where the script for that is there.
    const later = this.takeover?.afterPaint ?? queueMicrotask;
    later(this.noteStart);
  };

  noteStart = () => {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.tell("start", {});
  };

  /** Takes the program away, and brings the first body back with what was done. */
  #stop() {
    this.takeover?.stop(this);
  }

  /**
   * Ends the round, and says why.
   *
   * @param {Fault} fault
   * @param {boolean} [isPlaying] whether what plays may play on
   */
  fail(fault, isPlaying) {
    this.#nextRound().end();
    // Others are not to be had: the next start is for something else.
    if (this.choice === OTHER) this.choice = "";
    if (!isPlaying) this.#stop();
    this.#report(fault);
  }

  /** @param {Fault} fault */
  #report({ code, place }) {
    const line = `newsquiz: ${code} ${place}`;
    if (toldConsole !== line) {
      toldConsole = line;
      console.error(line);
    }
    this.tell("problem", { code, place });
  }
}

/**
 * The id of the bank of a first body; empty without one.
 *
 * @param {HTMLElement | null | undefined} first
 */
function bankOf(first) {
  const [id] = (first?.dataset.attempt ?? "").split(" ");
  return id;
}

/** Loads what puts the program in its place. */
async function getTakeover() {
  try {
    return await loadTakeover();
  } catch (reason) {
    throw new Fault("starter-alone", `${reason}`);
  }
}

/**
 * The program has trapped, and answers no more in any quiz.
 *
 * @param {Fault} fault
 */
function failAll(fault) {
  for (const player of players) player.fail(fault);
}

// A link to another draw, followed on the open page, loads nothing by itself.
addEventListener("hashchange", () => {
  for (const player of players) player.followLink();
});
