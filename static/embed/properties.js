// The custom properties of the quiz that a page's module hands on to the quiz in a frame: colours and a length, for nothing
// of them loads anything.

export const PROPERTIES = ["--nq-paper", "--nq-accent", "--nq-pad"];
