// What the scripts of a quiz know of each other. Pages know what is in news-quiz.d.ts, and nothing of this.

import type { Player } from "./embed/player.js";
import type { NewsQuizElement, NewsQuizEventMap, NewsQuizResponse } from "./news-quiz.js";

export type Response = NewsQuizResponse;

/** The name of an event without its `newsquiz:`. */
export type EventName = keyof NewsQuizEventMap extends `newsquiz:${infer Name}` ? Name : never;

/** What an event tells. */
export type Detail<Name extends EventName> = NewsQuizEventMap[`newsquiz:${Name}`]["detail"];

/** A quote with what stands before and after it in its sentence: a W3C text-quote selector. */
export interface Quote {
  exact: string | null;
  prefix?: string | null;
  suffix?: string | null;
}

/** A quote as the program tells it, with the question that stands on it. */
export interface BankQuote extends Quote {
  id: string;
}

/** How a reader comes back from a passage. */
export interface WayBack {
  /** The words of the button. */
  label: string;
  /** Called when it is pressed. */
  go: () => void;
}

/**
 * How a quote stands in the article of the page: "here", to be shown; "hidden", in a fold, or behind the place where the
 * page is cut; "gone". Only the last voids a question.
 */
export type Standing = "here" | "hidden" | "gone";

/** Article.js, or what asks it of the page around a frame. */
export interface Passages {
  /** Which of a page's articles has most of the quotes. */
  choose?(articles: Element[], quotes: Quote[]): Element | null;
  /**
   * How each quote stands, where the quotes come in the order of the article. Nothing where the article cannot be
   * compared, being another or being translated, and without word from a frame's page.
   */
  look(article: Element | null, quotes: BankQuote[]): Standing[] | undefined | Promise<Standing[] | undefined>;
  /** Loads what shows quotes. */
  prepare?(): Promise<void>;
  /** Shows a quote, wherever it is by now; false where that cannot be done. */
  reveal(article: Element | null, quote: Quote, back: WayBack): boolean;
}

/** Shows the passage that a link in the quiz leads to; false where that cannot be done. */
export type ShowPassage = (link: HTMLElement) => boolean;

/** What other scripts leave on the element: inside.js may come before embed.js. */
export interface QuizNotes {
  /** Stands in for article.js in a frame. */
  outside?: Passages;
  /** The address that readers pass on in place of the page's own. */
  page?: string;
  /** Whether the page around a frame scrolls to what gets the focus (frame.js). */
  isFollowed?: boolean;
  /** There as long as the page has the article. */
  show?: ShowPassage | undefined;
  /** Loads what shows passages; there with it. */
  prepare?: (() => void) | undefined;
  /** What plays the quiz: of the newest copy of embed.js on the page. */
  player?: Player | undefined;
}

/** The element, as the scripts know it. */
export type QuizElement = NewsQuizElement & QuizNotes;

/** What a page tells the quiz in a frame, by type. */
export interface ToFrame {
  hello: object;
  /** `properties` by their names; copies of frame.js of before send none. */
  look: { scheme: string; size: number; properties?: Record<string, string>; page: string; draw?: string };
  /** `found` is for copies of inside.js that know no standings: false where a passage is gone. */
  found: { found: boolean[] | undefined; standings?: Standing[] | undefined };
  back: object;
  lost: object;
}

/** What the quiz in a frame tells the page around it, by type. */
export interface ToPage {
  hello: { bank?: string };
  size: { height: number };
  focus: { top: number; bottom?: number };
  event: { name: string; detail: unknown };
  quotes: { quotes: BankQuote[] };
  show: { quote: Quote; label: string };
}

declare global {
  interface Window {
    /** Chromium. */
    trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL(input: string): string }): { createScriptURL(input: string): string };
    };
  }
  interface ShadowRoot {
    /** Chromium. */
    getSelection?(): Selection | null;
  }
  interface Selection {
    /** Safari before 26. */
    getComposedRanges(...roots: ShadowRoot[]): StaticRange[];
  }
}
