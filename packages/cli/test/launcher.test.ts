import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, cp } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { directory } from "./support/files.ts";

const LAUNCHER = fileURLToPath(new URL("../bin/ledgerport.js", import.meta.url));
/** Makes this Node say that it is an old one. */
const OLD_NODE = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.0"}})`;

interface Ended {
  code: unknown;
  out: string;
  err: string;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

test("the command starts, and its exit code is the program's", async () => {
  const { code, out } = await start([LAUNCHER, "--help"]);
  assert.equal(code, 0);
  assert.match(out, /^Usage: ledgerport/);
  assert.equal((await start([LAUNCHER, "nope"])).code, 2);
});

test("on an old Node it starts the bundled one, with the same arguments and exit code", async () => {
  const { code, out, err } = await start(["--import", OLD_NODE, LAUNCHER, "jobs", "--help"]);
  assert.equal(code, 0, err);
  assert.match(out, /^Usage: ledgerport jobs/);
  assert.equal((await start(["--import", OLD_NODE, LAUNCHER, "nope"])).code, 2);
});

for (const [signal, code] of [
  ["SIGKILL", null],
  ["SIGTERM", 0],
] as const) {
  test(`on an old Node a launcher ended by ${signal} leaves no server and no database behind`, async (t) => {
    const dataDir = await directory(t);
    const launcher = spawn(process.execPath, ["--import", OLD_NODE, LAUNCHER, "serve"], {
      env: { ...process.env, PORT: "0", LEDGERPORT_DATA_DIR: dataDir },
      stdio: ["ignore", "pipe", "ignore"],
    });
    // The server writes to the same pipe, which therefore closes when it too has ended.
    const closed = once(launcher, "close");
    await Promise.race([once(createInterface({ input: launcher.stdout }), "line"), closed]);
    const postmaster = join(dataDir, "postgres", "cluster", "postmaster.pid");
    await access(postmaster);
    launcher.kill(signal);
    assert.deepEqual(await closed, [code, code === null ? signal : null]);
    await assert.rejects(access(postmaster), "PostgreSQL was shut down in order");
  });
}

test("a program that a signal ended gives 128 and its number, as shells do", async () => {
  const kill = `data:text/javascript,process.argv[1].includes('attached')&&process.kill(process.pid,'SIGKILL')`;
  const { code } = await start(["--import", OLD_NODE, LAUNCHER, "--help"], {
    NODE_OPTIONS: `--import=${kill}`,
  });
  assert.equal(code, 137);
});

test("on an old Node without a bundled one it says in one line what is needed", async (t) => {
  const alone = join(await directory(t), "ledgerport.mjs");
  await cp(LAUNCHER, alone);
  const { code, err } = await start(["--import", OLD_NODE, alone, "--help"]);
  assert.equal(code, 2);
  assert.match(err, /^ledgerport needs Node 24 or later[^\n]*\n$/);
});

test("a server gets a small young generation and room for what lives long, unless sizes were chosen, and other commands start as they are", async () => {
  const tell = `data:text/javascript,process.on("exit",()=>console.log("flags: "+process.execArgv.filter((flag)=>/^--.*space-size/.test(flag)).join()))`;
  const flagsOf = async (...args: string[]) =>
    (await start(["--import", tell, ...args])).out.trim().split("\n").at(-1);
  assert.equal(
    await flagsOf(LAUNCHER, "serve", "--help"),
    "flags: --max-semi-space-size=16,--initial-old-space-size=128",
  );
  assert.equal(
    await flagsOf("--max-semi-space-size=64", LAUNCHER, "serve", "--help"),
    "flags: --initial-old-space-size=128,--max-semi-space-size=64",
  );
  assert.equal(await flagsOf(LAUNCHER, "jobs", "--help"), "flags:");
});
