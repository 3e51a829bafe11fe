/**
 * The address of the page as readers pass it on: without a fragment, and without a query, which may be the reader's own
 * affair.
 *
 * The publisher says by the canonical link which parameters name the page. It counts where it names this very page: not
 * another origin, nor the story before, as in a page that shows one story after the other, nor another value of a
 * parameter.
 */
export function pageAddress() {
  const page = new URL(location.href);
  const own = new URLSearchParams(page.search);
  page.hash = "";
  page.search = "";
  /** @type {HTMLLinkElement | null} */
  const link = document.querySelector("link[rel~=canonical]");
  if (!link) return page.href;
  try {
    const canonical = new URL(link.href);
    const isOfPage = [...canonical.searchParams].every(([name, value]) => own.getAll(name).includes(value));
    if (canonical.origin === page.origin && canonical.pathname === page.pathname && isOfPage) {
      page.search = canonical.search;
    }
  } catch {
    // It is no address.
  }
  return page.href;
}
