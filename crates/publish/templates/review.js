// The proof sheet's controls: which questions are shown, and one question played as a reader meets it. Without this script
// all questions stand there, and no control.

const form = /** @type {HTMLFormElement} */ (document.querySelector(".filters"));
const told = /** @type {HTMLOutputElement} */ (document.querySelector(".shown"));
/** @type {NodeListOf<HTMLElement>} */
const questions = document.querySelectorAll("article[data-is]");
/** @type {NodeListOf<HTMLSelectElement | HTMLInputElement>} */
const filters = form.querySelectorAll("select, input");

/**
 * What a filter asks of a question, and how it is called; nothing where it asks nothing.
 *
 * @param {HTMLSelectElement | HTMLInputElement} filter
 */
function wanted(filter) {
  const isSet = filter instanceof HTMLSelectElement ? filter.value !== "" : filter.checked;
  if (!isSet) return [];
  const chosen = filter instanceof HTMLSelectElement ? filter.selectedOptions[0] : filter.labels?.[0];
  return [{ mark: filter.value, name: chosen?.textContent?.trim() ?? "" }];
}

/** Shows the questions that are asked for, and says how many and which these are. */
function show() {
  const asked = [...filters].flatMap(wanted);
  let shown = 0;
  for (const question of questions) {
    const marks = question.dataset.is?.split(" ") ?? [];
    question.hidden = !asked.every(({ mark }) => marks.includes(mark));
    if (!question.hidden) shown += 1;
  }
  const count = (told.dataset.words ?? "").replace("{0}", String(shown)).replace("{1}", String(questions.length));
  told.textContent = [count, ...asked.map(({ name }) => name)].join(" · ");
  // On paper the count is told where it is not all of them.
  told.classList.toggle("all", shown === questions.length);
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
// The fields have their first values after the event.
form.addEventListener("reset", () => setTimeout(show));

// A link to a question that is not shown shows it.
addEventListener("hashchange", () => {
  const question = document.querySelector(":target");
  if (!(question instanceof HTMLElement && question.hidden)) return;
  form.reset();
  show();
  question.scrollIntoView();
});

// A question that is played is as high as it says, like all quizzes in frames.
addEventListener("message", ({ source, data }) => {
  if (data?.type !== "embed-size") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.height = String(Number(data.height) || "");
  }
});

form.hidden = false;
// A page that was opened as a file may not load the program, and would play another question.
if (location.protocol !== "file:") {
  for (const play of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".play"))) play.hidden = false;
}
// A browser may have kept what was chosen.
show();
