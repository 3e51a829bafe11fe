/**
 * What is asked of a quiz, and what its reader did. Both bodies are shown from it, and it outlives them: what is taken out
 * of the page and put back goes on.
 */
export class QuizState {
  /** The link that was followed last, as `drawIn` gives it. */
  link = "";
  /** The draw that is played, maybe with a score to beat, as `Challenge::new` reads it; empty: the bank's own. */
  draw = "";
  /** How many questions it has; empty: as many as the bank says. */
  questions = "";
  /** Whether the reader chose the draw on the open page: then what was begun in the first body is another attempt. */
  isChosen = false;
  /** The attempt at the draw, as a saved one. Empty: there is none, or the first body has it. */
  attempt = "";
  /** The attempt before that, at another draw: what was seen and reached in it counts still. */
  earlier = "";

  /** What is asked for, to be compared. */
  get asked() {
    return `${this.draw} ${this.questions}`;
  }

  /**
   * Takes up a draw, unless it is played already.
   *
   * @param {string} draw
   * @param {string} questions
   */
  take(draw, questions) {
    if (draw === this.draw && questions === this.questions) return;
    this.draw = draw;
    this.questions = questions;
    this.earlier = this.attempt || this.earlier;
    this.attempt = "";
  }
}
