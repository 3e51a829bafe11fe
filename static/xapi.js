// Turns the events of quizzes into xAPI statements (xAPI-Data.md of adlnet/xAPI-Spec, 1.0.3). Loaded by pages that want
// them; it sends nothing itself. The page says who the actor is: the quiz knows no reader.

const VERB = "http://adlnet.gov/expapi/verbs/";
const ACTIVITY = "http://adlnet.gov/expapi/activities/";

const verb = (name) => ({ id: VERB + name, display: { en: name } });

/**
 * Calls `send` with a statement for each event of the quizzes in `target`, from now on, so call it before they are
 * ready: `initialized` when a quiz is, `answered` for each response, `completed` at the end. `actor` is the xAPI actor
 * of all of them, and `home` the address that activities are named after: `<home>#<bank>` and
 * `<home>#<bank>/<question>`. Returns the function that ends it.
 */
export function statements(target, { actor, home, send }) {
  const banks = new WeakMap();
  const ended = new AbortController();
  const on = (name, make) =>
    target.addEventListener(
      `newsquiz:${name}`,
      ({ target: quiz, detail }) => {
        if (name === "ready") banks.set(quiz, detail.bank);
        const bank = banks.get(quiz);
        if (bank) send({ actor, timestamp: new Date().toISOString(), ...make(detail, `${home}#${bank}`) });
      },
      { signal: ended.signal },
    );
  const score = ({ points, maximum }) => ({
    raw: points,
    min: 0,
    max: maximum,
    scaled: maximum ? Math.round((points / maximum) * 10_000) / 10_000 : 0,
  });
  const assessment = (id) => ({ id, definition: { type: `${ACTIVITY}assessment` } });

  on("ready", (_, id) => ({ verb: verb("initialized"), object: assessment(id) }));
  on("response", ({ question, choices, mark }, id) => ({
    verb: verb("answered"),
    object: {
      id: `${id}/${question}`,
      definition: { type: `${ACTIVITY}cmi.interaction`, interactionType: "choice" },
    },
    // A reader who had the answer shown did not respond.
    result: { response: choices.join("[,]"), success: mark === "right", completion: mark !== "none" },
    context: { contextActivities: { parent: [assessment(id)] } },
  }));
  on("finish", (detail, id) => ({
    verb: verb("completed"),
    object: assessment(id),
    result: { score: score(detail.score), completion: true },
  }));
  return () => ended.abort();
}
