// Compiled banks as they travel (crates/publish/src/packed.rs).

import { Fault } from "./fault.js";

/**
 * What stands in the place of the bank of a quiz that was withdrawn: `RETIRED` of crates/publish/src/packed.rs.
 */
export const RETIRED = 127;

// What a packed one begins with: `PACKED` of crates/publish/src/packed.rs.
const PACKED = 128;

/**
 * The compiled bank, whether it is packed or not.
 *
 * @param {Promise<ArrayBuffer | Uint8Array>} packed
 * @param {string} address
 */
export async function unpack(packed, address) {
  try {
    const bytes = new Uint8Array(await packed);
    if (bytes[0] !== PACKED) return bytes;
    const unpacked = new Blob([bytes.subarray(1)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch {
    throw new Fault("bank-damaged", address);
  }
}
