// Shows a passage of the page, with a way back: marks it, scrolls to it, takes the focus there. It knows neither articles
// nor quizzes, and is loaded when a reader may ask for a passage.

/** @import { WayBack } from "./internal.js" */

const NAME = "newsquiz-evidence";

// What `nodeType` says of elements (DOM standard).
const ELEMENT = 1;

// The first rule holds whatever the page's sheets say of our element.
const BUTTON =
  ":host{all:initial!important;color-scheme:inherit!important;position:fixed!important;display:grid!important;" +
  "inset:auto 8px 8px!important;place-items:center!important;pointer-events:none!important;z-index:2147483647!important}" +
  "button{pointer-events:auto;box-sizing:border-box;min-width:44px;" +
  "min-height:44px;padding:6px 14px;border:2px solid;border-radius:6px;background:Canvas;color:CanvasText;" +
  "font:600 max(1rem,16px)/1.3 system-ui,sans-serif;cursor:pointer}" +
  "button:focus-visible{outline:3px solid;outline-offset:2px}" +
  "@media print{:host{display:none!important}}";

/**
 * Takes away what is shown.
 *
 * @type {(() => void) | undefined}
 */
let takeAway;

/**
 * @param {Node} node of any document
 * @returns {node is HTMLElement}
 */
const isElement = (node) => node.nodeType === ELEMENT;

