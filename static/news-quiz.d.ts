// The element <news-quiz> and its events. Take this file into your project: embed.js is loaded by its address.

/** What a quiz has: points, the most that it gives, and the share in percent, rounded down. */
export interface NewsQuizScore {
  points: number;
  maximum: number;
  percent: number;
}

/** A response; the score is the one when it is told. */
export interface NewsQuizResponse {
  question: string;
  /** Which question it is, from 1. */
  number: number;
  choices: string[];
  mark: "right" | "partly" | "wrong" | "none";
  score: NewsQuizScore;
}

export interface NewsQuizEventMap {
  /**
   * The program plays: which bank, in which version, which questions, and the responses that the reader gave before it
   * came, each of which is told as an event of its own after this one.
   */
  "newsquiz:ready": CustomEvent<{ bank: string; version: string; questions: string[]; responses: NewsQuizResponse[] }>;
  /** The reader did something for the first time. */
  "newsquiz:start": CustomEvent<Record<string, never>>;
  /** The reader committed to a response; without choices, the answer was shown. */
  "newsquiz:response": CustomEvent<NewsQuizResponse>;
  /** The reader is through. */
  "newsquiz:finish": CustomEvent<{ score: NewsQuizScore }>;
  /** The reader asked to pass the result on; `link` is the fragment that leads to its questions. */
  "newsquiz:share": CustomEvent<{ link: string; score: NewsQuizScore }>;
  /** Something went wrong, or the article has changed: docs/embedding.md lists the codes. */
  "newsquiz:problem": CustomEvent<{ code: string; place?: string; questions?: string[] }>;
}

export interface NewsQuizElement extends HTMLElement {
  /** The address of the bank's folder. */
  src: string;
  /** The seed of the draw; empty for the bank's own. */
  seed: string;
  /** Empty: as the page's `color-scheme` says. */
  theme: "" | "auto" | "light" | "dark";
  /** Draws other questions. */
  restart(): void;
  addEventListener<K extends keyof NewsQuizEventMap>(
    type: K,
    listener: (this: NewsQuizElement, event: NewsQuizEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: NewsQuizElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof NewsQuizEventMap>(
    type: K,
    listener: (this: NewsQuizElement, event: NewsQuizEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: NewsQuizElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "news-quiz": NewsQuizElement;
  }
}
