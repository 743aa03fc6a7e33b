import assert from "node:assert/strict";
import { test } from "node:test";
import type { Io } from "../src/terminal/io.ts";
import { createProgress } from "../src/terminal/progress.ts";
import { facts, table } from "../src/terminal/table.ts";

function screen(isTerminal: boolean) {
  let written = "";
  let now = 1_000_000;
  const io: Io = {
    env: {},
    out: () => {},
    err: (text) => void (written += text),
    stdin: process.stdin,
    isTerminal,
    columns: 60,
    outReady: async () => {},
    outColumns: undefined,
    clock: { now: () => new Date(now), sleep: async () => {} },
    interruption: () => new AbortController().signal,
  };
  const wait = (milliseconds: number) => void (now += milliseconds);
  return { io, wait, written: () => written };
}

test("on a terminal one line is drawn over, seldom, and the last state stays", () => {
  const { io, wait, written } = screen(true);
  const progress = createProgress(io, "Importing");
  for (let done = 0; done <= 1000; done += 1) {
    progress.update(done, 1000, `${done} rows`);
    wait(1);
  }
  progress.end();
  const pictures = written().split("\r").slice(1);
  assert.ok(pictures.length < 20, `${pictures.length}`);
  assert.match(pictures.at(-1) ?? "", /█{28} 100% {2}1000 rows\n$/);
  for (const picture of pictures) {
    // oxlint-disable-next-line no-control-regex -- the terminal's code for clearing the line
    assert.ok(picture.replace(/^\u001b\[K/, "").trimEnd().length < 60, "no picture wraps");
  }
});

test("without a terminal there are a few plain lines", () => {
  const { io, written } = screen(false);
  const progress = createProgress(io, "Exporting");
  for (let done = 0; done <= 1000; done += 1) progress.update(done, 1000);
  progress.end();
  assert.equal(written().split("\n").length - 1, 10);
  assert.ok(!written().includes("\r") && !written().includes("\u001b"));
});

test("nothing to do, and an unknown size, are no division by zero", () => {
  const { io, written } = screen(false);
  createProgress(io, "Importing").update(0, 0);
  createProgress(io, "Importing").update(5, 0);
  assert.equal(written(), "");
});

test("what comes from elsewhere can't command the terminal", () => {
  assert.equal(table(["a"], [["x\u001b[2Jy\nz"]]), "A\nx [2Jy z\n");
  assert.equal(facts({ reason: "a\u0007b", none: null }), "reason  a b\n");
});
