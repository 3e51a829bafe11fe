// Where a quiz has its bodies.

import { Fault } from "./fault.js";

/** @import { QuizElement } from "../internal.js" */

// The forms of a first body that this script can read. What a page has baked in stays there for years: none is dropped.
const FORMS = new Set(["1"]);

/**
 * The quiz's shadow root. Only the browser's own parser makes one of a template: where the page's scripts put the markup in
 * (`innerHTML`, Turbo, htmx), or the browser is too old, it is made here. Without a first body it shows what stands in the
 * element.
 *
 * @param {Element} quiz
 */
export function openRoot(quiz) {
  if (quiz.shadowRoot) return quiz.shadowRoot;
  const root = quiz.attachShadow({ mode: "open" });
  const template = templateIn(quiz);
  root.append(template?.content ?? document.createElement("slot"));
  template?.remove();
  return root;
}

/**
 * The first body of a quiz that the browser took for an unused template.
 *
 * @param {ParentNode} parent
 * @returns {HTMLTemplateElement | null}
 */
export const templateIn = (parent) => parent.querySelector("template[shadowrootmode]");

/**
 * The first body, where there is one that can be read. Throws a fault where it is of a form that this script does not know.
 *
 * @param {QuizElement} quiz
 */
export function readableFirstBody(quiz) {
  /** @type {HTMLElement | null | undefined} */
  const first = quiz.shadowRoot?.querySelector(".first");
  const form = first?.dataset.form;
  if (form && !FORMS.has(form)) {
    throw new Fault("first-body-form", `data-form="${form}" of ${quiz.src}`);
  }
  return first ?? undefined;
}
