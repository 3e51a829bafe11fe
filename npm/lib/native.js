// The native program, and how it is run in the place of this one.

import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { constants as system } from "node:os";
import { fileURLToPath } from "node:url";

/** @type {NodeJS.Signals[]} */
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * The program for this machine, where the package has one that may be run, and nobody has asked for the other way.
 *
 * @returns {string | undefined}
 */
export function nativeProgram() {
  if (process.env.NEWSQUIZ_WASM || process.platform !== "linux" || process.arch !== "x64") return undefined;
  const program = fileURLToPath(new URL("../native/newsquiz", import.meta.url));
  try {
    accessSync(program, constants.X_OK);
  } catch {
    return undefined;
  }
  return program;
}

/**
 * Runs a program, and ends as it ends.
 *
 * @param {string} program
 * @param {string[]} args
 */
export function runNative(program, args) {
  const child = spawn(program, args, { stdio: "inherit" });
  for (const signal of PASSED_ON) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`error: cannot run ${program}: ${error.message}`);
    process.exit(2);
  });
  child.on("exit", (code, signal) => {
    // As shells tell of a program that a signal has ended.
    process.exit(code ?? 128 + (signal ? system.signals[signal] : 0));
  });
}
