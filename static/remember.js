// Keeps what a reader did for another visit, in this browser and nowhere else, for 30 days. Any call may fail: a storage
// may be shut, full or forged. Then nothing is kept, and the quiz goes on.

const MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

/**
 * Gives back what was kept of a quiz, or "". With a text, keeps that instead; with an empty one, forgets. `kind` is
 * "local", or "session" for as long as the tab is open.
 */
export function remember(kind, quiz, text) {
  try {
    // Even to touch it may throw.
    const storage = window[`${kind}Storage`];
    const name = `newsquiz ${quiz}`;
    if (text) storage.setItem(name, `${Date.now()} ${text}`);
    else {
      const [, time, kept] = storage.getItem(name)?.match(/^(\d+) (.+)$/s) ?? [];
      if (text === undefined && Math.abs(Date.now() - time) < MILLISECONDS) return kept;
      storage.removeItem(name);
    }
  } catch {}
  return "";
}
