/**
 * The bodies of a quiz that the program plays or is about to play in.
 *
 * @param {ShadowRoot | null} root of the quiz
 */
export function programBodies(root) {
  return /** @type {NodeListOf<HTMLElement> | []} */ (root?.querySelectorAll("[data-body]") ?? []);
}
