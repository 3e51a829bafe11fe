#!/usr/bin/env node
// The command `newsquiz`: the native program where there is one for this machine, and else the same one in WebAssembly.

import { nativeProgram, runNative } from "../lib/native.js";

const program = nativeProgram();
if (program) {
  runNative(program, process.argv.slice(2));
} else {
  const { runWasm } = await import("../lib/wasm.js");
  // Not `process.exit`: V8 may still be at work on the program in threads of its own, and then Node crashes now and then.
  process.exitCode = await runWasm(process.argv.slice(2));
}
