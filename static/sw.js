// Lets the quiz's own page play without a network. It keeps sets: all files of one version. A page gets the files of one
// set, or all of them from the network, and never some of each (docs/adr/0010-offline.md). Whatever fails in here, the
// network is asked as if there were no worker.

// Filled in when the site is built: what the page names its version by, and the files, each with its integrity. Hosts
// may write into HTML, which therefore has none.
const VERSION = "{{ version }}";
const FILES = new Map(["{{ files }}"]);

const SCOPE = registration.scope;
// Other apps of the origin have other names, and other quizzes other folders.
const OWN = `newsquiz ${SCOPE} `;
const SET = OWN + VERSION;
// What stands at such a name never changes.
const LASTING = new RegExp("{{ lasting }}");
// How long the page may take to come, in milliseconds, where there is a kept one.
const PATIENCE = 3000;

// The names of all sets, the newest first: caches are listed in the order in which they were made.
const sets = async () => (await caches.keys()).filter((name) => name.startsWith(OWN)).reverse();

// What the first set that has something at an address has there.
async function find(address, names) {
  for (const cacheName of names) {
    const kept = await caches.match(address, { cacheName, ignoreVary: true });
    if (kept) return kept;
  }
}

// The first set that is whole: the page is put into it last.
async function whole(names) {
  for (const name of names) if (await find(SCOPE, [name])) return name;
}

async function keep() {
  // What an attempt left that failed, or what was replaced and is back: it would count as old.
  await caches.delete(SET);
  const others = await sets();
  const cache = await caches.open(SET);
  const put = async ([name, integrity]) => {
    const address = SCOPE + name;
    const lasting = LASTING.test(name);
    const response =
      (lasting && (await find(address, others))) || (await fetch(address, { integrity, cache: lasting ? "default" : "no-cache" }));
    // A host that is being updated may show the page of another version.
    if (!response.ok || !(name || (await response.clone().text()).includes(VERSION))) throw new Error(`newsquiz: ${address}`);
    // Made anew, since what was redirected may not be shown as a page.
    await cache.put(address, new Response(response.body, response));
  };
  const [page, ...files] = FILES;
  await Promise.all(files.map(put));
  await put(page);
}

// Which set each page plays: a promise of its name, or of nothing when it plays what the network has.
const pages = new Map();

// Shows a page as the network has it, if that comes in time, else as it was kept last.
async function show({ request, resultingClientId }, address) {
  const network = fetch(request);
  network.catch(() => {});
  const names = await sets();
  const newest = await whole(names);
  const kept = newest && (await find(address, [newest]));
  if (!kept) return network;
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const answer = await Promise.race([network, late]).catch(() => {});
  const isKept = !answer || answer.status >= 500;
  // A page that names the version of a set needs nothing else from the network.
  const named = async (copy) => {
    const text = await copy.text();
    return names.find((name) => text.includes(name.slice(OWN.length)));
  };
  if (address === SCOPE) pages.set(resultingClientId, isKept ? newest : named(answer.clone()).catch(() => {}));
  return isKept ? kept : answer;
}

// Gives a page what it loads.
async function load({ request, clientId }) {
  const set = await pages.get(clientId);
  const kept = await find(request.url, LASTING.test(request.url) ? await sets() : set ? [set] : []);
  if (kept) return kept;
  const answer = fetch(request);
  if (pages.has(clientId)) return answer;
  // Another page of the folder, or this worker was ended meanwhile and forgot which set the page plays.
  return answer.catch(async (reason) => (await find(request.url, await sets())) ?? Promise.reject(reason));
}

addEventListener("install", (event) => event.waitUntil(keep()));

// No page of the older ones is open any more.
addEventListener("activate", (event) =>
  event.waitUntil(sets().then((names) => Promise.all(names.filter((name) => name !== SET).map((name) => caches.delete(name))))),
);

addEventListener("fetch", (event) => {
  const { request, clientId } = event;
  if (request.method !== "GET") return;
  const [url] = request.url.split(/[?#]/);
  const address = url === `${SCOPE}index.html` ? SCOPE : url;
  const isOurs = address.startsWith(SCOPE) && FILES.has(address.slice(SCOPE.length));
  const answer = (made) => event.respondWith(made.catch(() => fetch(request)));
  if (request.mode === "navigate") isOurs && answer(show(event, address));
  else if (isOurs || pages.has(clientId)) answer(load(event));
});
