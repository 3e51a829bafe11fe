#!/usr/bin/env node
// The command `newsquiz`: the native program where there is one for this machine, and else the same one in WebAssembly.

import { nativeProgram, runNative } from "../lib/native.js";

const program = nativeProgram();
if (program) {
  runNative(program, process.argv.slice(2));
} else {
  const { runWasm } = await import("../lib/wasm.js");
  // Not `process.exit`: what is still to be written to a pipe would be lost.
  process.exitCode = await runWasm(process.argv.slice(2));
}
