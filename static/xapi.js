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

/** @param {NewsQuizScore} score */
const result = ({ points, maximum }) => ({
  raw: points,
  min: 0,
  max: maximum,
  scaled: maximum ? Math.round((points / maximum) * 10_000) / 10_000 : 0,
});

/**
 * What is said of each event. `id` is the activity's.
 *
 * @type {{ [Name in "ready" | "response" | "finish"]: (detail: Detail<Name>, id: string) => object }}
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
  finish: ({ score }, id) => ({
    verb: verb("completed"),
    object: assessment(id),
    result: { score: result(score), completion: true },
  }),
};

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
   * The bank that each quiz plays.
   *
   * @type {WeakMap<EventTarget, string>}
   */
  const banks = new WeakMap();
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
      if ("bank" in detail) banks.set(quiz, detail.bank);
      const bank = banks.get(quiz);
      if (!bank) return;
      const timestamp = new Date().toISOString();
      send({ actor, timestamp, ...statement[name](detail, `${home}#${bank}`) });
    };
    target.addEventListener(`newsquiz:${name}`, listener, { signal: ended.signal });
  };
  tell("ready");
  tell("response");
  tell("finish");
  return () => ended.abort();
}
