// What nobody waits for: it is done when the change that a reader asked for is on the screen.

// How long a page may paint nothing, in milliseconds: one that nobody sees never does.
const LONGEST = 200;

/** @type {(() => void)[]} */
let due = [];

// What has it done: the next frame, and a timer behind that or in its place.
let frame = 0;
let timer = 0;

/** Does all that is due at once. */
export function settle() {
  // Else they would do what the next click makes due, before that is painted.
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  const tasks = due;
  due = [];
  for (const task of tasks) task();
}

/**
 * Does something after the next frame was painted.
 *
 * @param {() => void} task
 */
export function afterPaint(task) {
  due.push(task);
  if (due.length > 1) return;
  // The callback is called before its frame is painted, the timer after it.
  frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(settle);
  });
  timer = setTimeout(settle, LONGEST);
}

/**
 * Does something when the browser has nothing else to do.
 *
 * @param {() => void} task
 * @param {number} timeout after how many milliseconds it is done in any case
 */
export function whenIdle(task, timeout) {
  // Safari knows of no idle moments.
  if ("requestIdleCallback" in window) requestIdleCallback(task, { timeout });
  else setTimeout(task);
}

// A page that is left paints no more.
addEventListener("pagehide", settle);
