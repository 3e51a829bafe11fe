// One request for a file of the web, and its answer as it was sent: not followed, not unpacked.

import http from "node:http";
import https from "node:https";

/**
 * Asks a host for a file.
 *
 * @param {import("./host.js").GetQuestion} question
 * @returns {Promise<{ done: { status: number, headers: [string, string][] }, bytes: Uint8Array }>}
 */
export async function get({ address, headers, patience, limit }) {
  const signal = AbortSignal.timeout(patience);
  try {
    const answer = await ask(address, { headers: Object.fromEntries(headers), signal });
    const parts = [];
    let size = 0;
    for await (const part of answer) {
      size += part.length;
      if (size > limit) throw failure("TOO_LARGE", "the answer is too large");
      parts.push(part);
    }
    // An answer whose time is up ends like one that is whole.
    signal.throwIfAborted();
    if (!answer.complete) throw failure("ECONNRESET", "the connection broke");
    return { done: { status: answer.statusCode ?? 0, headers: pairs(answer.rawHeaders) }, bytes: Buffer.concat(parts) };
  } catch (error) {
    throw signal.aborted ? failure("LATE", "the answer did not come in time") : error;
  }
}

/**
 * @param {string} address
 * @param {http.RequestOptions} options
 * @returns {Promise<http.IncomingMessage>}
 */
function ask(address, options) {
  const { get: send } = address.startsWith("https:") ? https : http;
  return new Promise((resolve, reject) => {
    send(address, options, resolve).on("error", reject);
  });
}

/**
 * Names and values, which Node has in one row.
 *
 * @param {string[]} row
 * @returns {[string, string][]}
 */
function pairs(row) {
  /** @type {[string, string][]} */
  const found = [];
  for (let index = 0; index < row.length; index += 2) found.push([row[index] ?? "", row[index + 1] ?? ""]);
  return found;
}

/**
 * @param {string} code
 * @param {string} message
 */
function failure(code, message) {
  return Object.assign(new Error(message), { code });
}
