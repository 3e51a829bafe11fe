/** @import { Player } from "./player.js" */

/**
 * Notes how far the attempt is that the program plays.
 *
 * @param {Player} player
 */
export function keepUp({ playing, state }) {
  if (playing?.asked === state.asked) state.attempt = playing.attempt;
}
