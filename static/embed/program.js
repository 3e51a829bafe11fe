// The program and its style: loaded once for all quizzes of a page. And the end of it, when it breaks down.

import { Fault } from "./fault.js";
import { get } from "./get.js";
import { instantiate } from "./instantiate.js";

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

async function getStyle() {
  const response = await get("style-missing", STYLE);
  return response.text();
}

/** @returns {Promise<Program>} */
async function load() {
  /** @type {[typeof Glue, string]} */
  const [glue, css] = await Promise.all([instantiate(GLUE, PROGRAM, INTEGRITY), getStyle()]);
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
