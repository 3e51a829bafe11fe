/**
 * The range of a selection as it is inside of a shadow root, where the browser tells it.
 *
 * @param {Selection} selection
 * @param {ShadowRoot} root
 * @returns {StaticRange | undefined}
 */
function rangeInside(selection, root) {
  if (!selection.getComposedRanges) return undefined;
  try {
    return selection.getComposedRanges({ shadowRoots: [root] })[0];
  } catch {
    // Safari before 26 takes the roots themselves.
    return selection.getComposedRanges(root)[0];
  }
}

/**
 * Whether something is selected in a shadow root.
 *
 * @param {ShadowRoot} root
 */
export function hasSelection(root) {
  try {
    const selection = root.getSelection?.() ?? getSelection();
    if (!selection) return false;
    const range = rangeInside(selection, root);
    if (range) return !range.collapsed && root.contains(range.startContainer);
    return !selection.isCollapsed && root.contains(selection.anchorNode);
  } catch {
    // Pages put their own in the place of the browser's.
    return false;
  }
}
