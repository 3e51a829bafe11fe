// The module that wasm-bindgen makes of src/main.rs, which says what each parameter is. It stands beside the shipped
// embed.js, and so its types stand beside what that is joined from.

/** The functions that the program imports. */
export function getImports(): WebAssembly.Imports;

/** Starts a program that was given these imports. */
export function start(instance: WebAssembly.Instance): void;

/**
 * What the program tells: an event, how far the attempt is, what is to be kept of it for another visit, or that the reader
 * comes to something new or wants other questions.
 */
export type Told = "ready" | "response" | "finish" | "share" | "attempt" | "kept" | "moved" | "others";

/** Is told what happens, with the details as text. */
export type Notify = (name: Told, detail: string) => void;

/** Shows a quiz; returns what takes it away again, or the code of a bank that cannot be played. */
export function mount(host: Element, bank: Uint8Array, request: string, notify: Notify): (() => void) | string;

/** The seeds of a bank's draw and of further ones, and the quotes that its questions stand on, as src/event.rs writes them. */
export function quotes(bank: Uint8Array): string;
