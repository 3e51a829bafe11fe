import { refusal } from "./fault.js";
import { get } from "./get.js";

// What browsers compile while it arrives. Some hosts send another type.
const WASM = "application/wasm";

/**
 * Loads a module, and says which one it was that the browser does not take.
 *
 * @param {string} address
 */
export async function getModule(address) {
  try {
    return await import(address);
  } catch (reason) {
    throw refusal(address, reason);
  }
}

/**
 * Loads a program in WebAssembly and the script around it, which is returned when it can be called.
 *
 * @param {string} script
 * @param {string} program
 * @param {string} integrity of the program
 */
export async function instantiate(script, program, integrity) {
  const [glue, response] = await Promise.all([getModule(script), get("program-missing", program, { integrity })]);
  const imports = glue.getImports();
  const { instance } = await (response.headers.get("content-type") === WASM
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports));
  glue.start(instance);
  return glue;
}
