// Links to a draw of a bank, as they stand in the fragment of a page's address: read here for the element and for frames,
// and written by crates/core/src/share.rs. A fragment may hold more than the link, before it and behind it.

// `newsquiz_<bank>_<points>_<seed>`. Points are empty, or as in `7-5` for seven and a half.
const LINK = /(?:^|[^\w-])newsquiz_([a-z0-9-]+)_(\d*(?:-\d)?)_([\w-]{1,32})/;
// `newsquiz=<bank>:<seed>:<percent>`: links of before are read for ever.
const OLD_LINK = /(?:^|[^\w-])newsquiz=([a-z0-9-]+):([\w-]{1,32})(?::(\d+))?/;

/**
 * What a fragment asks of a bank, as `Challenge::new` reads it: a seed, and maybe a score to beat. Empty where it asks
 * nothing of that bank.
 *
 * @param {string} fragment
 * @param {string} bank its id
 */
export function drawIn(fragment, bank) {
  let text = fragment;
  try {
    // Mail programs and messengers encode what they do not need to.
    text = decodeURIComponent(fragment);
  } catch {
    // A stray `%` of the page's own.
  }
  const [, id, points, seed] = LINK.exec(text) ?? [];
  if (id === bank) return points ? `${seed}:${points.replace("-", ".")}p` : seed;
  const [, oldId, oldSeed, percent] = OLD_LINK.exec(text) ?? [];
  if (oldId !== bank) return "";
  return percent ? `${oldSeed}:${percent}` : oldSeed;
}

/**
 * The fragment that asks for a draw, from its text.
 *
 * @param {string} draw as `drawIn` gives it
 * @param {string} bank its id
 */
export function fragmentOf(draw, bank) {
  const [seed, score] = draw.split(":");
  if (!score) return `#newsquiz_${bank}__${seed}`;
  const [, points] = /^(.+)p$/.exec(score) ?? [];
  return points ? `#newsquiz_${bank}_${points.replace(".", "-")}_${seed}` : `#newsquiz=${bank}:${draw}`;
}
