// What the program in WebAssembly asks for (crates/cli/src/host.rs): the network, and what only the system can do.
//
// The program waits for each answer, and this thread with it. So what takes time is done by another one, `worker.js`.

import { spawn } from "node:child_process";
import { chmodSync, statSync } from "node:fs";
import { MessageChannel, Worker, receiveMessageOnPort } from "node:worker_threads";

/** How long the other thread may take, in milliseconds: longer than any question of the network. */
const PATIENCE = 120_000;

/**
 * @typedef {{ done: object, bytes?: Uint8Array } | { refused: { code: string, message: string } }} Answer
 *
 * @typedef {{ ask: "get", address: string, headers: [string, string][], patience: number, limit: number }} GetQuestion
 * @typedef {{ ask: "listen", port: number }} ListenQuestion
 * @typedef {{ ask: "serve", folder: string, port: number, types: Record<string, string>, changes: string }} ServeQuestion
 * @typedef {{ ask: "changed" }} ChangedQuestion
 * @typedef {{ ask: "open", address: string }} OpenQuestion
 * @typedef {{ ask: "permit", file: string, like: string }} PermitQuestion
 * @typedef {GetQuestion | ListenQuestion | ServeQuestion | ChangedQuestion} SlowQuestion
 * @typedef {SlowQuestion | OpenQuestion | PermitQuestion} Question
 */

export class Host {
  /** @type {WebAssembly.Memory | undefined} */
  memory;

  /** The answer to the last question, as the program takes it. */
  #answer = new Uint8Array();

  /** @type {((question: SlowQuestion) => Answer) | undefined} */
  #askWorker;

  /** @param {import("./paths.js").Paths} paths */
  constructor(paths) {
    this.paths = paths;
  }

  /** The functions that the program imports. */
  functions() {
    return {
      /** @param {number} place @param {number} length */
      ask: (place, length) => {
        const question = JSON.parse(new TextDecoder().decode(this.#bytes(place, length)));
        this.#answer = written(this.#do(question));
        return this.#answer.length;
      },
      /** @param {number} place */
      answer: (place) => this.#bytes(place, this.#answer.length).set(this.#answer),
    };
  }

  /** @param {number} place @param {number} length */
  #bytes(place, length) {
    if (!this.memory) throw new Error("the program has no memory");
    return new Uint8Array(this.memory.buffer, place, length);
  }

  /**
   * @param {Question} question
   * @returns {Answer}
   */
  #do(question) {
    try {
      switch (question.ask) {
        case "open":
          return openInBrowser(question.address);
        case "permit":
          return this.#permit(question);
        case "serve":
          return this.#slowly({ ...question, folder: this.paths.outside(question.folder) });
        default:
          return this.#slowly(question);
      }
    } catch (error) {
      return refusal(error);
    }
  }

  /** @param {PermitQuestion} question */
  #permit({ file, like }) {
    const { mode } = statSync(this.paths.outside(like));
    if ((mode & 0o222) === 0) {
      return { refused: { code: "EACCES", message: "it is not to be written; make it writable first" } };
    }
    chmodSync(this.paths.outside(file), mode);
    return { done: {} };
  }

  /** @param {SlowQuestion} question */
  #slowly(question) {
    this.#askWorker ??= startWorker();
    return this.#askWorker(question);
  }
}

/**
 * An answer in one line, with its bytes behind.
 *
 * @param {Answer} answer
 */
function written(answer) {
  const { bytes = new Uint8Array(), ...head } = "done" in answer ? answer : { ...answer, bytes: undefined };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]);
}

/**
 * Why something was not done, from what was thrown.
 *
 * @param {unknown} error
 * @returns {Answer}
 */
export function refusal(error) {
  const { code = "", message = "" } = /** @type {NodeJS.ErrnoException} */ (error);
  return { refused: { code, message: message || code || String(error) } };
}

/** @returns {(question: SlowQuestion) => Answer} */
function startWorker() {
  const { port1: ours, port2: port } = new MessageChannel();
  const isAnswered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("worker.js", import.meta.url), {
    workerData: { port, isAnswered },
    transferList: [port],
  });
  worker.unref();
  return (question) => {
    Atomics.store(isAnswered, 0, 0);
    ours.postMessage(question);
    Atomics.wait(isAnswered, 0, 0, PATIENCE);
    const answer = receiveMessageOnPort(ours)?.message;
    return answer ?? { refused: { code: "LATE", message: "no answer came" } };
  };
}

/**
 * @param {string} address
 * @returns {Answer}
 */
function openInBrowser(address) {
  const [program, ...args] = opener();
  const child = spawn(program, [...args, address], { detached: true, stdio: "ignore" });
  // That there is no such program is known at once, by the missing number.
  child.on("error", () => {});
  child.unref();
  if (child.pid === undefined) return { refused: { code: "ENOENT", message: `there is no ${program}` } };
  return { done: {} };
}

/**
 * What opens an address in the browser of this machine.
 *
 * @returns {[string, ...string[]]}
 */
function opener() {
  if (process.platform === "darwin") return ["open"];
  // `start` is no program but a word of the shell, and takes a title first.
  if (process.platform === "win32") return ["cmd", "/c", "start", ""];
  return ["xdg-open"];
}
