// The compiled bank, loaded once for all quizzes of a page that play it.

import { suffixOf } from "./bank-address.js";
import { Fault } from "./fault.js";
import { get } from "./program.js";

/**
 * What stands in the place of the bank of a quiz that was withdrawn: `RETIRED` of crates/publish/src/packed.rs.
 */
export const RETIRED = 127;

// What a compiled bank begins with: `FORMAT` of crates/core/src/compiled.rs. A page that a host sends in place of a file
// that it does not have begins with something else. A program plays none that was withdrawn, and it is one all the same.
const FORMATS = new Set([5, RETIRED]);
// What a packed one begins with: `PACKED` of crates/publish/src/packed.rs.
const PACKED = 128;

/**
 * Banks on their way or there, by their addresses.
 *
 * @type {Map<string, Promise<Uint8Array>>}
 */
const banks = new Map();

/** @param {string} address */
async function fetchBank(address) {
  const response = await get("bank-missing", address);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes[0] === PACKED ? unpack(bytes.subarray(1), address) : bytes;
}

/**
 * The compiled bank in a packed one.
 *
 * @param {Uint8Array<ArrayBuffer>} packed
 * @param {string} address
 */
async function unpack(packed, address) {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  try {
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch {
    throw new Fault("bank-damaged", address);
  }
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
 * The compiled bank, with the words of the interface in a language where there are such.
 *
 * @param {string} folder
 * @param {string} lang
 */
export async function getBank(folder, lang) {
  const suffix = suffixOf(lang);
  if (suffix) {
    const bank = await getFile(`${folder}bank${suffix}.bin`).catch(() => undefined);
    if (bank && FORMATS.has(bank[0])) return bank;
  }
  return getFile(`${folder}bank.bin`);
}
