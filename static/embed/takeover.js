// The program starts out of sight, and takes the place of what is there all at once, when nothing is under way. Nothing
// moves then, and nothing that the reader did is lost (docs/adr/0007-two-bodies.md).
//
// The build joins this module and those that it imports into a file of its own, takeover.js: who only passes by needs
// none of it, so that it comes when a quiz is touched. What has a state of a quiz is in embed.js and handed in.

import { afterPaint, settle, whenIdle } from "./after-paint.js";
import { programBodies } from "./bodies.js";
import { hearClicks, wasByKey } from "./clicks.js";
import { answerOf } from "./card.js";
import { Fault, isFault, refusal } from "./fault.js";
import { counterpart, focusOpen, headingIn, isAttemptAt, read, write } from "./first-body.js";
import { keepUp } from "./keep-up.js";
import { hearKeys } from "./keys.js";
import { OTHER } from "./other-draw.js";
import { RETIRED } from "./packed.js";
import { standOnPaper } from "./paper.js";
import { PROGRAM, getProgram, onTrap } from "./program.js";
import { hasSelection } from "./selection.js";
import { addressOf, showLink } from "./share-link.js";
import { askForTypefaces } from "./typefaces.js";
import { showUnderWay } from "./under-way.js";
import { tellVerdict } from "./verdict.js";
import { bankFor, factsOf, getOwnDraw, prepare } from "./wanted-bank.js";

/** @import { Detail, QuizElement } from "../internal.js" */
/** @import { Reading } from "./first-body.js" */
/** @import { Told } from "./newsquiz.js" */
/** @import { Player } from "./player.js" */
/** @import { Program } from "./program.js" */
/** @import { Round } from "./round.js" */

/**
 * @typedef {object} Parts what a quiz is played with
 * @property {Program} program
 * @property {Uint8Array} bank with what is played of it
 * @property {string[]} gone the ids of the questions whose passages are gone
 * @property {string} kept what is known of the reader from before; else empty
 * @property {Reading | undefined} before what the reader had done in the first body when these were looked for
 * @property {boolean} isLed whether the reader asked for other questions, so that the focus goes to the first of them
 */

/**
 * @typedef {object} Mounted a program out of sight
 * @property {HTMLElement} body
 * @property {() => void} unmount
 * @property {string} ready what it tells of itself
 */

export { afterPaint, keepUp, onTrap, tellVerdict };

// How long a takeover waits that would disturb, in milliseconds.
const PAUSE = 30;

// When what comes next is laid out at the latest, in milliseconds after the frame that shows a pick or a verdict: before the
// reader is at the button.
const AHEAD = 100;

// How far below the edge of the window, or the bar there, a question is brought to, in pixels.
const DISTANCE = 12;

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
  // A page turned dark or light: see the style sheet.
  body.addEventListener("transitionend", () => standOnPaper(body));
  root.append(body);
  return body;
}

/**
 * Starts the program of a quiz, and has it take the place of what is there. Rejects with a fault when it cannot be started,
 * and when the round is over; then all is as it was.
 *
 * @param {Player} player
 * @param {Round} round
 * @param {string} kept what was kept from an earlier visit; else empty
 */
export async function start(player, round, kept) {
  try {
    showUnderWay(player.root, player.choice === OTHER);
    hearKeys(player.root);
    hearClicks(player.root);
    askForTypefaces(player.root, player.first);
    const ownDraw = getOwnDraw(player);
    prepare(player);
    const [program, own] = await round.wait(Promise.all([getProgram(), ownDraw]));
    await play(player, round, program, own, kept);
  } catch (reason) {
    if (!round.isOver) showUnderWay(player.root, false);
    throw isFault(reason) ? reason : refusal(PROGRAM, reason);
  }
}

/**
 * Has the program play what is asked for. What the reader does meanwhile goes along, with another try.
 *
 * @param {Player} player
 * @param {Round} round
 * @param {Program} program
 * @param {Uint8Array} own what is needed of the bank for its own draw, or all of it
 * @param {string} kept what was kept from an earlier visit; else empty
 */
