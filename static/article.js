// Finds passages in the article of the page and shows them, with a way back. It knows nothing of the quiz's inside.

const NAME = "newsquiz-evidence";

// What stands in an article but is not its running text, as in crates/compiler/src/article.rs, and what pages put into
// it afterwards: advertisements, controls. A parser puts no block into a paragraph, only a script does. What is not
// displayed, as scripts and styles, is not read anyway.
const SKIP =
  "header,footer,aside,figure,nav,news-quiz,[hidden],[aria-hidden=true],button,select,textarea,iframe,object,video," +
  "canvas,svg,p div,p ins";

// Between two blocks: no quote has it.
const EDGE = "\0";

const SAME = { "\xad": "", "\u200b": "", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"' };

// Chinese, Japanese and the scripts of South-East Asia write no spaces. The standard lets any of their characters be a
// word, as the compiler does; browsers look into dictionaries. The mark is where two characters meet.
const SCRIPTS = "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]";
const DENSE = new RegExp(`${SCRIPTS}\x01|\x01${SCRIPTS}`, "u");

// The first rule holds whatever the page's sheets say of our element.
const BUTTON =
  ":host{all:initial!important;color-scheme:inherit!important;position:fixed!important;display:grid!important;" +
  "inset:auto 8px 8px!important;place-items:center!important;pointer-events:none!important;z-index:2147483647!important}" +
  "button{pointer-events:auto;box-sizing:border-box;min-width:44px;" +
  "min-height:44px;padding:6px 14px;border:2px solid;border-radius:6px;background:Canvas;color:CanvasText;" +
  "font:600 max(1rem,16px)/1.3 system-ui,sans-serif;cursor:pointer}" +
  "button:focus-visible{outline:3px solid;outline-offset:2px}" +
  "@media print{:host{display:none!important}}";

let splitters, shown;

function styled(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

const isInline = (style) => /^(inline|contents|ruby)/.test(style.display);

// A text as it is compared, and where each of its characters stands. The rules are those of crates/core/src/passage.rs,
// which prove a quote when the bank is built: keep both the same.
function compared(raw) {
  const at = [];
  let [text, last] = ["", ""];
  for (let ix = 0; ix < raw.length; ix += 1) {
    const c = raw[ix];
    const same = c > " " && c < "\x7f" ? c : /\p{White_Space}/u.test(c) ? " " : (SAME[c] ?? c);
    if (same && (same !== " " || last !== " ")) {
      text += last = same;
      at.push(ix);
    }
  }
  return { text, at };
}

// White space at the ends of a part is the page's business.
const part = (text) => compared(text ?? "").text.replace(/^ | $/g, "");

// The text of an article, once for all quotes, and the text nodes that it comes from.
function read(root, skip) {
  const nodes = [];
  const starts = [];
  let raw = EDGE;
  const walk = (parent, inParagraph) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) {
        nodes.push(node);
        starts.push(raw.length);
        raw += node.data;
      } else if (node.localName === "br") {
        raw += " ";
      } else if (node.nodeType === 1 && !node.matches(skip)) {
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
  walk(root, root.closest("p"));
  raw += EDGE;
  return { raw, nodes, starts, ...compared(raw) };
}

// The text node that a character of the text comes from, and the character's place in it.
function locate({ nodes, starts }, ix) {
  const last = starts.findLastIndex((start) => start <= ix);
  return [nodes[last], ix - starts[last]];
}

// Where a quote stands: `places` of passage.rs.
function places({ text }, { exact, prefix, suffix }) {
  const found = [];
  for (let ix = text.indexOf(exact); ix >= 0; ix = text.indexOf(exact, ix + 1)) {
    const end = ix + exact.length;
    const before = ix - (text[ix - 1] === " ");
    const after = end + (text[end] === " ");
    if (text.endsWith(prefix, before) && text.startsWith(suffix, after)) found.push(ix);
  }
  return found;
}

// Where the whole sentence does not stand: the places that have the most of it around them, both before and after. What
// a few letters have in common is chance: of a sentence that was taken out, one short word may stand elsewhere.
function decided({ text }, { exact, prefix, suffix }, found) {
  const alike = found.map((ix) => {
    let [before, after] = [0, 0];
    const start = ix - (text[ix - 1] === " ") - 1;
    const end = ix + exact.length;
    const rest = end + (text[end] === " ");
    while (text[start - before] === prefix.at(-1 - before)) before += 1;
    while (text[rest + after] === suffix[after]) after += 1;
    return [before, after];
  });
  const [before, after] = [0, 1].map((side) => Math.max(...alike.map((sides) => sides[side])));
  const enough = before + after + (found.length < 2 ? exact.length : 0) > 15;
  return found.filter((_, ix) => enough && alike[ix][0] === before && alike[ix][1] === after);
}

// Whether a place is between two words, and between two characters as readers see them: `is_whole_words` of proof.rs.
function isBound(raw, ix) {
  const start = raw.lastIndexOf(EDGE, ix - 1);
  const block = raw.slice(start, raw.indexOf(EDGE, ix) + 1);
  const at = ix - start;
  splitters ??= ["grapheme", "word"].map((granularity) => new Intl.Segmenter("en", { granularity }));
  // WebKit takes the first half of a character beyond U+FFFF for part of what stands before it. Ends can be trusted.
  const [character, word] = splitters.map((splitter) => {
    const { index, segment } = splitter.segment(block).containing(at - 1);
    return index + segment.length === at;
  });
  return character && (word || DENSE.test(`${block.slice(0, at)}\x01${block.slice(at)}`));
}

function findOne(articles, quote) {
  for (const isSentence of [true, false]) {
    for (const article of articles) {
      let found = places(article, isSentence ? quote : { ...quote, prefix: "", suffix: "" });
      // Headings, lists and captions may repeat a paragraph's words. The proof reads paragraphs.
      const inParagraphs = found.filter((ix) => locate(article, article.at[ix])[0].parentNode.closest("p"));
      if (inParagraphs.length) found = inParagraphs;
      if (!isSentence) found = decided(article, quote, found);
      const [start, last] = [found[0], found[0] + quote.exact.length - 1].map((ix) => article.at[ix]);
      if (found.length === 1 && isBound(article.raw, start) && isBound(article.raw, last + 1)) {
        const range = new Range();
        range.setStart(...locate(article, start));
        const [node, ix] = locate(article, last);
        range.setEnd(node, ix + 1);
        return range;
      }
    }
  }
  return null;
}

/**
 * Finds quotes in an article: for each a `Range` of its exact words, or null where they do not stand, or where it is
 * not sure which of several places is meant. Words that were changed may no longer say what they said, so that nothing
 * is found by likeness.
 */
export function find(root, quotes) {
  let articles;
  return Array.from(quotes ?? [], (quote) => {
    try {
      // A raised number may be a footnote's mark, which the proof did not have, or belong to the words, as in 10⁶.
      articles ??= [`${SKIP},sup`, ...(root.querySelector("sup") ? [SKIP] : [])].map((skip) => read(root, skip));
      const [exact, prefix, suffix] = [quote.exact, quote.prefix, quote.suffix].map(part);
      return exact ? findOne(articles, { exact, prefix, suffix }) : null;
    } catch {
      return null;
    }
  });
}

// Takes a passage to the middle of the window, or below the bars at its top where they would cover it. At once: a long
// smooth way makes some readers sick, and bars can be measured only when it is over.
function scrollTo(range, block) {
  const box = () => range.getBoundingClientRect();
  // A passage that is too high for its place starts there.
  const move = (scroller, top, bottom) =>
    scroller.scrollBy({ top: box().top - top - Math.max(0, (bottom - top - box().height) / 2), behavior: "instant" });
  // Where the bar ends that covers a point. One that is as high as half of the window is no bar.
  const bar = (y) => {
    for (let element of document.elementsFromPoint(box().left + box().width / 2, y)) {
      for (; element && !element.contains(block); element = element.parentElement) {
        const { height, bottom } = element.getBoundingClientRect();
        if (/fixed|sticky/.test(getComputedStyle(element).position) && height < innerHeight / 2) return bottom;
      }
    }
  };
  let inner = window;
  for (let element = block; element; element = element.parentElement) {
    if (element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY)) {
      const { top, bottom } = element.getBoundingClientRect();
      move(element, top, bottom);
      if (inner === window) inner = element;
    }
  }
  move(window, 0, innerHeight);
  let top = 0;
  for (let end; (end = bar(top + 1)) > top; ) top = end;
  // On some pages the window does not scroll, only what is in it.
  for (const scroller of [window, inner]) if (box().top < top) move(scroller, top, innerHeight);
}

// With Shift it has another name in WebKit on Linux.
const isTab = ({ key, code }) => key === "Tab" || code === "Tab";

/**
 * Marks a passage, scrolls to it and takes the focus there, with a button at the window's end: `back.label` are its words, and
 * `back.go` is called when it is pressed, or Escape. Returns false, and does nothing, where it cannot be done: then a
 * link may. The page's history and its own elements stay as they are, but for a `tabindex` while the focus is there.
 */
export function show(range, back) {
  try {
    if (!CSS.highlights || range.collapsed || !range.getClientRects().length) return false;
    hide();
    let block = range.commonAncestorContainer;
    while (block.nodeType !== 1 || isInline(getComputedStyle(block))) block = block.parentNode;

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
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal: listening.signal });

    // A page that shows another story takes the passage away: then nothing leads back.
    const gone = new ResizeObserver(() => block.isConnected || hide());
    gone.observe(block);

    let isLent = false;
    const hasFocus = () => block.getRootNode().activeElement === block;
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
    shown = () => {
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

    on(button, "click", goBack);
    on(document, "keydown", (event) => {
      // The page may have a use of its own for it.
      const isUsed = event.defaultPrevented || event.target.closest?.("input,textarea,select,dialog");
      if (event.key !== "Escape" || isUsed) return;
      event.preventDefault();
      goBack();
    });
    // The button stands at the end of the page. To the keyboard it is the next thing after the passage.
    on(block, "keydown", (event) => {
      if (!isTab(event) || event.shiftKey || event.target !== block) return;
      event.preventDefault();
      button.focus({ preventScroll: true });
    });
    on(button, "keydown", (event) => {
      if (!isTab(event)) return;
      // Forwards, the browser goes on from the passage by itself.
      if (event.shiftKey) event.preventDefault();
      focus();
    });
    // When the whole window loses the focus, the passage has it still.
    on(block, "blur", () => hasFocus() || giveBack());

    scrollTo(range, block);
    focus();
    // Bars that come in as the page scrolls are there now.
    requestAnimationFrame(() => requestAnimationFrame(() => listening.signal.aborted || scrollTo(range, block)));
    return true;
  } catch {
    hide();
    return false;
  }
}

/** Finds a quote in an article and shows it, as `show` does. */
export function reveal(root, quote, back) {
  const [range] = find(root, [quote]);
  return Boolean(range) && show(range, back);
}

/** Takes away all that `show` did. */
export function hide() {
  shown?.();
  shown = undefined;
}
