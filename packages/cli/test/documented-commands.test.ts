import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Command } from "commander";
import { createProgram } from "../src/program.ts";
import { runWith } from "./support/fake-io.ts";

const DOCS = new URL("../../../docs/cli.md", import.meta.url);

/** The words of each command that does something, e.g. `webhooks deliveries list`. */
function commandsOf(command: Command, words: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [words.join(" ")];
  return command.commands.flatMap((child) => commandsOf(child, [...words, child.name()]));
}

async function tree(): Promise<string[]> {
  const io = {} as Parameters<typeof createProgram>[0]["io"];
  return commandsOf(createProgram({ io, exitWith: () => {} }));
}

/** The commands in the page's first table. A row's further verbs share the words before the first one's. */
async function documented(known: readonly string[]): Promise<string[]> {
  const page = await readFile(DOCS, "utf8");
  const table = page.slice(page.indexOf("| ---"), page.indexOf("\n\n", page.indexOf("| ---")));
  const rows = table.split("\n").slice(1);
  return rows.flatMap((row) => {
    const codes = [...(row.split(/(?<!\\)\|/)[1] ?? "").matchAll(/`([^`]+)`/g)].map(
      (match) => match[1] ?? "",
    );
    const wordsOf = (code: string) => (/^[a-z-]+(?: [a-z-]+)*/.exec(code)?.[0] ?? "").split(" ");
    const first = wordsOf(codes[0] ?? "");
    const path = first.findLast((_, at) => known.includes(first.slice(0, at + 1).join(" ")));
    const before = first.slice(0, path === undefined ? 0 : first.lastIndexOf(path));
    return codes.map((code, at) => {
      const words = at === 0 ? first : [...before, ...wordsOf(code)];
      const most = words.map((_, end) => words.slice(0, end + 1).join(" "));
      return most.findLast((name) => known.includes(name)) ?? words.join(" ");
    });
  });
}

test("docs/cli.md lists each command, and none that there is not", async () => {
  const known = await tree();
  assert.ok(known.includes("webhooks deliveries redeliver"), "the whole tree is looked at");
  assert.deepEqual([...new Set(await documented(known))].sort(), [...known].sort());
});

test("each command's --help has an example of itself", async () => {
  for (const name of await tree()) {
    const { exitCode, out } = await runWith([...name.split(" "), "--help"]);
    assert.equal(exitCode, 0, name);
    assert.ok(out.includes(`  $ ledgerport ${name}`), `${name}: ${out}`);
  }
});