async function play(player, round, program, own, kept) {
  const before = readFirst(player);
  const { bank, draw } = await round.wait(bankFor(player, program, own, kept, before));
  if (bank[0] === RETIRED) await retire(player, round);
  const { quotes } = factsOf(program, bank);
  const gone = await round.wait(player.look(round, quotes));
  const isLed = player.choice === OTHER && player.isLed;
  takeChoice(player, draw);
  const known = player.state.earlier || kept;
  const isShown = await replace(player, round, { program, bank, gone, kept: known, before, isLed });
  if (!isShown) await play(player, round, program, own, kept);
}

/**
 * Puts what the site says now in the place of a quiz that was withdrawn, and throws the fault that tells the page so.
 *
 * @param {Player} player
 * @param {Round} round
 */
async function retire(player, round) {
  stop(player);
  player.first = undefined;
  await player.arrive(round);
  throw new Fault("bank-retired", player.folder);
}

/**
 * Whether the first body has the attempt to go on with.
 *
 * @param {Player} player
 */
function isFirstPlayed({ first, playing, state }) {
  // One whose end has not come is still on its way.
  const isWhole = Boolean(first?.querySelector(".count"));
  return isWhole && !playing && !state.isChosen && !state.attempt;
}

/**
 * Takes up the draw that the reader chose, if any. What was done until then counts as seen.
 *
 * @param {Player} player
 * @param {string} draw that one, or what is played already
 */
function takeChoice(player, draw) {
  const { state, first } = player;
  keepUp(player);
  if (!player.choice) return;
  if (first && draw !== state.draw && isFirstPlayed(player)) {
    const { isBegun, text } = read(first);
    state.attempt = isBegun ? text : "";
  }
  state.take(draw, player.questions);
  state.isChosen = true;
  player.choice = "";
}

/**
 * What the reader did in the first body, where it has the attempt to go on with.
 *
 * @param {Player} player
 */
const readFirst = (player) => (player.first && isFirstPlayed(player) ? read(player.first) : undefined);

/**
 * Mounts the program out of sight, and shows it when nothing is under way. Returns whether it is shown: not where the reader
 * has done something meanwhile that it does not know.
 *
 * @param {Player} player
 * @param {Round} round
 * @param {Parts} parts
 */
async function replace(player, round, parts) {
  const { playing, root } = player;
  const before = readFirst(player);
  if (before?.isBegun && before.text !== parts.before?.text) return false;
  const { body, unmount, ready } = await mount(player, round, parts, before);
  let isShown = false;
  try {
    await quiet(round, parts.isLed ? undefined : root);
    isShown = isAsItWas(player, before);
    if (isShown) showProgram(player, body, before, parts);
  } finally {
    if (!isShown) {
      unmount();
      body.remove();
    }
  }
  if (!isShown) return false;
  // What was done in the program before is told while it is there: the next one may get its elements.
  settle();
  playing?.unmount?.();
  round.unmount = unmount;
  player.playing = round;
  // It is a few hundred elements, which each change of style would be held against.
  player.first?.remove();
  tellReady(player, JSON.parse(ready));
  return true;
}

/**
 * Whether the reader has done nothing since the next program was given the attempt; what came after that would be lost.
 *
 * @param {Player} player
 * @param {Reading | undefined} before what the reader had done in the first body, where that was played
 */
function isAsItWas({ first, playing, state }, before) {
  if (first && before) return read(first).text === before.text;
  return playing?.asked !== state.asked || playing.attempt === state.attempt;
}

/**
 * Waits until the reader neither presses anything nor has something selected. Rejects when the round is over.
 *
 * @param {Round} round
 * @param {ShadowRoot | undefined} root none where a selection is not heeded: the reader has asked for something else
 */
async function quiet(round, root) {
  await round.wait(undefined);
  if (!round.isPressing() && !(root && hasSelection(root))) return;
  await new Promise((resolve) => {
    setTimeout(resolve, PAUSE);
  });
  await quiet(round, root);
}

/**
 * Starts the program in a place out of sight. Rejects with a fault where the bank cannot be played.
 *
 * @param {Player} player
 * @param {Round} round
 * @param {Parts} parts
 * @param {Reading | undefined} before what the reader did in the first body
 * @returns {Promise<Mounted>}
 */
