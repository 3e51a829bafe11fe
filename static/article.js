// Finds passages in the article of the page, and has marker.js show them. It knows nothing of the quiz's inside.

/** @import { Quote, Standing, WayBack } from "./internal.js" */

/**
 * @typedef {object} Compared a text as it is compared
 * @property {string} text
 * @property {number[]} at where each of its characters starts in what it was made from
 * @property {number[]} ends where it ends there
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

// What `nodeType` says of elements and of texts (DOM standard).
const ELEMENT = 1;
const TEXT = 3;

// What the text of an article is: the rules of crates/core/src/text.rs, which says why. A test there holds these against
// them.
const UNREAD =
  "script,style,template,noscript,iframe,object,video,audio,canvas,svg,button,select,textarea,dialog,nav," +
  "footer,aside,news-quiz,rt,rp,annotation,del,s,strike,.adsbygoogle,amp-ad,amp-embed,[aria-hidden=true]," +
  "[class*=visually i],[class*=sr-only i],[class*=screen-reader i],.MsoFootnoteReference," +
  "[role=doc-noteref]";
const BLOCKS =
  "address,article,blockquote,caption,center,dd,details,div,dl,dt,fieldset,figcaption,figure,form,h1,h2,h3," +
  "h4,h5,h6,header,hgroup,hr,li,main,menu,ol,p,pre,section,summary,table,td,th,ul";
const FOLDED = "[hidden],[style*='display:none' i],[style*='display: none' i]";
const RAISED = "[style*='vertical-align:super' i],[style*='vertical-align: super' i]";
const PARTLY_READ = "header,figure";
const READ_PARTS = "h1,h2,h3,h4,h5,h6,figcaption";

// Between two blocks: no quote has it.
const EDGE = "\0";

// What characters compare as, by the same table.
const IGNORED = /\p{Default_Ignorable_Code_Point}/u;
const SPACE = /\p{White_Space}/u;
const QUOTATION_MARK = /[\p{Quotation_Mark}`´ʻʼ′″]/u;
const DASH = /[-־\u2010-\u2015−]/;
// A character of the text as it is compared that has no space beside it. Quotation marks compare as the first.
const TIGHT = /[';:!?%]/;
// Characters that compare as they are, else one with its accents, or the letters of one Korean syllable.
const PIECES = /([A-Za-z\d,()]+)(?![\p{M}\u1160-\u11ff])|[^][\p{M}\u1160-\u11ff]*/gu;

// What a number is a footnote's mark after: a whole word, a year, a sign.
const AFTER_WORD = /(\p{Alphabetic}{3}|\d{3}|[^\p{Alphabetic}\p{N}\p{White_Space}\0])$/u;

// The fragment of a link to a note, and what the link says that is its mark: `is_note_mark` of text.rs.
const NOTE = /^(fn|ftn|_ftn|_edn|ref)|note/i;
const NOTE_NUMBER = /^(\d{1,3}|\[\d{1,3}\])$/;
const NOTE_SIGN = /^[*†‡§¶]+$/;

// Chinese, Japanese and the scripts of South-East Asia write no spaces. The standard lets any of their characters be a
// word, as the compiler does; browsers look into dictionaries. The mark is where two characters meet.
const SCRIPTS = "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]";
const DENSE = new RegExp(`${SCRIPTS}\x01|\x01${SCRIPTS}`, "u");

// What a few letters have in common is chance: of a sentence that was taken out, one short word may stand elsewhere.
const CHANCE = 15;

// Which part of a sentence's pairs of words a paragraph has at least that says the sentence in other words.
const ALIKE = 0.5;

// Words, as far as counting them goes; of scripts without spaces each character.
const WORDS = new RegExp(`${SCRIPTS}|[\\p{L}\\p{M}\\p{N}]+`, "gu");

// What translators leave in a page while they are at it: Chrome and Google, Edge.
const TRANSLATING = ".translated-ltr,.translated-rtl";
const TRANSLATED = "font[style*=inherit],[_msttexthash]";

// A paragraph of at least TELLING words is in the language of an article when this part of them is among the words that
// the article is known to have; a page is being translated when more than MIXED of its words are in other paragraphs.
const TELLING = 8;
const SAME_LANGUAGE = 0.25;
const MIXED = 0.03;

/**
 * Tell where a character as readers see it ends, and where a word does.
 *
 * @type {Intl.Segmenter[] | undefined}
 */
let splitters;
/**
 * What shows passages, once it is loaded.
 *
 * @type {typeof import("./marker.js") | undefined}
 */
let marker;

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

