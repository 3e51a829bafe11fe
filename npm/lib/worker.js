// The thread that uses the network while the program waits.

import { workerData } from "node:worker_threads";

import { get } from "./get.js";
import { refusal } from "./host.js";
import { Site, ensureFree } from "./site.js";

/** @type {{ port: import("node:worker_threads").MessagePort, isAnswered: Int32Array }} */
const { port, isAnswered } = workerData;

/** @type {Site | undefined} */
let site;

port.on("message", async (question) => {
  port.postMessage(await answer(question));
  Atomics.store(isAnswered, 0, 1);
  Atomics.notify(isAnswered, 0);
});

/**
 * @param {import("./host.js").SlowQuestion} question
 * @returns {Promise<import("./host.js").Answer>}
 */
async function answer(question) {
  try {
    switch (question.ask) {
      case "get":
        return await get(question);
      case "listen":
        await ensureFree(question.port);
        return { done: {} };
      case "serve":
        site = new Site(question);
        return { done: { port: await site.listen(question.port) } };
      case "changed":
        site?.tellOfChange();
        return { done: {} };
      default:
        throw new Error(`nobody knows how to ${/** @type {{ ask: string }} */ (question).ask}`);
    }
  } catch (error) {
    return refusal(error);
  }
}
