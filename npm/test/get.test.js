// What becomes of answers that are no whole ones. The host is a real one, on this machine.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";

import { get } from "../lib/get.js";

/**
 * Asks a host that answers as told.
 *
 * @param {import("node:http").RequestListener} answer
 */
async function ask(answer) {
  const server = createServer(answer);
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    return await get({ ask: "get", address: `http://127.0.0.1:${port}/`, headers: [], patience: 500, limit: 1000 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a whole answer is given as it was sent", async () => {
  const { done, bytes } = await ask((_, response) => response.writeHead(404, { "X-Of": "a" }).end("Hello"));
  assert.equal(done.status, 404);
  assert.equal(new TextDecoder().decode(bytes), "Hello");
  assert.deepEqual(
    done.headers.find(([name]) => name === "X-Of"),
    ["X-Of", "a"],
  );
});

test("an answer that stops in the middle is late, and no short one", async () => {
  await assert.rejects(
    ask((_, response) => response.writeHead(200).write("Half")),
    { code: "LATE" },
  );
});

test("an answer that comes drop by drop is late", async () => {
  await assert.rejects(
    ask((_, response) => {
      const drops = setInterval(() => response.write("."), 50);
      response.on("close", () => clearInterval(drops));
    }),
    { code: "LATE" },
  );
});

test("an answer that ends with its connection is late when that is cut here", async () => {
  await assert.rejects(
    // Node sees the end of such an answer in the connection that it closed itself.
    ask((_, { socket }) => {
      socket?.write("HTTP/1.0 200 OK\r\n\r\nHalf");
      const drops = setInterval(() => socket?.write("."), 50);
      socket?.on("close", () => clearInterval(drops));
    }),
    { code: "LATE" },
  );
});

test("an answer whose connection breaks is told, and no short one", async () => {
  await assert.rejects(
    ask((_, response) => {
      response.writeHead(200, { "Content-Length": 100 }).write("Half");
      setTimeout(() => response.destroy(), 50);
    }),
    { code: "ECONNRESET" },
  );
});

test("an answer that is too large is not read to its end", async () => {
  await assert.rejects(
    ask((_, response) => response.end("x".repeat(2000))),
    { code: "TOO_LARGE" },
  );
});
