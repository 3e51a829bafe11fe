// This machine's folders as the program in WebAssembly sees them. It knows one tree with `/` between the names; Windows has
// a tree for each drive, and another separator.

import nodePath from "node:path";

/** @typedef {Pick<typeof nodePath, "sep" | "parse" | "resolve" | "relative">} PathRules */

/** Whether a text is an address and no path: a scheme has more letters than the name of a drive. */
const ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;

export class Paths {
  /**
   * @param {string} here the folder that the command was called in
   * @param {PathRules} [path] the rules of this machine, and in tests those of another one
   */
  constructor(here, path = nodePath) {
    this.here = here;
    this.path = path;
    /**
     * The folders that the program may open, by its own names for them.
     *
     * @type {Record<string, string>}
     */
    this.open = {};
  }

  /**
   * An argument of the command, with the path in it as the program has it.
   *
   * @param {string} argument
   */
  argument(argument) {
    if (this.path.sep === "/") return argument;
    const [, option = "", value = ""] = /^(--[^=]*=)?(.*)$/s.exec(argument) ?? [];
    if (value.startsWith("-") || ADDRESS.test(value)) return argument;
    const isRooted = this.path.parse(value).root !== "";
    // Others stay relative: messages name them as they were written.
    return option + (isRooted ? this.inside(value) : value.replaceAll(this.path.sep, "/"));
  }

  /**
   * The program's name for a path of this machine, which it may open from now on.
   *
   * @param {string} path
   */
  inside(path) {
    const whole = this.path.resolve(this.here, path);
    const { root } = this.path.parse(whole);
    const name = rootName(root);
    this.open[name] = root;
    const below = this.path.relative(root, whole).replaceAll(this.path.sep, "/");
    return below === "" ? name : `${name === "/" ? "" : name}/${below}`;
  }

  /**
   * This machine's path for a name of the program.
   *
   * @param {string} name
   */
  outside(name) {
    for (const [start, root] of Object.entries(this.open)) {
      const below = start === "/" ? name : `${name}/`;
      if (name === start || below.startsWith(start === "/" ? "/" : `${start}/`)) {
        return this.path.resolve(root, name.slice(start.length).replace(/^\//, ""));
      }
    }
    return this.path.resolve(this.here, name);
  }
}

/**
 * The program's name for a tree: `/`, `/C` for a drive, `/unc/server/share` for a share of the network.
 *
 * @param {string} root
 */
function rootName(root) {
  if (root === "/") return root;
  const [drive] = /^[a-z](?=:)/i.exec(root) ?? [];
  if (drive) return `/${drive.toUpperCase()}`;
  return `/unc/${root.split(/[\\/]+/).filter(Boolean).join("/")}`;
}
