// Passes a result on, when the reader asks for it: by the device's own way to share, else as a copied text, else as a
// link to copy. Every way may be shut: by a policy, in a frame, without https.

// The page as its publisher names it, which is what browsers share too; in a frame, the page around it.
const page = ({ page }) => page ?? document.querySelector("link[rel=canonical]")?.href ?? location.href;

/** Passes on the result that a quiz shows; `link` is the fragment that leads to its draw. */
export async function share(quiz, link) {
  const root = quiz.shadowRoot;
  const title = root.querySelector("h2").textContent;
  const text = `${title}: ${root.querySelector("h3 strong").textContent}`;
  const url = new URL(link, page(quiz)).href;
  const told = root.querySelector(".shared");
  told.textContent = "";
  try {
    return await navigator.share({ title, text, url });
  } catch (reason) {
    // The reader thought better of it, or is still at it.
    if (["AbortError", "InvalidStateError"].includes(reason.name)) return;
  }
  try {
    await navigator.clipboard.writeText(`${text} ${url}`);
    told.textContent = told.dataset.copied;
  } catch {
    const link = new Text(url);
    told.append(`${told.dataset.link} `, link);
    getSelection().setBaseAndExtent(link, 0, link, url.length);
  }
}
