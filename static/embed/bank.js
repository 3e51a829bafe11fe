// Compiled banks: in the element itself, or loaded once for all quizzes of a page that play them.

import { suffixOf } from "./bank-address.js";
import { get } from "./get.js";
import { RETIRED, unpack } from "./packed.js";

// What a compiled bank begins with: `WHOLE`, `FORMAT` and `OUTLINE` of crates/core/src/compiled.rs. A page that a host sends
// in place of a file that it does not have begins with something else. A program plays none that was withdrawn, and it is
// one all the same.
const FORMATS = new Set([5, 6, 7, RETIRED]);

/**
 * Banks on their way or there, by their addresses.
 *
 * @type {Map<string, Promise<Uint8Array>>}
 */
const banks = new Map();

/** @param {string} address */
async function fetchBank(address) {
  const response = await get("bank-missing", address);
  return unpack(response.arrayBuffer(), address);
}

/**
 * The bytes in a text of base 64, as a piece has its bank (crates/publish/src/piece.rs). Rejects where it was changed.
 *
 * @param {string} text
 */
async function bytesIn(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {string} address */
function getFile(address) {
  const known = banks.get(address);
  if (known) return known;
  const bank = fetchBank(address);
  banks.set(address, bank);
  // Another try may have more luck.
  bank.catch(() => banks.delete(address));
  return bank;
}

/**
 * The first of some files that is there and a bank; else the last one, whatever it is.
 *
 * @param {string[]} addresses
 * @returns {Promise<Uint8Array>}
 */
async function firstBank([address, ...others]) {
  const file = getFile(address);
  if (others.length === 0) return file;
  const bank = await file.catch(() => undefined);
  return bank && FORMATS.has(bank[0]) ? bank : firstBank(others);
}

/**
 * A compiled bank of a quiz: the one that it brings along, else one of its folder, with the words of the interface in its
 * language where there are such.
 *
 * @param {HTMLElement} quiz
 * @param {string} folder of its bank
 * @param {string[]} names of the files that do, the best one first: `bank` has the whole bank, `draw` what is needed of it
 *   for its own draw, which sites had none of before
 */
export async function getBank({ dataset, lang }, folder, names) {
  if (dataset.bank) return unpack(bytesIn(dataset.bank), `${folder}bank.bin`);
  const suffixes = new Set([suffixOf(lang), ""]);
  return firstBank(names.flatMap((name) => [...suffixes].map((suffix) => `${folder}${name}${suffix}.bin`)));
}
