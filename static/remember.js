// Keeps what a reader did for another visit, in this browser and nowhere else, for 30 days. Any call may fail: a storage
// may be shut, full or forged. Then nothing is kept, and the quiz goes on.

const MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

// What the name of each of our items begins with.
const OURS = "newsquiz ";

/**
 * What this page found or left in each item. Where it is something else by now, the quiz is played in another tab: that
 * one keeps it, and this one goes on in memory.
 *
 * @type {Map<string, string | null>}
 */
const known = new Map();

/**
 * What stands in an item, unless it is too old or not ours.
 *
 * @param {string | null} item
 */
function read(item) {
  const [, time, text] = item?.match(/^(\d+) (.+)$/s) ?? [];
  const age = Math.abs(Date.now() - Number(time));
  return age < MILLISECONDS ? text : "";
}

/** @param {Storage} storage */
function removeOld(storage) {
  for (const name of Object.keys(storage)) {
    const isOld = name.startsWith(OURS) && !read(storage.getItem(name));
    if (isOld) storage.removeItem(name);
  }
}

/**
 * Does in the storage that is wanted what `remember` is asked for.
 *
 * @param {Storage} storage
 * @param {string} name of the item
 * @param {string | undefined} text
 */
function use(storage, name, text) {
  const item = storage.getItem(name);
  if (text === "") {
    storage.removeItem(name);
  } else if (text) {
    const isElsewhere = item !== (known.get(name) ?? null);
    if (isElsewhere) return "";
    storage.setItem(name, `${Date.now()} ${text}`);
  }
  known.set(name, storage.getItem(name));
  return text === undefined ? read(item) : "";
}

/**
 * Gives back what was kept of a quiz, or "". With a text, keeps that instead; with an empty one, forgets. What is kept
 * in another storage, or too long, is taken away.
 *
 * @param {string} kind "local", or "session" for as long as the tab is open
 * @param {string} quiz the address of the bank's folder
 * @param {string} [text]
 */
export function remember(kind, quiz, text) {
  const name = OURS + quiz;
  let kept = "";
  for (const other of /** @type {const} */ (["session", "local"])) {
    try {
      // Even to touch it may throw.
      const storage = window[`${other}Storage`];
      removeOld(storage);
      if (other === kind) kept = use(storage, name, text);
      else storage.removeItem(name);
    } catch {
      // Nothing is kept there.
    }
  }
  return kept;
}
