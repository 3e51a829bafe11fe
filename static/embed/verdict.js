/**
 * Tells the verdict of an answered question of the first body, which its style sheet shows: the focus goes to the feedback,
 * which has the verdict as its name, and the right answer behind it where that was missed. Screen readers tell what gets the
 * focus; of a button that changes its words they tell nothing (docs/accessibility.md).
 *
 * @param {HTMLDetailsElement} answer the question's check, or its "Show the answer", when it is open
 */
export function tellVerdict(answer) {
  const verdicts = [...answer.querySelectorAll("[data-verdict]")];
  const shown = verdicts.find((verdict) => getComputedStyle(verdict).display !== "none");
  /** @type {HTMLElement | null | undefined} */
  const feedback = answer.closest(".card")?.querySelector(".feedback");
  if (!shown || !feedback) return;
  feedback.tabIndex = -1;
  feedback.setAttribute("role", "group");
  const missed = shown.matches(".right") ? null : feedback.querySelector(".keys");
  const told = [shown.getAttribute("aria-label"), missed?.textContent];
  feedback.setAttribute("aria-label", told.filter(Boolean).join(". "));
  // What is seen of the verdict is in view already.
  feedback.focus({ preventScroll: true });
}