function mount(player, round, { program, bank, gone, kept }, before) {
  const { quiz, state, folder, root } = player;
  const { draw } = state;
  round.asked = state.asked;
  const isWanted = before?.isBegun || (!draw && !Number(state.questions));
  const saved = before && isWanted ? before.text : state.attempt;
  const body = addBody(root, Boolean(quiz.show));
  return new Promise((resolve, reject) => {
    /**
     * @param {Told} name
     * @param {string} detail
     */
    const notify = (name, detail) => {
      // It is ready after it was mounted.
      if (name === "ready") resolve({ body, unmount: /** @type {() => void} */ (unmount), ready: detail });
      else hear(player, round, body, name, detail);
    };
    const request = [folder, saved, kept, draw, gone.join(".")].join("\0");
    const unmount = program.mount(body, bank, request, notify);
    if (typeof unmount !== "string") return;
    body.remove();
    reject(new Fault(unmount, `${folder}bank.bin`));
  });
}

/**
 * Shows the program in place of all other bodies. What the reader looks at stays where it is in the window, and the focus
 * goes along.
 *
 * @param {Player} player
 * @param {HTMLElement} body the program's
 * @param {Reading | undefined} before what the reader did in the first body
 * @param {Parts} parts
 */
function showProgram({ root, first, quiz }, body, before, { program, kept, isLed }) {
  root.adoptedStyleSheets = [...new Set([program.style, ...root.adoptedStyleSheets])];
  const focused = root.activeElement;
  const mayMove = isStillHere(quiz);
  const card = before?.card;
  const top = card?.getBoundingClientRect().top ?? 0;
  // The page below stays where it is until the reader goes on.
  if (!isLed && (before?.isBegun || kept)) {
    const around = /** @type {HTMLElement} */ (root.host);
    const height = first?.getBoundingClientRect().height || around.offsetHeight;
    body.style.minHeight = `${height}px`;
  }
  if (card && answerOf(card)) body.style.setProperty("--quiz-low", "0");
  standOnPaper(body);
  for (const other of [...programBodies(root), ...root.querySelectorAll(".first")]) {
    // A first body that is not this quiz's is that of a bank that was shown before.
    if (other !== body && other !== first) other.remove();
  }
  root.querySelector("slot")?.remove();
  // The first body may come back.
  showUnderWay(root, false);
  if (first) first.hidden = true;
  body.hidden = false;
  if (card && before.isBegun) {
    const ours = /** @type {Element} */ (body.querySelector(".card"));
    const moved = () => ours.getBoundingClientRect().top - top;
    scrollBy({ top: moved(), behavior: "instant" });
    // What cannot be scrolled is left free above it.
    body.style.paddingTop = `${-moved()}px`;
  }
  if (!mayMove) return;
  if (isLed) lead(quiz, body);
  else if (focused) counterpart(focused, body, card)?.focus({ preventScroll: true });
}

/**
 * Whether the reader has not turned to another part of the page meanwhile, or of the page around the frame. Safari gives the
 * focus to no button that is clicked, but to what is around it, if to anything.
 *
 * @param {QuizElement} quiz
 */
function isStillHere(quiz) {
  const { activeElement } = document;
  const isHere = !activeElement || activeElement.contains(quiz) || quiz.matches(":focus-within");
  return isHere && (parent === window || document.hasFocus());
}

/**
 * Leads the reader to what is new.
 *
 * @param {QuizElement} quiz
 * @param {HTMLElement} body the program's
 */
function lead({ isFollowed }, body) {
  const heading = headingIn(body);
  // First of all: as long as the focus is nowhere, a screen reader may tell the page's title.
  heading?.focus({ preventScroll: true });
  standOnPaper(body);
  if (!isFollowed) bringIntoView(heading);
}

/**
 * Hears what happens in the program. The reader waits for the change alone: all that follows from it comes when it has been
 * painted. Moving the focus in the same task would have the browser lay the page out twice. What a program tells out of
 * sight is followed at once, so that nothing moves when it is shown.
 *
 * @param {Player} player
 * @param {Round} round
 * @param {HTMLElement} body
 * @param {Exclude<Told, "ready">} name
 * @param {string} text as src/event.rs makes it
 */
function hear(player, round, body, name, text) {
  if (name === "attempt") {
    round.attempt = text;
    afterPaint(() => whenIdle(() => tellSeen(body), AHEAD));
    return;
  }
  // Safari lets a script copy only while a click is being handled.
  if (name === "share") share(player, JSON.parse(text));
  else if (player.playing === round) afterPaint(() => follow(player, body, name, text));
  else follow(player, body, name, text);
}

