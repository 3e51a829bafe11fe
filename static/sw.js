// Lets a quiz's own page play without a network. It keeps sets: all files of one version. A page gets the files of one
// set, or all of them from the network, and never some of each (docs/adr/0010-offline.md). Whatever fails in here, the
// network is asked as if there were no worker.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
// The address of the page.
const SCOPE = worker.registration.scope;

// Filled in when the site is built: what the page names its version by, and the files as they are named from here, the page
// first, each with its integrity. Hosts may write into HTML, which therefore has none.
/** @type {string} */
const VERSION = "{{ version }}";
/** @type {[name: string, integrity: string][]} */
const LIST = /** @type {any} */ (["{{ files }}"]);
// By their addresses.
const FILES = new Map(LIST.map(([name, integrity]) => [new URL(name, SCOPE).href, integrity]));

// Other apps of the origin have other names, and other quizzes other folders.
const OWN = `newsquiz ${SCOPE} `;
const SET = OWN + VERSION;
// What stands at such a name never changes.
const LASTING = new RegExp("{{ lasting }}");
// Parts of a bank, in any language: the outline of a large one, and further draws.
const PART = /\/(outline|draw-[\w-]+)(\.\w+)?\.bin$/;
// How long the page may take to come, in milliseconds, where there is a kept one.
const PATIENCE = 3000;

/**
 * Which set each page plays, by the page's client id: a promise of its name, or of nothing when it plays what the network
 * has.
 *
 * @type {Map<string, string | undefined | Promise<string | undefined>>}
 */
const pages = new Map();

/** The names of all sets, the newest first: caches are listed in the order in which they were made. */
async function sets() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(OWN)).reverse();
}

/**
 * What the first set that has something at an address has there.
 *
 * @param {string} address
 * @param {string[]} names of sets
 */
async function find(address, names) {
  for (const cacheName of names) {
    // One after the other, since the first that has it counts.
    // oxlint-disable-next-line no-await-in-loop
    const kept = await caches.match(address, { cacheName, ignoreVary: true });
    if (kept) return kept;
  }
  return undefined;
}

/**
 * The first set that is whole: the page is put into it last.
 *
 * @param {string[]} names of sets
 */
async function whole(names) {
  for (const name of names) {
    // Here too.
    // oxlint-disable-next-line no-await-in-loop
    if (await find(SCOPE, [name])) return name;
  }
  return undefined;
}

/**
 * Gets a file for this worker's set: from another set where it never changes, else from the network.
 *
 * @param {string} address
 * @param {string} integrity
 * @param {string[]} others the names of the other sets
 */
async function get(address, integrity, others) {
  const isLasting = LASTING.test(address);
  const kept = isLasting ? await find(address, others) : undefined;
  return kept ?? fetch(address, { integrity, cache: isLasting ? "default" : "no-cache" });
}

/**
 * Whether a file is what this worker's set has. A host that is being updated may show the page of another version.
 *
 * @param {string} address
 * @param {Response} response
 */
async function isOfThisVersion(address, response) {
  if (!response.ok) return false;
  const isPage = address === SCOPE;
  if (!isPage) return true;
  const text = await response.clone().text();
  return text.includes(VERSION);
}

/** Keeps all files of this version. */
async function keep() {
  // What an attempt left that failed, or what was replaced and is back: it would count as old.
  await caches.delete(SET);
  const others = await sets();
  const cache = await caches.open(SET);
  /** @param {[address: string, integrity: string]} file */
  const put = async ([address, integrity]) => {
    const response = await get(address, integrity, others);
    if (!(await isOfThisVersion(address, response))) throw new Error(`newsquiz: ${address}`);
    // Made anew, since what was redirected may not be shown as a page.
    await cache.put(address, new Response(response.body, response));
  };
  const [page, ...files] = FILES;
  await Promise.all(files.map(put));
  await put(page);
}

/** Removes all other sets. */
async function removeOthers() {
  const names = await sets();
  const others = names.filter((name) => name !== SET);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/**
 * The set that a page names the version of: it needs nothing else from the network.
 *
 * @param {Response} page
 * @param {string[]} names of sets
 */
async function namedBy(page, names) {
  const text = await page.text();
  return names.find((name) => text.includes(name.slice(OWN.length)));
}

/**
 * Shows a page as the network has it, if that comes in time, else as it was kept last.
 *
 * @param {FetchEvent} event
 * @param {string} address
 */
async function show({ request, resultingClientId }, address) {
  const network = fetch(request);
  // Where nobody waits for it any more, its failure is nobody's concern.
  network.catch(() => {});
  const names = await sets();
  const newest = await whole(names);
  const kept = newest && (await find(address, [newest]));
  if (!kept) return network;
  /** @type {Promise<undefined>} */
  const late = new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
  // A network that fails is as one that is late.
  const first = await Promise.race([network, late]).catch(() => undefined);
  const fresh = first && first.status < 500 ? first : undefined;
  if (address === SCOPE) {
    // A page that cannot be read plays what the network has.
    const set = fresh ? namedBy(fresh.clone(), names).catch(() => undefined) : newest;
    pages.set(resultingClientId, set);
  }
  return fresh ?? kept;
}

/**
 * Gives a page what it loads.
 *
 * @param {FetchEvent} event
 */
async function load({ request, clientId }) {
  const set = await pages.get(clientId);
  let names = set ? [set] : [];
  if (LASTING.test(request.url)) names = await sets();
  const kept = await find(request.url, names);
  if (kept) return kept;
  // The set has the whole bank: what draws takes that where there is no such part, waits for no network, and gets nothing of
  // another version.
  if (set && PART.test(request.url)) return Response.error();
  try {
    return await fetch(request);
  } catch (reason) {
    if (pages.has(clientId)) throw reason;
    // Another page of the folder, or this worker was ended meanwhile and forgot which set the page plays.
    const old = await find(request.url, await sets());
    if (old) return old;
    throw reason;
  }
}

/**
 * What the worker answers a request with, if it does.
 *
 * @param {FetchEvent} event
 */
function answer(event) {
  const { request, clientId } = event;
  if (request.method !== "GET") return undefined;
  const [url] = request.url.split(/[?#]/);
  const address = url === `${SCOPE}index.html` ? SCOPE : url;
  const isOurs = FILES.has(address);
  if (request.mode === "navigate") return isOurs ? show(event, address) : undefined;
  return isOurs || pages.has(clientId) ? load(event) : undefined;
}

worker.addEventListener("install", (event) => event.waitUntil(keep()));

// No page of the older ones is open any more.
worker.addEventListener("activate", (event) => event.waitUntil(removeOthers()));

worker.addEventListener("fetch", (event) => {
  const response = answer(event);
  if (response) event.respondWith(response.catch(() => fetch(event.request)));
});
