// Starts the quiz of this page. Whatever fails, the first body stays or comes back with a plain sentence and a way to
// try again, and the console says why, once, by code and place.
const [first, state, retry, quiz] = ["first", "state", "retry", "quiz"].map((id) => document.getElementById(id));
let host = quiz;
const address = (link) => document.head.querySelector(`link[${link}]`).href;
// The names have hashes in them: the links in the head know them, and have the files under way already.
const glue = address("rel=modulepreload");
const program = address('type="application/wasm"');
const bank = new URL(host.dataset.bank, document.baseURI).href;
const starting = state.textContent;
let tries = 0;

function fail(code, place) {
  console.error(`newsquiz: ${code} ${place}`);
  host.hidden = true;
  first.hidden = retry.hidden = false;
  state.textContent = state.dataset.failed;
}

// Without a second try from the cache: a copy that was damaged on the way may be there.
async function get(code, address) {
  try {
    const response = await fetch(address, { cache: tries ? "reload" : "default" });
    if (response.ok) return response;
  } catch {}
  throw [code, address];
}

async function start() {
  try {
    const loading = [
      get("bank-missing", bank).then((response) => response.arrayBuffer()),
      // A module that failed is remembered as such, so that another try takes another address.
      import(tries ? `${glue}?${tries}` : glue).then(
        async (module) => {
          await module.default({ module_or_path: get("program-missing", program) });
          return module;
        },
        (reason) => Promise.reject(["program-refused", `${glue} (${reason})`]),
      ),
    ];
    const [bytes, module] = await Promise.all(loading);
    const folder = bank.slice(0, bank.lastIndexOf("/") + 1);
    const code = module.mount(host, new Uint8Array(bytes), folder);
    if (code) throw [code, bank];
    first.hidden = true;
  } catch (reason) {
    fail(...(Array.isArray(reason) ? reason : ["program-refused", `${program} (${reason})`]));
  }
}

retry.onclick = () => {
  tries += 1;
  // The button goes, and the focus with it, unless it is taken somewhere.
  state.focus();
  retry.hidden = true;
  // Yew never takes its listeners off an element: a program that stopped would go on listening there.
  const fresh = host.cloneNode();
  host.replaceWith(fresh);
  host = fresh;
  host.hidden = false;
  state.textContent = starting;
  start();
};

// A trap while it is played: the program answers no more, so that the reader must not be left with it.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError && !host.hidden) {
    tries += 1;
    fail("program-stopped", program);
  }
});

// A link to another draw, followed on the open page, loads nothing by itself.
addEventListener("hashchange", () => location.hash.includes("newsquiz=") && location.reload());

state.hidden = false;
start();