/**
 * Tells the program that its change was painted, and that there is time for what nobody waits for (`Step::Seen`).
 *
 * @param {HTMLElement} body
 */
function tellSeen(body) {
  // Who goes by keys gets each question made when it is asked for: in Chromium, Orca would tell the page's title before it.
  if (wasByKey() && !body.querySelector(".outcome")) return;
  body.querySelector(".nq")?.dispatchEvent(new Event("load", { bubbles: true }));
}

/**
 * Does what follows from a change.
 *
 * @param {Player} player
 * @param {HTMLElement} body
 * @param {Exclude<Told, "attempt" | "ready" | "share">} name
 * @param {string} text
 */
function follow(player, body, name, text) {
  if (name === "moved") {
    lead(player.quiz, body);
  } else if (name === "others") {
    player.restart(true);
  } else if (name === "kept") {
    if (!text) forget(player);
    player.remember(text);
  } else {
    // There before it is wanted.
    player.loadShare().catch(() => undefined);
    player.tell(name, JSON.parse(text));
  }
}

/**
 * Brings what is new into the window. A verdict is seen where it stands, and the question above it stays where it is; a
 * question is brought there as a whole, or its beginning, where it is higher than the window. Not where the page around the
 * frame scrolls: only one may; in Firefox, what the page does while the browser scrolls may be undone.
 *
 * @param {HTMLElement | null} heading of what is new
 */
function bringIntoView(heading) {
  /** @type {HTMLElement | null | undefined} */
  const shown = heading?.localName === "h4" ? heading : heading?.closest(".card");
  if (!shown) return;
  shown.style.setProperty("--quiz-above", `${endOfBar() + DISTANCE}px`);
  shown.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** @param {Element} element */
function isBar(element) {
  return /fixed|sticky/.test(getComputedStyle(element).position) && element.clientHeight < innerHeight / 2;
}

/** Where the bar of the page ends that covers the top of the window; 0 where there is none. */
function endOfBar() {
  const bar = document.elementsFromPoint(innerWidth / 2, 1).find(isBar);
  return bar?.getBoundingClientRect().bottom ?? 0;
}

/**
 * Tells the page that the program is in its place.
 *
 * @param {Player} player
 * @param {Detail<"ready">} detail
 */
function tellReady(player, detail) {
  player.bank = detail.bank;
  player.tell("ready", detail);
  // What was answered in the first body.
  for (const response of detail.responses) {
    player.noteStart();
    player.tell("response", response);
  }
}

/**
 * Forgets what the reader did: the program has done so already.
 *
 * @param {Player} player
 */
function forget({ state, first }) {
  state.attempt = "";
  state.earlier = "";
  if (first) write(first, "");
}

/**
 * Passes a result on.
 *
 * @param {Player} player
 * @param {Detail<"share">} detail
 */
async function share(player, detail) {
  player.tell("share", detail);
  const { quiz } = player;
  try {
    const module = await player.loadShare();
    await module.share(quiz, detail.link);
  } catch {
    // Without the module the reader copies the link by hand.
    showLink(quiz, addressOf(quiz, detail.link));
  }
}

/**
 * Takes the program away, and brings the first body back with what was done.
 *
 * @param {Player} player
 */
export function stop(player) {
  // What its reader did last is told before it goes.
  settle();
  keepUp(player);
  const { quiz, state, first, playing } = player;
  playing?.unmount?.();
  player.playing = undefined;
  const root = quiz.shadowRoot;
  showUnderWay(root, false);
  const hadFocus = root?.activeElement?.closest("[data-body]");
  for (const body of programBodies(root)) body.remove();
  if (!root) return;
  if (!first) {
    // What stands in the element.
    root.append(document.createElement("slot"));
    return;
  }
  if (isAttemptAt(first, state.attempt)) {
    write(first, state.attempt);
    state.attempt = "";
    state.isChosen = false;
  }
  // What comes back is laid out at once, also below an article (ADR 28).
  first.style.animation = "none";
  first.hidden = false;
  // What is there already would lose its focus.
  if (!first.isConnected) root.append(first);
  if (hadFocus) focusOpen(first);
}
