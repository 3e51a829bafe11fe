import { isPressing } from "./activity.js";

/**
 * One start of a quiz, up to its program in its place. It is over when the quiz starts anew, fails, or leaves the page:
 * what was awaited for it until then is of no use any more.
 */
export class Round {
  isOver = false;
  /** Tells whether the reader presses a key or a button. */
  isPressing = isPressing;
  /** What its program was asked for: `QuizState.asked` of then. */
  asked = "";
  /**
   * The attempt that the program plays, as a saved one; empty before it was mounted.
   */
  attempt = "";
  /**
   * Takes away what the program shows; nothing before it was mounted.
   *
   * @type {(() => void) | undefined}
   */
  unmount;

  end() {
    this.isOver = true;
  }

  /**
   * What a promise brings. Rejects when the round is over by then, so that nothing comes after it.
   *
   * @template T
   * @param {T | Promise<T>} promise
   */
  async wait(promise) {
    const value = await promise;
    if (this.isOver) throw new Error("over");
    return value;
  }
}
