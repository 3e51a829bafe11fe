// Keeps the quiz's own page for a visit without a network, once the reader has begun: nothing is stored before. In a
// frame the page is somebody else's, and nothing is kept.

async function install() {
  // The page's policy has room for this one name, and what it makes is this one address.
  const policy = window.trustedTypes?.createPolicy("newsquiz", { createScriptURL: () => "sw.js" });
  await navigator.serviceWorker.register(policy?.createScriptURL("") ?? "sw.js");
}

// Without https, in some private windows, or where the host has no such file, the quiz plays as ever.
if (window === top) addEventListener("newsquiz:start", () => install().catch(() => {}), { once: true });
