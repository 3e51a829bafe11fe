// A round: what the quiz needs is loaded, and handed to takeover.js.

import { isPressing } from "./activity.js";
import { folderOf, linkTo } from "./address.js";
import { Fault } from "./fault.js";
import { remember } from "./memory.js";
import { get, getProgram, stopped } from "./program.js";

/** @import { EventName, QuizElement } from "../internal.js" */
/** @import { Round } from "./round.js" */

/**
 * The compiled bank, with the words of the interface in a language where there are such.
 *
 * @param {string} folder
 * @param {string} lang
 */
async function getBank(folder, lang) {
  /** @param {string} suffix */
  const load = async (suffix) => {
    const response = await get("bank-missing", `${folder}bank${suffix}.bin`);
    return new Uint8Array(await response.arrayBuffer());
  };
  // `.es` of es-MX.
  const suffix = lang.toLowerCase().replace(/^(\w+).*/, ".$1");
  return load(suffix).catch(() => load(""));
}

/**
 * Starts the program of a quiz. Rejects when it cannot be started, or when the round is over.
 *
 * @param {QuizElement} quiz
 * @param {Round} round
 * @param {string} seed of other questions; else empty
 * @param {Round | undefined} playing the round that plays until then
 * @param {(name: EventName, detail: string) => void} notify called with what happens in the program, details as text
 */
export async function start(quiz, round, seed, playing, notify) {
  if (stopped) throw stopped;
  const folder = folderOf(quiz);
  const [program, bank, kept] = await round.wait(
    Promise.all([getProgram(), getBank(folder, quiz.lang), remember(quiz, folder)]),
  );
  const code = await program.takeOver(quiz, {
    round,
    program,
    bank,
    folder,
    seed,
    linked: linkTo(quiz),
    kept,
    playing,
    isPressing,
    // Without the module the quiz plays as on a page without an article.
    getPassages: () => import("./article.js").catch(() => undefined),
    notify(name, detail) {
      if (name === "kept") remember(quiz, folder, detail);
      else notify(name, detail);
    },
  });
  if (code) throw new Fault(code, `${folder}bank.bin`);
}
