// The scripts that are loaded when they are needed.

/** @import * as Arrival from "./arrival.js" */
/** @import * as Article from "../article.js" */
/** @import * as Remember from "../remember.js" */
/** @import * as Share from "./share.js" */
/** @import * as Takeover from "./takeover.js" */

// Filled in when the site is built: its address, where that is known.
const SITE = "{{ address of the site }}";

/**
 * Loads a script that stands beside this one. Optimisers of pages put copies of this one elsewhere, without the files
 * beside it: then it is loaded from the site.
 *
 * @param {string} name
 */
async function loadScript(name) {
  try {
    return await import(`./${name}`);
  } catch (reason) {
    if (!SITE) throw reason;
    return import(SITE + name);
  }
}

/** @returns {Promise<typeof Takeover>} */
export const loadTakeover = () => loadScript("{{ takeover.js }}");

/** @returns {Promise<typeof Article>} */
export const loadArticle = () => loadScript("{{ article.js }}");

/** @returns {Promise<typeof Remember>} */
export const loadRemember = () => loadScript("{{ remember.js }}");

/** @returns {Promise<typeof Share>} */
export const loadShare = () => loadScript("{{ share.js }}");

/** @returns {Promise<typeof Arrival>} */
export const loadArrival = () => loadScript("{{ arrival.js }}");
