// Finds passages in the article of the page and shows them, with a way back. It knows nothing of the quiz's inside.

/** @import { Quote, WayBack } from "./internal.js" */

/**
 * @typedef {object} Compared a text as it is compared
 * @property {string} text
 * @property {number[]} at where each of its characters stands in what it was made from
 */

/**
 * @typedef {object} Source where the text of an article comes from
 * @property {string} raw the text as it stands in the page
 * @property {Text[]} nodes its text nodes
 * @property {number[]} starts where each of them starts in the text
 */

/**
 * @typedef {Compared & Source} Article
 */

/**
 * @typedef {object} Sentence a quote as it is compared
 * @property {string} exact
 * @property {string} prefix
 * @property {string} suffix
 */

const NAME = "newsquiz-evidence";

// What `nodeType` says of elements and of texts (DOM standard).
const ELEMENT = 1;
const TEXT = 3;

// What stands in an article but is not its running text, as in crates/compiler/src/article.rs, and what pages put into
// it afterwards: advertisements, controls. A parser puts no block into a paragraph, only a script does. What is not
// displayed, as scripts and styles, is not read anyway.
const SKIP =
  "header,footer,aside,figure,nav,news-quiz,[hidden],[aria-hidden=true],button,select,textarea,iframe,object,video," +
  "canvas,svg,p div,p ins";

// Between two blocks: no quote has it.
const EDGE = "\0";

/**
 * What is told as something else, or as nothing.
 *
 * @type {Record<string, string>}
 */
