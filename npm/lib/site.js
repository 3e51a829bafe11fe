// Serves a site on this machine while it is written (crates/cli/src/server.rs does it natively, and more of it).

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

/** This machine alone. */
const HOST = "127.0.0.1";

export class Site {
  /** @type {Set<import("node:http").ServerResponse>} */
  #listeners = new Set();

  /** @param {{ folder: string, types: Record<string, string>, changes: string }} site */
  constructor({ folder, types, changes }) {
    this.folder = folder;
    this.types = types;
    this.changes = changes;
  }

  /**
   * Begins to serve, and gives the port.
   *
   * @param {number} port 0 for any that is free
   */
  async listen(port) {
    const server = createServer((request, response) => this.#answer(request, response));
    await listening(server, port);
    return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  }

  /** Tells the pages that listen. */
  tellOfChange() {
    for (const listener of this.#listeners) listener.write("data: changed\n\n");
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async #answer(request, response) {
    const { method = "GET" } = request;
    if (method !== "GET" && method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    // What a browser asks for is a path, and no address that begins with one: two slashes would name a host.
    const pathname = (request.url ?? "/").replace(/[?#].*$/s, "").replace(/^\/*/, "/");
    if (pathname === this.changes) {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
      this.#listeners.add(response);
      request.on("close", () => this.#listeners.delete(response));
      return;
    }
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const content = await this.#read(name);
    if (!content && (await this.#read(`${pathname}/index.html`))) {
      response.writeHead(307, { Location: `${pathname}/` }).end();
      return;
    }
    if (!content) {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such file.\n");
      return;
    }
    const type = this.types[path.extname(name).slice(1)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Content-Length": content.length });
    response.end(method === "HEAD" ? undefined : content);
  }

  /**
   * The content of a file of the site; nothing where there is none.
   *
   * @param {string} name
   */
  async #read(name) {
    try {
      const file = path.join(this.folder, decodeURIComponent(name));
      // Encoded slashes lead nowhere else.
      if (!file.startsWith(this.folder + path.sep)) return undefined;
      return await readFile(file);
    } catch {
      return undefined;
    }
  }
}

/**
 * Looks whether a port is free. Throws where it is not.
 *
 * @param {number} port
 */
export async function ensureFree(port) {
  const server = createServer();
  await listening(server, port);
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listening(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
}
