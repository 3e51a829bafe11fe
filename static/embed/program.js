// The program and its style: loaded once for all quizzes of a page. And the end of it, when it breaks down.

import { Fault, refusal } from "./fault.js";

/** @import * as Glue from "./newsquiz.js" */

/**
 * @typedef {object} Program
 * @property {typeof Glue.mount} mount
 * @property {typeof Glue.quotes} quotes
 * @property {CSSStyleSheet} style
 */

const GLUE = new URL("newsquiz.js", import.meta.url).href;
export const PROGRAM = new URL("newsquiz.wasm", import.meta.url).href;
const STYLE = new URL("quiz.css", import.meta.url).href;

// What browsers compile while it arrives. Some hosts send another type.
const WASM = "application/wasm";

// Filled in when the site is built.
const INTEGRITY = "{{ integrity of newsquiz.wasm }}";

/** @type {Promise<Program> | undefined} */
let loading;

/**
 * Why the program plays no more, in any quiz of the page.
 *
 * @type {Fault | undefined}
 */
let stopped;

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

/** @param {string} address of a module of the program */
async function getModule(address) {
  try {
    return await import(address);
  } catch (reason) {
    throw refusal(address, reason);
  }
}

async function getStyle() {
  const response = await get("style-missing", STYLE);
  return response.text();
}

/** @returns {Promise<Program>} */
async function load() {
  /** @type {[typeof Glue, Response, string]} */
  const [glue, response, css] = await Promise.all([
    getModule(GLUE),
    get("program-missing", PROGRAM, { integrity: INTEGRITY }),
    getStyle(),
  ]);
  const imports = glue.getImports();
  const { instance } = await (response.headers.get("content-type") === WASM
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports));
  glue.start(instance);
  const style = new CSSStyleSheet();
  style.replaceSync(css);
  /** @type {typeof Glue.mount} */
  const mount = (...what) => {
    const unmount = glue.mount(...what);
    if (typeof unmount === "string") return unmount;
    // What has trapped answers no more.
    return () => {
      if (!stopped) unmount();
    };
  };
  return { mount, quotes: glue.quotes, style };
}

/** The program, loaded when it is first asked for. After a failure another try may have more luck. */
export function getProgram() {
  if (stopped) throw stopped;
  if (!loading) {
    loading = load();
    loading.catch(() => {
      loading = undefined;
    });
  }
  return loading;
}

/**
 * Called when the program has trapped.
 *
 * @type {Set<(fault: Fault) => void>}
 */
const trapListeners = new Set();

/**
 * Calls a function when the program has trapped, as WebAssembly says: then it answers no more. One that is known already is
 * not called twice.
 *
 * @param {(fault: Fault) => void} listener
 */
export const onTrap = (listener) => trapListeners.add(listener);

for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, (event) => {
    const { error, reason = error, filename } = /** @type {ErrorEvent & PromiseRejectionEvent} */ (event);
    // Other programs of the page are not ours to judge.
    const trace = filename + reason?.stack;
    const isOurs = trace.includes(GLUE) || trace.includes(PROGRAM);
    if (reason?.name !== "RuntimeError" || !isOurs) return;
    stopped = new Fault("program-stopped", PROGRAM);
    for (const listener of trapListeners) listener(stopped);
  });
}
