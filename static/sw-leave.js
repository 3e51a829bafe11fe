// Stands in the place of a quiz's own worker where a quiz is no more: takes back what that one has kept on the device, and
// goes. Browsers look for a worker anew at each visit, and find this one.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
// As sw.js names its caches.
const OWN = `newsquiz ${worker.registration.scope} `;

async function takeBack() {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(OWN));
  await Promise.all(own.map((name) => caches.delete(name)));
  await worker.registration.unregister();
}

worker.addEventListener("install", () => {
  worker.skipWaiting();
});

worker.addEventListener("activate", (event) => event.waitUntil(takeBack()));
