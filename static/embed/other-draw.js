/** Stands for a draw with as little as may be of what the reader has seen, until it is chosen. No seed has this sign. */
export const OTHER = "?";