/**
 * What a character compares as.
 *
 * @param {string} c
 */
function folded(c) {
  if (IGNORED.test(c)) return "";
  if (SPACE.test(c)) return " ";
  if (QUOTATION_MARK.test(c)) return "'";
  if (DASH.test(c)) return "-";
  return c === "×" ? "x" : c;
}

/**
 * A text as it is compared: `seen` of crates/core/src/passage.rs, which proves a quote when the bank is built.
 *
 * @param {string} raw
 * @returns {Compared}
 */
export function compared(raw) {
  /** @type {number[]} */
  const at = [];
  /** @type {number[]} */
  const ends = [];
  let text = "";
  /**
   * @param {string} c as it is compared
   * @param {number} start
   * @param {number} end
   */
  const add = (c, start, end) => {
    text += c;
    // A character beyond U+FFFF has two halves.
    for (let half = 0; half < c.length; half += 1) {
      at.push(start);
      ends.push(end);
    }
  };
  /** @param {number} length how many characters are left */
  const cut = (length) => {
    text = text.slice(0, length);
    at.length = length;
    ends.length = length;
  };
  for (const { 0: piece, 1: plain, index } of raw.matchAll(PIECES)) {
    if (plain) {
      text += plain;
      for (let ix = index; ix < index + plain.length; ix += 1) {
        at.push(ix);
        ends.push(ix + 1);
      }
      continue;
    }
    const end = index + piece.length;
    for (const character of piece.normalize()) {
      const c = folded(character);
      const last = text.at(-1) ?? "";
      const isSpaceAtMark = c === " " && TIGHT.test(last);
      if ((c === " " || c === "-") && c === last) {
        ends[ends.length - 1] = end;
      } else if (c === "." && text.endsWith("..")) {
        const start = at[at.length - 2];
        cut(text.length - 2);
        add("…", start, end);
      } else if (c && !isSpaceAtMark) {
        if (last === " " && TIGHT.test(c)) cut(text.length - 1);
        add(c, index, end);
      }
    }
  }
  return { text, at, ends };
}

/**
 * A part of a quote. White space at its ends is the page's business.
 *
 * @param {string | null | undefined} text
 */
const part = (text) => compared(text ?? "").text.replace(/^ | $/g, "");

/**
 * What is written in an element.
 *
 * @param {Element | null} element
 */
const textOf = (element) => (element?.textContent ?? "").trim();

/**
 * Whether a raised text is the mark of a footnote: `is_footnote_mark` of text.rs.
 *
 * @param {string} text
 * @param {string} before the text before it
 */
