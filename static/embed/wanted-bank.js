// Which part of the bank is played: mostly what its own draw takes, or one of the further draws that the site has. Any other
// draw, or an attempt at one, is drawn from the whole bank, or from an outline of a large one.

import { getBank } from "./bank.js";
import { getModule } from "./instantiate.js";
import { keepUp } from "./keep-up.js";
import { OTHER } from "./other-draw.js";

/** @import * as Draws from "./draws.js" */
/** @import { BankQuote } from "../internal.js" */
/** @import { Reading } from "./first-body.js" */
/** @import { Player } from "./player.js" */
/** @import { Program } from "./program.js" */

const DRAWS = new URL("draws.js", import.meta.url).href;

// How many further draws a site has at most: `MOST_FURTHER` of crates/core/src/bank/excerpt.rs. It has so many where a draw
// takes an eighth of the bank or less.
const MOST_FURTHER = 7;

/** @returns {Promise<typeof Draws>} */
const loadDraws = () => getModule(DRAWS);

/**
 * @typedef {object} Facts
 * @property {string} seed of the draw of a part of a bank; empty where the program cannot read that
 * @property {string[]} further the seeds of the draws of which there are parts beside it
 * @property {BankQuote[]} quotes of its questions
 */

/**
 * @typedef {object} Wanted
 * @property {string} draw
 * @property {Uint8Array} bank what is needed to play it
 */

/**
 * What is needed of a quiz's compiled bank for its own draw; all of it where a site has no more than that.
 *
 * @param {Player} player
 */
export const getOwnDraw = ({ quiz, folder }) => getBank(quiz, folder, ["draw", "bank"]);

/**
 * What is needed for a further draw; for the bank's own where the site does not have that.
 *
 * @param {Player} player
 * @param {string} seed
 */
const getFurther = ({ quiz, folder }, seed) => getBank(quiz, folder, [`draw-${seed}`, "draw"]);

/**
 * The draw that is asked for, by the reader or else by the page, maybe with a score to beat; empty: the bank's own.
 *
 * @param {Player} player
 */
const drawAsked = ({ choice, state }) => choice || state.draw;

/**
 * Whether a draw is what a bank's own seed draws.
 *
 * @param {string} draw
 * @param {string} seed
 */
const isDraw = (draw, seed) => !draw || /^[\w-]*/.exec(draw)?.[0] === seed;

/**
 * Loads what draws, where it is known already that it is wanted.
 *
 * @param {Player} player
 */
export async function prepare({ questions }) {
  if (!questions) return;
  // Who draws is told what is missing.
  const draws = await loadDraws().catch(() => undefined);
  await draws?.getDrawer().catch(() => undefined);
}

/**
 * The seed of the draw of a saved attempt, which stands in its first line.
 *
 * @param {string} attempt
 */
const seedOf = (attempt) => attempt.split(" ")[4];

/**
 * Whether a part of a bank is of a saved attempt's draw, and has its questions, of which each has a line.
 *
 * @param {Facts} part
 * @param {string} attempt empty where there is nothing to go on with
 */
function hasAttempt({ seed, quotes }, attempt) {
  const [, ...lines] = attempt.split("\n");
  const hasQuestion = (/** @type {string} */ line) => quotes.some(({ id }) => id === line.split(/[. ]/)[0]);
  return lines.every((line) => line.startsWith("+") || (seedOf(attempt) === seed && hasQuestion(line)));
}

/**
 * Whether most of a part of a bank is new to a reader: no more than a quarter of its questions is named in what is known.
 *
 * @param {Facts} part
 * @param {string[]} attempts what is known of the reader
 */
function isNew({ quotes }, attempts) {
  const known = new Set(attempts.join("\n").split(/[\s.]/));
  return quotes.filter(({ id }) => known.has(id)).length * 4 <= quotes.length;
}

/**
 * The first of some further draws that is new to the reader, with its part of the bank; none where no file has such.
 *
 * @param {Player} player
 * @param {Program} program
 * @param {string[]} seeds
 * @param {string[]} attempts what is known of the reader
 * @returns {Promise<Wanted | undefined>}
 */
async function newDraw(player, program, [draw, ...others], attempts) {
  if (!draw) return undefined;
  const bank = await getFurther(player, draw);
  const facts = factsOf(program, bank);
  const isIt = facts.seed === draw && isNew(facts, attempts);
  return isIt ? { draw, bank } : newDraw(player, program, others, attempts);
}

/**
 * The draw that is asked for, and what is needed of the bank to play it.
 *
 * @param {Player} player
 * @param {Program} program
 * @param {Uint8Array} own what is needed for the bank's own draw, or all of it
 * @param {string} kept what was kept from an earlier visit; else empty
 * @param {Reading | undefined} before what the reader did in the first body, where that is played
 * @returns {Promise<Wanted>}
 */
export async function bankFor(player, program, own, kept, before) {
  keepUp(player);
  const { quiz, folder, state } = player;
  // What is no number asks for nothing.
  const questions = Number(player.questions) || 0;
  const isOther = player.choice === OTHER;
  const draw = isOther ? "" : drawAsked(player);
  // Who comes for a draw, or for another number of questions, and has not begun the first body, leaves that.
  const isLeft = !isOther && (draw || questions) && before && !before.isBegun;
  const played = isLeft ? "" : (before?.text ?? state.attempt);
  const known = [kept, state.earlier, played];
  const ofOwn = factsOf(program, own);
  if (isOther && !questions) {
    const last = ofOwn.further.findLastIndex((seed) => known.some((attempt) => seedOf(attempt) === seed));
    const found = await newDraw(player, program, ofOwn.further.slice(last + 1), known);
    if (found) return found;
  } else if (!questions) {
    const seed = ofOwn.further.find((further) => isDraw(draw, further));
    const bank = draw && seed ? await getFurther(player, seed) : own;
    const facts = factsOf(program, bank);
    // Who has chosen another draw leaves what was played. What was kept is offered where no draw is asked for, or that one.
    const attempts = [player.choice ? "" : played, draw && seedOf(kept) !== facts.seed ? "" : kept];
    // What the program cannot read has no seed.
    const isIt = facts.seed && isDraw(draw, facts.seed);
    if (isIt && attempts.every((attempt) => hasAttempt(facts, attempt))) return { draw, bank };
  }
  const wish = { draw, isOther, questions, gone: [...player.told], attempts: known };
  const { drawFrom } = await loadDraws();
  const source = {
    folder,
    getBank: (/** @type {string} */ name) => getBank(quiz, folder, [name]),
    isLarge: ofOwn.further.length >= MOST_FURTHER,
  };
  const bank = await drawFrom(source, wish);
  return { draw: isOther ? factsOf(program, bank).seed : draw, bank };
}

/**
 * What a part of a bank tells of itself.
 *
 * @param {Program} program
 * @param {Uint8Array} bank
 * @returns {Facts}
 */
export function factsOf(program, bank) {
  // As src/event.rs writes them.
  const [seeds, ...texts] = program.quotes(bank).split("\0");
  const [seed, ...further] = seeds.split(" ");
  /** @type {BankQuote[]} */
  const quotes = [];
  // What is behind the last NUL is empty.
  while (texts.length > 1) {
    const [id, prefix, exact, suffix] = texts.splice(0, 4);
    quotes.push({ id, prefix, exact, suffix });
  }
  return { seed, further, quotes };
}
