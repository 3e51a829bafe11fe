// Draws from a whole bank, by a program of its own, which is loaded when another draw than the bank's own is wanted.

import { RETIRED } from "./bank.js";
import { Fault, refusal } from "./fault.js";
import { instantiate } from "./instantiate.js";

/** @import * as Glue from "./drawer.js" */

const DRAWER_GLUE = new URL("drawer.js", import.meta.url).href;
const DRAWER = new URL("drawer.wasm", import.meta.url).href;

// Filled in when the site is built.
const DRAWER_INTEGRITY = "{{ integrity of drawer.wasm }}";

/**
 * @typedef {object} Wish what is wanted of a bank (crates/drawer/src/lib.rs)
 * @property {string} draw as `drawIn` gives it; empty: the bank's own
 * @property {boolean} isOther whether it is one, in place of that, with as little as may be of what the reader has seen
 * @property {number} questions how many it has; 0: as many as the bank says
 * @property {string[]} gone the ids of the questions whose passages are gone
 * @property {string[]} attempts what is known of the reader, the latest last
 */

/** @type {Promise<typeof Glue> | undefined} */
let drawer;

/** The program, loaded when it is first asked for. After a failure another try may have more luck. */
function getDrawer() {
  if (!drawer) {
    drawer = instantiate(DRAWER_GLUE, DRAWER, DRAWER_INTEGRITY);
    drawer.catch(() => {
      drawer = undefined;
    });
  }
  return drawer;
}

/**
 * Loads what draws and what is drawn from, so that both are there when it comes to it.
 *
 * @param {Promise<Uint8Array>} whole the compiled bank, all of it
 */
export const prepareToDraw = (whole) => Promise.allSettled([getDrawer(), whole]);

/**
 * What is needed of a bank to play a draw, and to go on with the attempts; with the draw.
 *
 * @param {Promise<Uint8Array>} whole the compiled bank, all of it
 * @param {Wish} wish
 * @param {string} address of the bank
 */
export async function drawFrom(whole, { draw, isOther, questions, gone, attempts }, address) {
  const [program, bank] = await Promise.all([getDrawer(), whole]);
  if (bank[0] === RETIRED) return { draw, bank };
  const known = [gone.join("."), ...attempts].join("\0");
  try {
    const seed = isOther ? program.other_seed(bank, `\0${known}`, questions, Math.random() * 2 ** 32) : draw;
    const excerpt = program.excerpt(bank, `${seed}\0${known}`, questions);
    if (typeof excerpt !== "string") return { draw: seed, bank: excerpt };
    throw new Fault(excerpt, address);
  } catch (reason) {
    if (reason instanceof Fault) throw reason;
    // What has trapped answers no more.
    drawer = undefined;
    throw refusal(DRAWER, reason);
  }
}
