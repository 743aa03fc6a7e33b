import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { commandNodes } from "../src/completion/command-nodes.ts";
import { createProgram } from "../src/program.ts";
import { runWith } from "./support/fake-io.ts";
import { directory } from "./support/files.ts";

type Shell = "bash" | "zsh" | "fish";

const tree = () => {
  const io = {} as Parameters<typeof createProgram>[0]["io"];
  return commandNodes(createProgram({ io, exitWith: () => {} }));
};

/** Writes the shell's completion and says where; undefined, and said so in the test's output, without the shell. */
async function completionOf(t: TestContext, shell: Shell): Promise<string | undefined> {
  const { exitCode, out, err } = await runWith(["completion", shell]);
  assert.equal(exitCode, 0, err);
  const path = join(await directory(t), "completion");
  await writeFile(path, out);
  if (spawnSync(shell, ["--version"]).error === undefined) return path;
  t.diagnostic(`${shell} is not installed: its completion was made, and not tried`);
  return undefined;
}

/** What bash offers at Tab behind the words, the last of which is unfinished. */
function inBash(path: string, words: readonly string[]): string[] {
  const script = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ledgerport; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(execFileSync("bash", ["--norc", "-c", script, path, ...words], { encoding: "utf8" }));
}

function inFish(path: string, line: string): string[] {
  const script = `source $argv[1]; complete -C $argv[2]`;
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const out = execFileSync("fish", ["--no-config", "-c", script, path, line], { encoding: "utf8", env });
  return linesOf(out).map((offered) => offered.split("\t", 1)[0] ?? "");
}

/** Zsh completes on a terminal only: a second one is given one, and what it would show is caught. */
const ZSH = String.raw`
zmodload zsh/zpty
zpty z "PS1= zsh -f -i"
zpty -w z 'PS1=; setopt no_beep; autoload -Uz compinit; compinit -D -u; source "'$1'"; stty cols 120 rows 100'
zpty -w z 'compadd() { builtin compadd "$@"; local -a got; builtin compadd -O got "$@"; print -rl -- $got >> "'$3'" }'
# What is typed before the line editor has taken over the terminal, the terminal itself edits: there, ^U is lost typing.
zpty -w z 'zle-line-init() { print -n RE""ADY }; zle -N zle-line-init'
zpty -r -m z out '*READY*'
zpty -w -n z "$2"$'\t'
zpty -w -n z $'\C-u'"print EN''D"$'\n'
zpty -r -m z out '*END*'
zpty -d z
`;

async function inZsh(t: TestContext, path: string, line: string): Promise<string[]> {
  const dir = await directory(t);
  const script = join(dir, "try.zsh");
  const caught = join(dir, "caught");
  await writeFile(script, ZSH);
  await writeFile(caught, "");
  execFileSync("zsh", ["-f", script, path, line, caught], { timeout: 60_000 });
  return linesOf(await readFile(caught, "utf8"));
}

const linesOf = (text: string): string[] =>
  [...new Set(text.split("\n").filter((line) => line !== ""))].sort();

test("bash completes every command and every option that there is", async (t) => {
  const path = await completionOf(t, "bash");
  if (path === undefined) return;
  for (const { path: words, children, options, choices } of tree()) {
    const before = ["ledgerport", ...words];
    const offered = [...children.map(({ name }) => name), ...choices];
    assert.deepEqual(inBash(path, [...before, ""]), offered.sort(), before.join(" "));
    const names = options.flatMap((option) => option.names).filter((name) => name.startsWith("--"));
    assert.deepEqual(inBash(path, [...before, "--"]), names.sort(), before.join(" "));
  }
});

test("bash takes an option's value for no command, and leaves values and files to itself", async (t) => {
  const path = await completionOf(t, "bash");
  if (path === undefined) return;
  assert.deepEqual(inBash(path, ["ledgerport", "jobs", "--url", "jobs", "ca"]), ["cancel"]);
  assert.deepEqual(inBash(path, ["ledgerport", "entries", "import", "--map", ""]), []);
  assert.deepEqual(inBash(path, ["ledgerport", "entries", "import", ""]), []);
  assert.deepEqual(inBash(path, ["ledgerport", "nope", "li"]), []);
});

const TRIED: readonly [string, readonly string[]][] = [
  ["ledgerport comp", ["companies", "completion"]],
  ["ledgerport jobs ", ["cancel", "create", "list", "retry", "show", "watch"]],
  ["ledgerport webhooks deliveries ", ["list", "redeliver"]],
  ["ledgerport completion ", ["bash", "fish", "zsh"]],
  ["ledgerport jobs show --cs", ["--csv"]],
];

test("fish completes commands, options and what an argument can be", async (t) => {
  const path = await completionOf(t, "fish");
  if (path === undefined) return;
  for (const [line, offered] of TRIED) assert.deepEqual(inFish(path, line), offered, line);
  assert.deepEqual(inFish(path, "ledgerport jobs --url jobs ca"), ["cancel"]);
});

test("zsh completes commands, options and what an argument can be", async (t) => {
  const path = await completionOf(t, "zsh");
  if (path === undefined) return;
  for (const [line, offered] of TRIED) assert.deepEqual(await inZsh(t, path, line), offered, line);
});