function isFootnoteMark(text, before) {
  const isNumber = /^[\d\p{White_Space},–-]+$/u.test(text);
  return /^[[(*†‡§¶]/.test(text) || (isNumber && AFTER_WORD.test(before));
}

/**
 * Whether a link is the mark of a footnote: `is_note_mark` of text.rs.
 *
 * @param {string} href
 * @param {string} text
 */
function isNoteMark(href, text) {
  const at = href.lastIndexOf("#");
  const fragment = href.slice(at + 1);
  if (at < 0 || !NOTE.test(fragment)) return false;
  return (/\d/.test(fragment) && NOTE_NUMBER.test(text)) || NOTE_SIGN.test(text);
}

/**
 * Whether an element is the mark of a footnote, and no word: as in `enter` of article.rs.
 *
 * @param {Element} element
 * @param {string} before the text before it
 * @param {boolean} isBlock
 */
function isMark(element, before, isBlock) {
  if (element.localName === "sup") {
    const text = textOf(element);
    // A link that holds more than the mark is a link of the words.
    const hasLink = element.querySelector("a") || textOf(element.closest("a")) === text;
    return text !== "" && (Boolean(hasLink) || isFootnoteMark(text, before));
  }
  const isRaised = !isBlock && element.matches(RAISED);
  if (isRaised && isFootnoteMark(textOf(element), before)) return true;
  return element.localName === "a" && isNoteMark(element.getAttribute("href") ?? "", textOf(element));
}

/**
 * The text of an article, once for all quotes, and the text nodes that it comes from. `Reader` of
 * crates/compiler/src/article.rs is the same walk.
 *
 * @param {Element} root
 * @returns {Article}
 */
export function read(root) {
  /** @type {Text[]} */
  const nodes = [];
  /** @type {number[]} */
  const starts = [];
  let raw = EDGE;
  /**
   * @param {Element} parent
   * @param {boolean} isRead
   * @param {boolean} inParagraph
   */
  const walk = (parent, isRead, inParagraph) => {
    for (const node of parent.childNodes) {
      if (isText(node) && isRead) {
        nodes.push(node);
        starts.push(raw.length);
        raw += node.data;
      } else if (isElement(node)) {
        const name = node.localName;
        const isBlock = node.matches(BLOCKS);
        const isWithoutWords =
          node.matches(UNREAD) ||
          (isBlock ? inParagraph : node.matches(FOLDED)) ||
          isMark(node, raw, isBlock);
        if (name === "br" && isRead) raw += " ";
        if (isWithoutWords) continue;
        const edge = isBlock ? EDGE : "";
        raw += edge;
        walk(node, node.matches(READ_PARTS) || (isRead && !node.matches(PARTLY_READ)), inParagraph || name === "p");
        raw += edge;
      }
    }
  };
  walk(root, true, Boolean(root.closest("p")));
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
  for (let ix = exact ? text.indexOf(exact) : -1; ix >= 0; ix = text.indexOf(exact, ix + 1)) {
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
 * Whether a place is between two words, and between two characters as readers see them: `cut_word` of proof.rs.
 *
 * @param {string} raw the text as it stands in the page
 * @param {number} ix
 * @param {boolean} isStart whether words start there
 */
function isBound(raw, ix, isStart) {
  // Segmenters take a narrow no-break space, and what an apostrophe ends (“l’office”), for parts of the word.
  if (SPACE.test(raw[ix]) || SPACE.test(raw[ix - 1]) || (isStart && QUOTATION_MARK.test(raw[ix - 1]))) return true;
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
  const end = article.ends[place + length - 1];
  // Marks of direction that nobody sees end a word with it.
  let behind = end;
  while (IGNORED.test(article.raw[behind])) behind += 1;
  const isEnded = isBound(article.raw, end, false) || isBound(article.raw, behind, false);
  if (!isEnded || !isBound(article.raw, start, true)) return null;
  const range = new Range();
  range.setStart(...locate(article, start));
  const [node, ix] = locate(article, end - 1);
  range.setEnd(node, ix + 1);
  return range;
}

/**
 * The places that are as they should be, where any are; else all.
 *
 * @param {Article} article
 * @param {number[]} found
 * @param {(parent: Element) => unknown} isRight asked of the element that the text at a place stands in
 */
function preferred(article, found, isRight) {
  const right = found.filter((ix) => {
    const { parentElement } = locate(article, article.at[ix])[0];
    return parentElement && isRight(parentElement);
  });
  return right.length > 0 ? right : found;
}

/**
 * Finds a quote by its whole sentence, else by its own words.
 *
 * @param {Article} article
 * @param {Sentence} quote
 */
function findOne(article, quote) {
  for (const isSentence of [true, false]) {
    let found = places(article, isSentence ? quote : { ...quote, prefix: "", suffix: "" });
    // Headlines, lists and captions may repeat a paragraph's words, and then the proof means the paragraph. A `<p>` in a
    // caption is none.
    found = preferred(article, found, (parent) => parent.closest("p:not(figure *)"));
    // Some pages have a text twice, for screens of two sizes.
    found = preferred(article, found, isDisplayed);
    if (!isSentence) found = decided(article, quote, found);
    const range = rangeOf(article, found, quote.exact.length);
    if (range) return range;
  }
  return null;
}

/**
 * A quote as it is compared.
 *
 * @param {Quote} quote
 * @returns {Sentence}
 */
function sentenceOf({ exact, prefix, suffix }) {
  return { exact: part(exact), prefix: part(prefix), suffix: part(suffix) };
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
  /** @type {Article | undefined} */
  let article;
  return Array.from(quotes ?? [], (quote) => {
    try {
      if (!root) return null;
      article ??= read(root);
      return findOne(article, sentenceOf(quote));
    } catch {
      return null;
    }
  });
}

/**
 * Which of a page's articles has most of the quotes; of those that have as many, the first. The proof chooses so too.
 *
 * @param {Element[]} articles
 * @param {Quote[]} quotes
 */
export function choose(articles, quotes) {
  const counts = articles.map((article) => (articles.length > 1 ? find(article, quotes).filter(Boolean).length : 0));
  return articles[counts.indexOf(Math.max(...counts))] ?? null;
}

/** @param {Element} element */
function isDisplayed(element) {
  return element.checkVisibility?.({ checkVisibilityCSS: true, visibilityProperty: true }) !== false;
}

/**
 * Whether a passage can be shown now: it is in no fold, and no style cuts it off.
 *
 * @param {Range} range
 */
function isShown(range) {
  const box = range.getBoundingClientRect();
  let element = range.startContainer.parentElement;
  if (box.height === 0 || !element || !isDisplayed(element)) return false;
  // What scrolls can bring it into view, and what the body hides is the window's affair.
  for (; element && element !== document.body; element = element.parentElement) {
    const { overflowY } = getComputedStyle(element);
    if (/auto|scroll/.test(overflowY)) return true;
    const { top, bottom } = element.getBoundingClientRect();
    if (overflowY !== "visible" && (box.top >= bottom || box.bottom <= top)) return false;
  }
  return true;
}

/**
 * The words of a text, each as often as it stands there.
 *
 * @param {string} text
 * @returns {string[]}
 */
const wordsOf = (text) => text.toLowerCase().match(WORDS) ?? [];

/**
 * Each word of a text with the next.
 *
 * @param {string} text
 */
const pairsOf = (text) => wordsOf(text).map((word, ix, words) => `${word} ${words[ix + 1]}`).slice(0, -1);

/**
 * Which part of the pairs of words of one text stands in another as well.
 *
 * @param {string} sentence
 * @param {string} block
 */
function likeness(sentence, block) {
  const there = new Set(pairsOf(block));
  const wanted = pairsOf(sentence);
  return wanted.filter((pair) => there.has(pair)).length / wanted.length;
}

/**
 * Whether some of an article's paragraphs are in another language than its passages: translators turn a page over bit by
 * bit, and not all of them leave a mark.
 *
 * @param {string[]} blocks
 * @param {string[]} known texts in the language of the article
 */
function isMixed(blocks, known) {
  const vocabulary = new Set(known.flatMap(wordsOf));
  let rest = blocks.map(wordsOf).filter((words) => words.length >= TELLING);
  const most = rest.flat().length * MIXED;
  for (;;) {
    const alike = rest.filter((words) => {
      return words.filter((word) => vocabulary.has(word)).length >= words.length * SAME_LANGUAGE;
    });
    if (alike.length === 0) return rest.flat().length > most;
    // What is in the same language teaches more of it.
    for (const word of alike.flat()) vocabulary.add(word);
    rest = rest.filter((words) => !alike.includes(words));
  }
}

/**
 * Says of each quote whether it stands in an article: "here"; "hidden" where it cannot be shown now, or where the page
 * ends before it; "gone" where other words have taken its place, or where it is missing between passages that are there.
 * Where the page cannot be compared, because it is not the article of the quotes or is being translated, it says nothing.
 *
 * @param {Element} root the article
 * @param {Quote[]} quotes in the order of the article
 * @returns {Standing[] | undefined}
 */
export function look(root, quotes) {
  if (document.querySelector(TRANSLATING) || root.querySelector(TRANSLATED)) return undefined;
  const article = read(root);
  const blocks = article.text.split(EDGE);
  const passages = quotes.map((quote) => {
    const sentence = sentenceOf(quote);
    const { prefix, exact, suffix } = sentence;
    const words = `${prefix} ${exact} ${suffix}`;
    const range = findOne(article, sentence);
    // The block that has the sentence, as it was or in other words.
    const home = blocks.find((block) => (range ? block.includes(exact) : likeness(words, block) >= ALIKE));
    // Where it stands twice, nobody knows which is meant, but it stands there.
    return { words, home, range, isThere: places(article, sentence).length > 0 };
  });
  const last = passages.findLastIndex(({ home }) => home);
  const homes = passages.flatMap(({ home }) => home ?? []);
  // Of what comes before the end of the page, more than half has to be there.
  if (homes.length * 2 <= last + 1) return undefined;
  const isWhole = passages.every(({ range }) => range);
  if (!isWhole && isMixed(blocks, [...homes, ...passages.map(({ words }) => words)])) return undefined;
  return passages.map(({ range, isThere }, ix) => {
    if (range && isShown(range)) return "here";
    return range || isThere || ix > last ? "hidden" : "gone";
  });
}

/** Loads what shows passages: readers who only pass by do without it. Fails where it is not to be had. */
export async function prepare() {
  marker ??= await import("./marker.js");
}

/**
 * Finds a quote in an article, wherever it is by now, and shows it as marker.js does. Returns false where that cannot be
 * done, or nothing was prepared: then a link may.
 *
 * @param {Element | null} root
 * @param {Quote} quote
 * @param {WayBack} back
 */
export function reveal(root, quote, back) {
  const [range] = find(root, [quote]);
  return Boolean(marker && range && isShown(range) && marker.show(range, back));
}
