// Draws from a bank, by a program of its own.
//
// The build joins this module and those that it imports into a file of its own, draws.js, which is loaded when another draw
// is wanted than those that a site has files of.

import { Fault, isFault, refusal } from "./fault.js";
import { get } from "./get.js";
import { instantiate } from "./instantiate.js";
import { RETIRED, unpack } from "./packed.js";

/** @import * as Glue from "./drawer.js" */

const DRAWER_GLUE = new URL("drawer.js", import.meta.url).href;
const DRAWER = new URL("drawer.wasm", import.meta.url).href;

// Filled in when the site is built.
const DRAWER_INTEGRITY = "{{ integrity of drawer.wasm }}";

// What the drawer says that lacks questions: their places (crates/drawer/src/main.rs). Codes begin with a letter.
const PLACES = /^\d+-\d/;
// From how many questions on all of the bank is loaded at once, in the place of each for itself.
const MANY = 24;
// What a host answers with who sends a part of a file.
const PARTIAL = 206;
// How often questions are loaded for one draw: what is known of the reader, and then what is drawn.
const ROUNDS = 2;

/**
 * @typedef {object} Source where a bank is
 * @property {string} folder
 * @property {(name: string) => Promise<Uint8Array>} getBank gets a file of the folder
 * @property {boolean} isLarge whether the site has an outline of it
 */

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
export function getDrawer() {
  if (!drawer) {
    drawer = instantiate(DRAWER_GLUE, DRAWER, DRAWER_INTEGRITY);
    drawer.catch(() => {
      drawer = undefined;
    });
  }
  return drawer;
}

/**
 * A part of a file. Rejects where the host has no more than the whole one to send. Chrome's cache would have the parts of a
 * file come one after the other.
 *
 * @param {string} address
 * @param {string} place of its first and last byte, as in `0-411`
 * @param {AbortSignal} signal that nobody wants it any more
 */
async function getPart(address, place, signal) {
  const response = await get("bank-missing", address, { headers: { Range: `bytes=${place}` }, cache: "no-store", signal });
  if (response.status === PARTIAL) return unpack(response.arrayBuffer(), address);
  throw new Fault("bank-missing", address);
}

/**
 * Some bytes and others, one after the other.
 *
 * @param {Uint8Array[]} parts
 */
const joined = async (...parts) => new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());

/**
 * The outline with the questions behind it that are at some places. Rejects where these cannot be had, or are so many that
 * all of the bank is lighter.
 *
 * @param {string} folder
 * @param {Uint8Array} outline
 * @param {string} places as the drawer names them
 */
async function withQuestions(folder, outline, places) {
  const list = places.trimEnd().split(" ");
  if (list.length >= MANY) throw new Fault("bank-missing", folder);
  const pending = new AbortController();
  try {
    const parts = list.map((place) => getPart(`${folder}questions.bin`, place, pending.signal));
    return await joined(outline, ...(await Promise.all(parts)));
  } finally {
    // Where one is not to be had, none of the others is of use.
    pending.abort();
  }
}

/**
 * What is needed of a bank, as a file of it has it. Rejects with a fault where the file is none, or lacks what cannot be had.
 *
 * @param {Source} source
 * @param {string} name of the file
 * @param {string} wish as the program reads it
 * @param {number} questions
 */
async function excerptOf({ folder, getBank }, name, wish, questions) {
  const [program, file] = await Promise.all([getDrawer(), getBank(name)]);
  if (file[0] === RETIRED) return file;
  try {
    let bank = file;
    let excerpt = program.excerpt(bank, wish, questions);
    for (let round = 0; typeof excerpt === "string" && PLACES.test(excerpt) && round < ROUNDS; round += 1) {
      // What is drawn follows from what was loaded before.
      // oxlint-disable-next-line no-await-in-loop
      bank = await withQuestions(folder, bank, excerpt);
      excerpt = program.excerpt(bank, wish, questions);
    }
    if (typeof excerpt !== "string") return excerpt;
    // Places once more: the host sent other parts than those that were asked for.
    throw new Fault(PLACES.test(excerpt) ? "bank-damaged" : excerpt, `${folder}${name}.bin`);
  } catch (reason) {
    if (isFault(reason)) throw reason;
    // What has trapped answers no more.
    drawer = undefined;
    throw refusal(DRAWER, reason);
  }
}

/**
 * What is needed of a bank to play a draw, and to go on with the attempts.
 *
 * @param {Source} source
 * @param {Wish} wish
 */
export async function drawFrom(source, { draw, isOther, questions, gone, attempts }) {
  const asked = isOther ? `?${Math.floor(Math.random() * 2 ** 32)}` : draw;
  const wish = [asked, gone.join("."), ...attempts].join("\0");
  if (source.isLarge) {
    const loading = getDrawer();
    // Hosts may send no parts of files, or those of another version.
    const part = await excerptOf(source, "outline", wish, questions).catch(() => undefined);
    if (part) return part;
    // Without what draws, all of the bank is of no use either.
    await loading;
  }
  return excerptOf(source, "bank", wish, questions);
}