const SAME = { "\xad": "", "\u200b": "", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"' };

// Chinese, Japanese and the scripts of South-East Asia write no spaces. The standard lets any of their characters be a
// word, as the compiler does; browsers look into dictionaries. The mark is where two characters meet.
const SCRIPTS = "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]";
const DENSE = new RegExp(`${SCRIPTS}\x01|\x01${SCRIPTS}`, "u");

// What a few letters have in common is chance: of a sentence that was taken out, one short word may stand elsewhere.
const CHANCE = 15;

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
 * Tell where a character as readers see it ends, and where a word does.
 *
 * @type {Intl.Segmenter[] | undefined}
 */
let splitters;
/**
 * Takes away what is shown.
 *
 * @type {(() => void) | undefined}
 */
let takeAway;

/**
 * @param {Node} node of any document
 * @returns {node is Text}
 */
const isText = (node) => node.nodeType === TEXT;

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
 * What a character compares as.
 *
 * @param {string} c
 */
function folded(c) {
  const isPlain = c > " " && c < "\x7f";
  if (isPlain) return c;
  return /\p{White_Space}/u.test(c) ? " " : (SAME[c] ?? c);
}

/**
 * A text as it is compared. The rules are those of crates/core/src/passage.rs, which prove a quote when the bank is
 * built: keep both the same.
 *
 * @param {string} raw
 * @returns {Compared}
 */
function compared(raw) {
  const at = [];
  let text = "";
  let last = "";
  for (let ix = 0; ix < raw.length; ix += 1) {
    const c = folded(raw[ix]);
    const isNothing = c === "" || (c === " " && last === " ");
    if (!isNothing) {
      text += c;
      last = c;
      at.push(ix);
    }
  }
  return { text, at };
}

/**
 * A part of a quote. White space at its ends is the page's business.
 *
 * @param {string | null | undefined} text
 */
const part = (text) => compared(text ?? "").text.replace(/^ | $/g, "");

/**
 * The text of an article, once for all quotes, and the text nodes that it comes from.
 *
 * @param {Element} root
 * @param {string} skip a selector of what is not read
 * @returns {Article}
 */
function read(root, skip) {
  /** @type {Text[]} */
  const nodes = [];
  /** @type {number[]} */
  const starts = [];
  let raw = EDGE;
  /**
   * @param {Element} parent
   * @param {boolean} inParagraph
   */
  const walk = (parent, inParagraph) => {
    for (const node of parent.childNodes) {
      if (isText(node)) {
        nodes.push(node);
        starts.push(raw.length);
        raw += node.data;
      } else if (isElement(node) && node.localName === "br") {
        raw += " ";
      } else if (isElement(node) && !node.matches(skip)) {
        const style = getComputedStyle(node);
        // An element without a box of its own may still show what is in it.
        if (style.display === "none" || (style.display !== "contents" && node.checkVisibility?.() === false)) continue;
        // A paragraph is one text, whatever its parts look like, and so is a word whose first letter floats.
        const edge = inParagraph || isInline(style) || style.float !== "none" ? "" : EDGE;
        raw += edge;
        walk(node, inParagraph || node.localName === "p");
        raw += edge;
      }
    }
  };
  walk(root, Boolean(root.closest("p")));
  raw += EDGE;
  return { raw, nodes, starts, ...compared(raw) };
}

/**
 * The text node that a character of the text comes from, and the character's place in it.
 *
 * @param {Source} source
 * @param {number} ix
 * @returns {[Text, number]}
 */
function locate({ nodes, starts }, ix) {
  const last = starts.findLastIndex((start) => start <= ix);
  return [nodes[last], ix - starts[last]];
}

/**
 * Where the text before a place ends, but for a space.
 *
 * @param {string} text
 * @param {number} ix
 */
const endBefore = (text, ix) => (text[ix - 1] === " " ? ix - 1 : ix);

/**
 * Where the text after a place starts, but for a space.
 *
 * @param {string} text
 * @param {number} ix
 */
const startAfter = (text, ix) => (text[ix] === " " ? ix + 1 : ix);

/**
 * Where a quote stands: `places` of passage.rs.
 *
 * @param {Compared} article
 * @param {Sentence} quote
 */
function places({ text }, { exact, prefix, suffix }) {
  const found = [];
  for (let ix = text.indexOf(exact); ix >= 0; ix = text.indexOf(exact, ix + 1)) {
    const before = endBefore(text, ix);
    const after = startAfter(text, ix + exact.length);
    if (text.endsWith(prefix, before) && text.startsWith(suffix, after)) found.push(ix);
  }
  return found;
}

/**
 * Where the whole sentence does not stand: the places that have the most of it around them, both before and after.
 *
 * @param {Compared} article
 * @param {Sentence} quote
 * @param {number[]} found where the quote itself stands
 */
function decided({ text }, { exact, prefix, suffix }, found) {
  // How many characters of the sentence stand before and after each place.
  const kept = found.map((ix) => {
    const end = endBefore(text, ix);
    const start = startAfter(text, ix + exact.length);
    let before = 0;
    while (text[end - 1 - before] === prefix.at(-1 - before)) before += 1;
    let after = 0;
    while (text[start + after] === suffix[after]) after += 1;
    return [before, after];
  });
  const [before, after] = [0, 1].map((side) => Math.max(...kept.map((sides) => sides[side])));
  const own = found.length < 2 ? exact.length : 0;
  if (before + after + own <= CHANCE) return [];
  return found.filter((_, ix) => kept[ix][0] === before && kept[ix][1] === after);
}

/**
 * Whether a place is between two words, and between two characters as readers see them: `is_whole_words` of proof.rs.
 *
 * @param {string} raw the text as it stands in the page
 * @param {number} ix
 */
function isBound(raw, ix) {
  const start = raw.lastIndexOf(EDGE, ix - 1);
  const block = raw.slice(start, raw.indexOf(EDGE, ix) + 1);
  const at = ix - start;
  if (!splitters) {
    const grains = /** @type {const} */ (["grapheme", "word"]);
    splitters = grains.map((granularity) => new Intl.Segmenter("en", { granularity }));
  }
  // WebKit takes the first half of a character beyond U+FFFF for part of what stands before it. Ends can be trusted.
  const [character, word] = splitters.map((splitter) => {
    const before = /** @type {Intl.SegmentData} */ (splitter.segment(block).containing(at - 1));
    return before.index + before.segment.length === at;
  });
  return character && (word || DENSE.test(`${block.slice(0, at)}\x01${block.slice(at)}`));
}

/**
 * The range of a quote's words, where they stand once at the place and between words.
 *
 * @param {Article} article
 * @param {number[]} found where they stand
 * @param {number} length
 */
function rangeOf(article, found, length) {
  if (found.length !== 1) return null;
  const [place] = found;
  const start = article.at[place];
  const last = article.at[place + length - 1];
  if (!isBound(article.raw, start) || !isBound(article.raw, last + 1)) return null;
  const range = new Range();
  range.setStart(...locate(article, start));
  const [node, ix] = locate(article, last);
  range.setEnd(node, ix + 1);
  return range;
}

/**
 * Finds a quote by its whole sentence, else by its own words.
 *
 * @param {Article[]} articles the readings of one article, the likeliest first
 * @param {Sentence} quote
 */
function findOne(articles, quote) {
  for (const isSentence of [true, false]) {
    for (const article of articles) {
      let found = places(article, isSentence ? quote : { ...quote, prefix: "", suffix: "" });
      // Headings, lists and captions may repeat a paragraph's words. The proof reads paragraphs.
      const inParagraphs = found.filter((ix) => locate(article, article.at[ix])[0].parentElement?.closest("p"));
      if (inParagraphs.length > 0) found = inParagraphs;
      if (!isSentence) found = decided(article, quote, found);
      const range = rangeOf(article, found, quote.exact.length);
      if (range) return range;
    }
  }
  return null;
}

/**
 * Reads an article. A raised number may be a footnote's mark, which the proof did not have, or belong to the words, as in
 * 10⁶: where there is one, the article is read in both ways.
 *
 * @param {Element} root
 */
function readings(root) {
  const skips = [`${SKIP},sup`];
  if (root.querySelector("sup")) skips.push(SKIP);
  return skips.map((skip) => read(root, skip));
}

/**
 * Finds quotes in an article: for each a `Range` of its exact words, or null where they do not stand, or where it is
 * not sure which of several places is meant. Words that were changed may no longer say what they said, so that nothing
 * is found by likeness.
 *
 * @param {Element | null} root the article; without one nothing is found
 * @param {Iterable<Quote> | null | undefined} quotes
 */
export function find(root, quotes) {
  /** @type {Article[] | undefined} */
  let articles;
  return Array.from(quotes ?? [], (quote) => {
    try {
      const [exact, prefix, suffix] = [quote.exact, quote.prefix, quote.suffix].map(part);
      if (!exact || !root) return null;
      if (!articles) articles = readings(root);
      return findOne(articles, { exact, prefix, suffix });
    } catch {
      return null;
    }
  });
}

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

/**
 * Finds a quote in an article and shows it, as `show` does.
 *
 * @param {Element | null} root
 * @param {Quote} quote
 * @param {WayBack} back
 */
export function reveal(root, quote, back) {
  const [range] = find(root, [quote]);
  return range !== null && show(range, back);
}

/** Takes away all that `show` did. */
export function hide() {
  takeAway?.();
  takeAway = undefined;
}
