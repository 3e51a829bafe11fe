// Which part of the bank is played: mostly what its own draw takes, or one of the further draws that the site has. Any other
// draw, or an attempt at one, is drawn from the whole bank.

import { getBank } from "./bank.js";
import { drawFrom, prepareToDraw } from "./draws.js";
import { read } from "./first-body.js";
import { OTHER } from "./other-draw.js";

/** @import { BankQuote } from "../internal.js" */
/** @import { Player } from "./player.js" */
/** @import { Program } from "./program.js" */

/**
 * @typedef {object} Facts
 * @property {string} seed of the draw of a part of a bank; empty where the program cannot read that
 * @property {string[]} further the seeds of the draws of which there are parts beside it
 * @property {BankQuote[]} quotes of its questions
 */

/**
 * What is needed of a quiz's compiled bank for its own draw; all of it where a site has no more than that.
 *
 * @param {Player} player
 */
export const getOwnDraw = ({ quiz, folder }) => getBank(quiz, folder, ["draw", "bank"]);

/**
 * All of a quiz's compiled bank.
 *
 * @param {Player} player
 */
const getWhole = ({ quiz, folder }) => getBank(quiz, folder, ["bank"]);

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
export function prepare(player) {
  if (player.questions) prepareToDraw(getWhole(player));
}

/**
 * Whether what the reader may go on with is in a part of a bank: saved attempts, each with the seed of its draw in its first
 * line, and a line for each question. Where a draw is asked for, it is an attempt at that one.
 *
 * @param {Facts} part
 * @param {string} draw the one that is asked for
 * @param {string[]} attempts
 */
function hasAttempts({ seed, quotes }, draw, attempts) {
  const ids = new Set(quotes.map(({ id }) => id));
  return attempts.every((attempt) => {
    const [head, ...lines] = attempt.split("\n");
    const [, , , , its] = head.split(" ");
    if (draw && its !== seed) return true;
    return lines.every((line) => line.startsWith("+") || (its === seed && ids.has(line.split(/[. ]/)[0])));
  });
}

/**
 * The draw that comes next for who wants other questions: the further one behind all that were played. None when there are
 * no more.
 *
 * @param {Facts} own
 * @param {string[]} attempts
 */
function nextDraw({ further }, attempts) {
  const isPlayed = (/** @type {string} */ seed) => attempts.some((attempt) => attempt.split(" ")[4] === seed);
  return further[further.findLastIndex(isPlayed) + 1];
}

/**
 * What is needed of the bank to play what is asked for.
 *
 * @param {Player} player
 * @param {Program} program
 * @param {Uint8Array} own what is needed for that, or all of it
 * @param {string} kept what was kept from an earlier visit; else empty
 */
export async function bankFor(player, program, own, kept) {
  player.keepUp();
  const { quiz, folder, first, state } = player;
  // What is no number asks for nothing.
  const questions = Number(player.questions) || 0;
  const attempts = [kept, state.earlier, state.attempt, first ? read(first).text : ""];
  const ofOwn = factsOf(program, own);
  if (player.choice === OTHER && !questions) player.choice = nextDraw(ofOwn, attempts) ?? OTHER;
  const draw = drawAsked(player);
  if (!questions) {
    const seed = ofOwn.further.find((further) => isDraw(draw, further));
    const part = draw && seed ? await getBank(quiz, folder, [`draw-${seed}`, "draw"]) : own;
    const facts = factsOf(program, part);
    // What the program cannot read has no seed.
    if (facts.seed && isDraw(draw, facts.seed) && hasAttempts(facts, draw, attempts)) return part;
  }
  const wish = { draw, questions, gone: [...player.told], attempts };
  const drawn = await drawFrom(getWhole(player), wish, `${folder}bank.bin`);
  if (player.choice) player.choice = drawn.draw;
  return drawn.bank;
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
