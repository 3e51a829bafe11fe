// The module that wasm-bindgen makes of crates/drawer/src/main.rs, which says what each parameter is.

/** The functions that the program imports. */
export function getImports(): WebAssembly.Imports;

/** Starts a program that was given these imports. */
export function start(instance: WebAssembly.Instance): void;

/**
 * What is needed of a bank to play a draw; else the places of what has to be loaded for it, or the code of a bank that cannot
 * be played.
 */
export function excerpt(bank: Uint8Array, wish: string, questions: number): Uint8Array | string;
