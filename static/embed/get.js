import { Fault } from "./fault.js";

/**
 * Fetches a file that the quiz cannot do without.
 *
 * @param {string} code of the fault when it is not to be had
 * @param {string} address
 * @param {RequestInit} [options]
 */
export async function get(code, address, options) {
  // A host that cannot be reached has the file as little as one that says so.
  const response = await fetch(address, options).catch(() => undefined);
  if (!response?.ok) throw new Fault(code, address);
  return response;
}