/** @param {string} text */
function styled(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** @param {CSSStyleDeclaration} style */
const isInline = (style) => /^(inline|contents|ruby)/.test(style.display);

/**
 * Where the bar ends that covers a point of the window; 0 where there is none.
 *
 * @param {number} x
 * @param {number} y
 * @param {Element} block what is no bar, nor what it stands in
 */
function endOfBar(x, y, block) {
  for (const covering of document.elementsFromPoint(x, y)) {
    for (let element = /** @type {Element | null} */ (covering); element; element = element.parentElement) {
      if (element.contains(block)) break;
      const { height, bottom } = element.getBoundingClientRect();
      const isFixed = /fixed|sticky/.test(getComputedStyle(element).position);
      // What is as high as half of the window is no bar.
      if (isFixed && height < innerHeight / 2) return bottom;
    }
  }
  return 0;
}

/**
 * What scrolls around an element, the window not among them, from the inside out.
 *
 * @param {Element} block
 */
function scrollersAround(block) {
  const scrollers = [];
  for (let element = /** @type {Element | null} */ (block); element; element = element.parentElement) {
    const isHigh = element.scrollHeight > element.clientHeight;
    if (isHigh && /auto|scroll/.test(getComputedStyle(element).overflowY)) scrollers.push(element);
  }
  return scrollers;
}

/**
 * Takes a passage to the middle of the window, or below the bars at its top where they would cover it. At once: a long
 * smooth way makes some readers sick, and bars can be measured only when it is over.
 *
 * @param {Range} range
 * @param {Element} block that it stands in
 */
function scrollTo(range, block) {
  const box = () => range.getBoundingClientRect();
  /**
   * Takes the passage to the middle of a place. Where it is too high for that, it starts there.
   *
   * @param {Element | Window} scroller
   * @param {number} top
   * @param {number} bottom
   */
  const move = (scroller, top, bottom) => {
    const above = Math.max(0, (bottom - top - box().height) / 2);
    scroller.scrollBy({ top: box().top - top - above, behavior: "instant" });
  };
  const scrollers = scrollersAround(block);
  for (const scroller of scrollers) {
    const { top, bottom } = scroller.getBoundingClientRect();
    move(scroller, top, bottom);
  }
  move(window, 0, innerHeight);
  let top = 0;
  // Bars may stand below each other.
  for (;;) {
    const end = endOfBar(box().left + box().width / 2, top + 1, block);
    if (end <= top) break;
    top = end;
  }
  // On some pages the window does not scroll, only what is in it.
  const inner = scrollers[0] ?? window;
  if (box().top < top) move(window, top, innerHeight);
  if (box().top < top) move(inner, top, innerHeight);
}

/**
 * The block that a range stands in.
 *
 * @param {Range} range
 */
function blockOf(range) {
  const node = range.commonAncestorContainer;
  let block = /** @type {HTMLElement} */ (isElement(node) ? node : node.parentElement);
  while (isInline(getComputedStyle(block))) block = /** @type {HTMLElement} */ (block.parentElement);
  return block;
}

/**
 * With Shift it has another name in WebKit on Linux.
 *
 * @param {KeyboardEvent} event
 */
const isTab = ({ key, code }) => key === "Tab" || code === "Tab";

// What has a use of its own for Escape.
const ESCAPES = "input,textarea,select,dialog,[popover],[contenteditable]";

/**
 * Marks a passage, scrolls to it and takes the focus there, with a button at the window's end that leads back, as Escape
 * does. Returns false, and does nothing, where it cannot be done: then a link may. The page's history and its own
 * elements stay as they are, but for a `tabindex` while the focus is there.
 *
 * @param {Range} range
 * @param {WayBack} back
 */
export function show(range, back) {
  try {
    if (!CSS.highlights || range.collapsed || range.getClientRects().length === 0) return false;
    hide();
    const block = blockOf(range);
    // A style sheet that is constructed is no inline style, which the page's policy may refuse.
    const page = styled(
      // The second for browsers that know it: the marker of the quiz, in light and dark.
      `::highlight(${NAME}){background:Mark;color:MarkText}@supports (color:light-dark(red,red)){` +
        `::highlight(${NAME}){background:light-dark(#fde68a,#5c4a12);color:light-dark(#1f1d19,#ece8df)}}` +
        `@media (forced-colors:active){::highlight(${NAME}){background:Mark;color:MarkText}}`,
    );
    const place = document.createElement("span");
    const root = place.attachShadow({ mode: "open" });
    const button = document.createElement("button");
    root.adoptedStyleSheets = [styled(BUTTON)];
    root.append(button);
    button.textContent = back.label;
    button.dir = "auto";
    const listening = new AbortController();
    const { signal } = listening;

    // A page that shows another story takes the passage away: then nothing leads back.
    const gone = new ResizeObserver(() => {
      if (!block.isConnected) hide();
    });
    gone.observe(block);

    // Whether the block takes the focus by a `tabindex` of ours.
    let isLent = false;
    const hasFocus = () => {
      const around = /** @type {Document | ShadowRoot} */ (block.getRootNode());
      return around.activeElement === block;
    };
    const giveBack = () => {
      if (!isLent) return;
      isLent = false;
      block.removeAttribute("tabindex");
      // Not every browser sees at once that it cannot have the focus any more.
      block.blur();
    };
    const focus = () => {
      block.focus({ preventScroll: true });
      if (hasFocus()) return;
      isLent = true;
      block.tabIndex = -1;
      block.focus({ preventScroll: true });
    };
    takeAway = () => {
      listening.abort();
      gone.disconnect();
      giveBack();
      place.remove();
      CSS.highlights.delete(NAME);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page);
    };
    const goBack = () => {
      hide();
      back.go();
    };

    // One for all quizzes of the page: they would overwrite each other's.
    CSS.highlights.set(NAME, new Highlight(range));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
    document.body.append(place);

    /**
     * @param {Document | HTMLElement} target
     * @param {(event: KeyboardEvent) => void} listener
     */
    const onKey = (target, listener) => {
      target.addEventListener("keydown", /** @type {EventListener} */ (listener), { signal });
    };
    button.addEventListener("click", goBack, { signal });
    onKey(document, (event) => {
      // The page may have a use of its own for it, in a shadow root too.
      const isUsed =
        event.defaultPrevented ||
        /** @type {Element[]} */ (event.composedPath()).some((node) => node.matches?.(ESCAPES));
      if (event.key !== "Escape" || isUsed) return;
      event.preventDefault();
      goBack();
    });
    // The button stands at the end of the page. To the keyboard it is the next thing after the passage.
    onKey(block, (event) => {
      if (!isTab(event) || event.shiftKey || event.target !== block) return;
      event.preventDefault();
      button.focus({ preventScroll: true });
    });
    onKey(button, (event) => {
      if (!isTab(event)) return;
      // Forwards, the browser goes on from the passage by itself.
      if (event.shiftKey) event.preventDefault();
      focus();
    });
    const giveUp = () => {
      // When the whole window loses the focus, the passage has it still.
      if (!hasFocus()) giveBack();
    };
    block.addEventListener("blur", giveUp, { signal });

    scrollTo(range, block);
    focus();
    const scrollAgain = () => {
      if (!signal.aborted) scrollTo(range, block);
    };
    // Bars that come in as the page scrolls are there two frames later.
    requestAnimationFrame(() => requestAnimationFrame(scrollAgain));
    return true;
  } catch {
    hide();
    return false;
  }
}

/** Takes away all that `show` did. */
export function hide() {
  takeAway?.();
  takeAway = undefined;
}
