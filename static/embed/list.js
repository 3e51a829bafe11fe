// On the list of a site's quizzes: leads on to the quiz of a link that was passed on while the address of the list was that
// of one quiz alone. The list itself needs no script.
// The build joins this module and those that it imports into one file, list.js.

import { drawIn } from "./link.js";

/** @type {NodeListOf<HTMLAnchorElement>} */
const links = document.querySelectorAll("a[data-bank]");
const wanted = [...links].find(({ dataset }) => drawIn(location.hash, dataset.bank ?? ""));
if (wanted) location.replace(wanted.href + location.hash);
