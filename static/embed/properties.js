// The custom properties of the quiz that a page's module hands on to the quiz in a frame: colours and lengths alone, for
// nothing of them loads anything.

export const COLOURS = [
  "--nq-paper",
  "--nq-ink",
  "--nq-soft",
  "--nq-rule",
  "--nq-control",
  "--nq-accent",
  "--nq-on-accent",
  "--nq-tint",
  "--nq-right",
  "--nq-right-tint",
  "--nq-wrong",
  "--nq-wrong-tint",
  "--nq-partly",
  "--nq-partly-tint",
  "--nq-marker",
];

export const LENGTHS = ["--nq-pad"];
