// Keeps what a reader did for another visit, in this browser and nowhere else, for 30 days. Any call may fail: a storage
// may be shut, full or forged. Then nothing is kept, and the quiz goes on.

const MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

// What this page found or left in each item. Where it is something else by now, the quiz is played in another tab: that
// one keeps it, and this one goes on in memory.
const known = {};

// What stands in an item, unless it is too old or not ours.
function read(item) {
  const [, time, text] = item?.match(/^(\d+) (.+)$/s) ?? [];
  return Math.abs(Date.now() - time) < MILLISECONDS ? text : "";
}

/**
 * Gives back what was kept of a quiz, or "". With a text, keeps that instead; with an empty one, forgets. `kind` is
 * "local", or "session" for as long as the tab is open; what is kept anywhere else, or too long, is taken away.
 */
export function remember(kind, quiz, text) {
  const name = `newsquiz ${quiz}`;
  let kept = "";
  for (const other of ["session", "local"]) {
    try {
      // Even to touch it may throw.
      const storage = window[`${other}Storage`];
      for (const old of Object.keys(storage)) {
        if (old.startsWith("newsquiz ") && !read(storage.getItem(old))) storage.removeItem(old);
      }
      const item = storage.getItem(name);
      if (other !== kind || text === "") storage.removeItem(name);
      else if (!text) kept = read(item);
      else if (item === (known[name] ?? null)) storage.setItem(name, `${Date.now()} ${text}`);
      else continue;
      if (other === kind) known[name] = storage.getItem(name);
    } catch {}
  }
  return kept;
}
