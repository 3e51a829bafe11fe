// The program starts out of sight, and takes the place of what is there all at once, when nothing is under way. Nothing
// moves then, and nothing that the reader did is lost (docs/adr/0007-two-bodies.md).
//
// The build joins this module and those that it imports into a file of its own, takeover.js: who only passes by needs
// none of it, so that it comes with the program. What has a state, or names files, is in embed.js and handed in.

import { programBodies } from "./bodies.js";
import { counterpart, firstBody, read } from "./first-body.js";
import { look } from "./passages.js";
import { hasSelection } from "./selection.js";

/** @import { Passages, QuizElement } from "../internal.js" */
/** @import { Reading } from "./first-body.js" */
/** @import { Notify } from "./newsquiz.js" */
/** @import { Program } from "./program.js" */
/** @import { Round } from "./round.js" */

/**
 * @typedef {object} Plan what is started
 * @property {Round} round
 * @property {Program} program
 * @property {Uint8Array} bank
 * @property {string} folder the address of the bank's
 * @property {string} seed of other questions; else empty
 * @property {string} linked what a link asks for; else empty
 * @property {string} kept what was kept from an earlier visit
 * @property {Round | undefined} playing the round that the program plays until then
 * @property {() => boolean} isPressing whether the reader presses a key or a button
 * @property {() => Promise<Passages | undefined>} getPassages loads what knows articles
 * @property {Notify} notify called with what the program tells; that it is ready, when it has taken over
 */

// How long a takeover waits that would disturb, in milliseconds.
const PAUSE = 30;

/**
 * The quiz's shadow root. Without a first body it has none yet, and then shows what stands in the element.
 *
 * @param {Element} quiz
 */
function openRoot(quiz) {
  if (quiz.shadowRoot) return quiz.shadowRoot;
  const root = quiz.attachShadow({ mode: "open" });
  root.append(document.createElement("slot"));
  return root;
}

/**
 * Makes the place for a program, out of sight.
 *
 * @param {ShadowRoot} root
 * @param {boolean} hasArticle whether the page can show passages
 */
function addBody(root, hasArticle) {
  const body = document.createElement("div");
  body.hidden = true;
  body.toggleAttribute("data-body");
  body.toggleAttribute("data-here", hasArticle);
  root.append(body);
  return body;
}

/**
 * Starts the program, and has it take over when it can. Returns the code of what is wrong with the bank, if anything is.
 * Rejects when the round is over.
 *
 * @param {QuizElement} quiz
 * @param {Plan} plan
 */
export async function takeOver(quiz, plan) {
  const { round, program, bank, getPassages } = plan;
  const gone = await round.wait(look(quiz, program.quotes(bank), round, getPassages));
  return mount(quiz, plan, gone);
}

/**
 * @param {QuizElement} quiz
 * @param {Plan} plan
 * @param {string} gone a sign for each question: `-` where its passage is gone
 * @returns {string | undefined}
 */
function mount(quiz, plan, gone) {
  const { round, program, bank, folder, seed, kept, playing, notify } = plan;
  const root = openRoot(quiz);
  const first = /** @type {HTMLElement} */ (firstBody(root));
  const draw = seed || plan.linked || quiz.seed;
  // What is no number asks for nothing, as the program reads it.
  const questions = Number(quiz.getAttribute("questions"));
  // A first body whose end has not come is still on its way.
  const isPlayed = !seed && !playing && Boolean(first.querySelector(".count"));
  const before = isPlayed ? read(first) : undefined;
  const isWanted = before?.isBegun || (!draw && !questions);
  const saved = before && isWanted ? before.text : "";
  const body = addBody(root, Boolean(quiz.show));

  const unmount = program.mount(body, bank, folder, saved, kept, draw, questions, gone, (name, detail) => {
    if (name === "ready") swap(detail);
    else notify(name, detail);
  });
  if (typeof unmount === "string") {
    body.remove();
    return unmount;
  }

  // The program is ready after it was mounted.
  /** @param {string} detail */
  const swap = (detail) => {
    const isBusy = plan.isPressing() || hasSelection(root);
    if (!round.isOver && isBusy) {
      setTimeout(swap, PAUSE, detail);
      return;
    }
    const hasChanged = before && read(first).text !== before.text;
    if (round.isOver || hasChanged) {
      unmount();
      body.remove();
      // What the reader did meanwhile goes along.
      if (!round.isOver) mount(quiz, plan, gone);
      return;
    }
    playing?.unmount?.();
    round.unmount = unmount;
    root.adoptedStyleSheets = [...new Set([program.style, ...root.adoptedStyleSheets])];
    // The page below stays where it is until the reader goes on.
    if (before?.isBegun || kept) {
      const height = first.getBoundingClientRect().height || quiz.offsetHeight;
      body.style.minHeight = `${height}px`;
    }
    changePlaces(root, first, body, before);
    notify("ready", detail);
  };
  return undefined;
}

/**
 * Shows one body in place of all others. What the reader looks at stays where it is in the window, and the focus goes
 * along.
 *
 * @param {ShadowRoot} root of the quiz
 * @param {HTMLElement} first the first body
 * @param {HTMLElement} body the program's
 * @param {Reading | undefined} before what the reader did in the first body
 */
function changePlaces(root, first, body, before) {
  const focused = root.activeElement;
  const card = before?.card;
  const top = card?.getBoundingClientRect().top ?? 0;
  for (const other of programBodies(root)) {
    if (other !== body) other.remove();
  }
  first.hidden = true;
  body.hidden = false;
  if (card && before.isBegun) {
    const ours = /** @type {Element} */ (body.querySelector(".card"));
    const moved = () => ours.getBoundingClientRect().top - top;
    scrollBy({ top: moved(), behavior: "instant" });
    // What cannot be scrolled is left free above it.
    body.style.paddingTop = `${-moved()}px`;
  }
  if (focused) counterpart(focused, body, card)?.focus({ preventScroll: true });
}
