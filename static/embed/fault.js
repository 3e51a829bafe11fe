/**
 * Why a quiz does not play, or plays no more.
 */
export class Fault {
  /**
   * @param {string} code one of those that the README lists
   * @param {string} place the address of what is missing or refused, and maybe why
   */
  constructor(code, place) {
    this.code = code;
    this.place = place;
  }
}

/**
 * Whether what was thrown is a fault, of this script or of another one, which has a class of its own.
 *
 * @param {any} reason
 * @returns {reason is Fault}
 */
export const isFault = (reason) => typeof reason?.place === "string";

/**
 * The browser has a file of the program, and does not take it.
 *
 * @param {string} address
 * @param {unknown} reason what was thrown
 */
export function refusal(address, reason) {
  return new Fault("program-refused", `${address} (${reason})`);
}
