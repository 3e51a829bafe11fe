// Where a quiz has its bank.

import { Fault } from "./fault.js";

/** @import { NewsQuizElement } from "../news-quiz.js" */

/**
 * The address of the bank's folder, with its last slash. Throws a fault where `src` is no address.
 *
 * @param {NewsQuizElement} quiz
 */
export function folderOf(quiz) {
  try {
    return new URL(quiz.src.replace(/\/?$/, "/"), document.baseURI).href;
  } catch {
    throw new Fault("attribute-refused", `src="${quiz.src}"`);
  }
}

/**
 * The name of the bank's folder, which is the bank's id unless a host renamed it.
 *
 * @param {string} folder
 */
export const nameOf = (folder) => folder.split("/").at(-2) ?? "";

/**
 * What stands in the names of a bank's files for a language: `.es` for es-MX. Empty without one.
 *
 * @param {string} lang
 */
export const suffixOf = (lang) => lang.toLowerCase().replace(/^(\w+).*/, ".$1");
