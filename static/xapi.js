// Turns the events of quizzes into xAPI statements (xAPI-Data.md of adlnet/xAPI-Spec, 1.0.3). Loaded by pages that want
// them; it sends nothing itself. The page says who the actor is: the quiz knows no reader.

/** @import { NewsQuizEventMap, NewsQuizScore } from "./news-quiz.js" */
/** @import { Detail } from "./internal.js" */

/**
 * @typedef {object} Options
 * @property {object} actor the xAPI actor of all statements
 * @property {string} home the address that activities are named after: `<home>#<bank>` and `<home>#<bank>/<question>`
 * @property {(statement: object) => void} send takes each statement
 */

const VERB = "http://adlnet.gov/expapi/verbs/";
const ACTIVITY = "http://adlnet.gov/expapi/activities/";

/** @param {string} name */
const verb = (name) => ({ id: VERB + name, display: { en: name } });

/** @param {string} id */
const assessment = (id) => ({ id, definition: { type: `${ACTIVITY}assessment` } });

/**
 * What a record store is told of a score. Points are told in whole tenths and the percent in whole ones, both rounded
 * down, so that the greater of the two shares is the nearer one: a third of a point out of one is 0.33 and not 0.3.
 *
 * @param {NewsQuizScore} score
 */
const scoreOf = ({ points, maximum, percent }) => ({
  raw: points,
  min: 0,
  max: maximum,
  scaled: Math.max(points / maximum, percent / 100),
});

/**
 * What is said of an attempt that was finished. Who asked again for what was missed has a score of these questions, which
 * is none of the quiz, and neither has a quiz of which no question counts.
 *
 * @param {NewsQuizScore} score
 * @param {boolean} isRetry
 */
const outcome = (score, isRetry) => {
  const isOfQuiz = !isRetry && score.maximum > 0;
  return isOfQuiz ? { score: scoreOf(score), completion: true } : { completion: true };
};

/**
 * What is said of each event. `id` is the activity's.
 *
 * @type {{ [Name in "ready" | "response" | "finish"]: (detail: Detail<Name>, id: string, isRetry: boolean) => object }}
 */
const statement = {
  ready: (_, id) => ({ verb: verb("initialized"), object: assessment(id) }),
  response: ({ question, choices, mark }, id) => ({
    verb: verb("answered"),
    object: {
      id: `${id}/${question}`,
      definition: { type: `${ACTIVITY}cmi.interaction`, interactionType: "choice" },
    },
    // A reader who had the answer shown did not respond.
    result: { response: choices.join("[,]"), success: mark === "right", completion: mark !== "none" },
    context: { contextActivities: { parent: [assessment(id)] } },
  }),
  finish: ({ score }, id, isRetry) => ({
    verb: verb("completed"),
    object: assessment(id),
    result: outcome(score, isRetry),
  }),
};

/**
 * Tells whether the questions that were answered are those that were missed before, asked again. The events do not say
 * so: a retry is known by its questions, which are the missed ones, and fewer than before.
 */
class Attempts {
  /**
   * The marks of the attempt that is played, by question.
   *
   * @type {Map<string, string>}
   */
  #marks = new Map();
  /**
   * Those of the one before.
   *
   * @type {Map<string, string>}
   */
  #before = new Map();

  /** @param {Detail<"response">} response */
  note({ question, mark }) {
    this.#marks.set(question, mark);
  }

  /** Ends the attempt that is played. Returns whether it was a retry. */
  finish() {
    const missed = [...this.#before].filter(([, mark]) => mark !== "right").map(([question]) => question);
    const isRetry =
      this.#marks.size < this.#before.size &&
      this.#marks.size === missed.length &&
      missed.every((question) => this.#marks.has(question));
    this.#before = this.#marks;
    this.#marks = new Map();
    return isRetry;
  }
}

/**
 * Calls `send` with a statement for each event of the quizzes in `target`, from now on, so call it before they are
 * ready: `initialized` when a quiz is, `answered` for each response, `completed` at the end. Returns the function that
 * ends it.
 *
 * @param {EventTarget} target
 * @param {Options} options
 */
export function statements(target, { actor, home, send }) {
  /**
   * The bank that each quiz plays, and what was answered in it.
   *
   * @type {WeakMap<EventTarget, { bank: string, attempts: Attempts }>}
   */
  const played = new WeakMap();
  const ended = new AbortController();

  /**
   * @template {keyof typeof statement} Name
   * @param {Name} name
   */
  const tell = (name) => {
    /** @param {Event} event */
    const listener = (event) => {
      const quiz = /** @type {EventTarget} */ (event.target);
      const { detail } = /** @type {NewsQuizEventMap[`newsquiz:${Name}`]} */ (event);
      if ("bank" in detail) played.set(quiz, { bank: detail.bank, attempts: new Attempts() });
      const known = played.get(quiz);
      if (!known) return;
      const { bank, attempts } = known;
      if ("mark" in detail) attempts.note(detail);
      const isRetry = name === "finish" && attempts.finish();
      const timestamp = new Date().toISOString();
      send({ actor, timestamp, ...statement[name](detail, `${home}#${bank}`, isRetry) });
    };
    target.addEventListener(`newsquiz:${name}`, listener, { signal: ended.signal });
  };
  tell("ready");
  tell("response");
  tell("finish");
  return () => ended.abort();
}
