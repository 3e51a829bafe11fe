// The preview's server, asked as browsers and others ask it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { Worker } from "node:worker_threads";

const folder = mkdtempSync(path.join(tmpdir(), "newsquiz-"));
let port = 0;

// A site is served until its program ends: so it has a thread of its own, which can be ended.
const server = new Worker(
  `import { parentPort, workerData } from "node:worker_threads";
  const { Site } = await import(workerData.module);
  parentPort.postMessage(await new Site(workerData.site).listen(0));`,
  {
    eval: true,
    workerData: {
      module: new URL("../lib/site.js", import.meta.url).href,
      site: { folder, types: { html: "text/html" }, changes: "/changes" },
    },
  },
);

before(async () => {
  mkdirSync(path.join(folder, "banks", "week-9"), { recursive: true });
  writeFileSync(path.join(folder, "index.html"), "top");
  writeFileSync(path.join(folder, "banks", "week-9", "index.html"), "quiz");
  port = await new Promise((resolve, reject) => {
    server.once("message", resolve);
    server.once("error", reject);
  });
});

after(async () => {
  await server.terminate();
  rmSync(folder, { recursive: true });
});

/**
 * @param {string} target as it stands in the request
 * @param {string} [method]
 * @returns {Promise<{ status: number | undefined, location: string | undefined, text: string }>}
 */
function ask(target, method = "GET") {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: target, method }, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () =>
        resolve({ status: response.statusCode, location: response.headers.location, text }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("files are found, folders lead to their page, and nothing else is there", async () => {
  /** @type {[string, number, string][]} */
  const rows = [
    ["/", 200, "top"],
    ["/?a=1", 200, "top"],
    ["//", 200, "top"],
    ["//index.html", 200, "top"],
    ["/banks/week-9/", 200, "quiz"],
    ["/banks/week-9", 307, ""],
    ["/nothing", 404, "There is no such file.\n"],
    ["/%", 404, "There is no such file.\n"],
    ["/..%2f..%2fetc%2fpasswd", 404, "There is no such file.\n"],
  ];
  const answers = await Promise.all(rows.map(([target]) => ask(target)));
  assert.deepEqual(
    answers.map(({ status, text }, index) => [rows[index]?.[0], status, text]),
    rows,
  );
  assert.equal((await ask("/banks/week-9")).location, "/banks/week-9/");
});

test("what is no question is refused", async () => {
  assert.equal((await ask("/", "HEAD")).text, "");
  assert.equal((await ask("/", "POST")).status, 405);
});
