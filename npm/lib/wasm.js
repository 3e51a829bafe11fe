// Runs the program in WebAssembly, with this machine's files, and with the help of `host.js` for all else.

import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setFlagsFromString } from "node:v8";

import { Host } from "./host.js";
import { Paths } from "./paths.js";

// The quick way from V8 into Node's WASI overwrites memory now and then, and Node crashes in whatever comes next
// (https://github.com/nodejs/node/issues/53087).
setFlagsFromString("--no-turbo-fast-api-calls");

/** What a program ends with that has stopped in the middle, as Rust's own do. */
const STOPPED = 101;

/**
 * Runs the program, and gives the code that it ends with.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function runWasm(args) {
  const WASI = await quietly(async () => (await import("node:wasi")).WASI);
  const paths = new Paths(process.cwd());
  const host = new Host(paths);
  // Asked for first: they say which trees the program may open.
  const places = { PWD: paths.inside(process.cwd()), TMPDIR: paths.inside(tmpdir()) };
  const wasi = new WASI({
    version: "preview1",
    args: ["newsquiz", ...args.map((argument) => paths.argument(argument))],
    env: { ...process.env, ...places },
    preopens: paths.open,
    returnOnExit: true,
  });
  const program = await readFile(new URL("../newsquiz.wasm", import.meta.url));
  const { instance } = await WebAssembly.instantiate(program, {
    wasi_snapshot_preview1: wasi.wasiImport,
    newsquiz: host.functions(),
  });
  host.memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
  try {
    return wasi.start(instance);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    // The program has told why it stopped; a stack of addresses tells nobody more.
    return STOPPED;
  }
}

/**
 * Does something without the warning that WASI may change, and with all others: this package is tried with each version of
 * Node that it names.
 *
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
async function quietly(task) {
  const { emitWarning } = process;
  process.emitWarning = (/** @type {unknown[]} */ ...warning) => {
    const [text, type] = warning;
    if (type === "ExperimentalWarning" && String(text).startsWith("WASI ")) return;
    Reflect.apply(emitWarning, process, warning);
  };
  try {
    return await task();
  } finally {
    process.emitWarning = emitWarning;
  }
}
