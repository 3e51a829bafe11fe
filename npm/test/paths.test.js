// How paths of Windows reach a program that knows `/` alone. They are tried by Node's rules for Windows, on every system.

import assert from "node:assert/strict";
import test from "node:test";
import path from "node:path";

import { Paths } from "../lib/paths.js";

const HERE = "C:\\Users\\Ada\\quiz";

test("arguments that are paths are those of the program's tree", () => {
  const paths = new Paths(HERE, path.win32);
  for (const [argument, expected] of [
    ["week-9", "week-9"],
    ["banks\\week-9", "banks/week-9"],
    ["..\\week 9\\bank.md", "../week 9/bank.md"],
    ["C:\\out\\dist", "/C/out/dist"],
    ["d:/out/dist", "/D/out/dist"],
    ["\\out", "/C/out"],
    ["C:..\\out", "/C/Users/Ada/out"],
    ["\\\\server\\share\\banks\\a", "/unc/server/share/banks/a"],
    ["--out=C:\\out\\dist", "--out=/C/out/dist"],
    ["--out=..\\dist", "--out=../dist"],
    ["--out", "--out"],
    ["--base-url=https://quiz.example/a\\b", "--base-url=https://quiz.example/a\\b"],
    ["https://news.example/story?a=b\\c", "https://news.example/story?a=b\\c"],
    ["HTTP://news.example/", "HTTP://news.example/"],
    ["en", "en"],
    ["", ""],
  ]) {
    assert.equal(paths.argument(argument ?? ""), expected, argument);
  }
});

test("the program may open the trees that were named, and no others", () => {
  const paths = new Paths(HERE, path.win32);
  assert.equal(paths.inside(HERE), "/C/Users/Ada/quiz");
  assert.equal(paths.inside("C:\\"), "/C");
  assert.deepEqual(paths.open, { "/C": "C:\\" });
  paths.argument("\\\\server\\share\\a");
  paths.argument("D:\\a");
  assert.deepEqual(paths.open, { "/C": "C:\\", "/unc/server/share": "\\\\server\\share\\", "/D": "D:\\" });
});

test("what the program names is found on this machine", () => {
  const paths = new Paths(HERE, path.win32);
  paths.argument("\\\\server\\share\\a");
  paths.inside(HERE);
  for (const [name, expected] of [
    ["/C/Users/Ada/a b.md", "C:\\Users\\Ada\\a b.md"],
    ["/C", "C:\\"],
    ["/unc/server/share/a", "\\\\server\\share\\a"],
    ["week-9/bank.md", "C:\\Users\\Ada\\quiz\\week-9\\bank.md"],
  ]) {
    assert.equal(paths.outside(name ?? ""), expected, name);
  }
});

test("where paths have slashes they stay as they are", () => {
  const paths = new Paths("/home/ada", path.posix);
  for (const argument of ["a\\b", "C:\\a", "/a/b", "../a", "--out=/a"]) assert.equal(paths.argument(argument), argument);
  assert.equal(paths.inside("/home/ada"), "/home/ada");
  assert.equal(paths.inside("/"), "/");
  assert.deepEqual(paths.open, { "/": "/" });
  assert.equal(paths.outside("/tmp/a"), "/tmp/a");
  assert.equal(paths.outside("/"), "/");
  assert.equal(paths.outside("week-9/bank.md"), "/home/ada/week-9/bank.md");
});
