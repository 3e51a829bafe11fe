// Keeps the quiz's own page for a visit without a network, once the reader has begun: nothing is stored before. In a
// frame the page is somebody else's, and nothing is kept.

const WORKER = "sw.js";

async function install() {
  // The page's policy has room for this one name, and what it makes is this one address.
  const policy = window.trustedTypes?.createPolicy("newsquiz", { createScriptURL: () => WORKER });
  const address = policy ? policy.createScriptURL("") : WORKER;
  try {
    await navigator.serviceWorker.register(address);
  } catch {
    // Without https, in some private windows, or where the host has no such file, the quiz plays as ever.
  }
}

// The reader waits for what the click shows, and not for this.
const installLater = () => requestAnimationFrame(() => setTimeout(install));

if (window === top) addEventListener("newsquiz:start", installLater, { once: true });
