#!/usr/bin/env node
// Starts the command line on any Node from 18 on. The program itself needs Node 24, which runs its TypeScript sources
// as they are: on an older one, this file starts the Node 24 that the npm package "node" brings, if it is installed.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const main = new URL("../src/main.ts", import.meta.url);
/** The same for a child, which ends when this process is gone. */
const attached = new URL("../src/main-attached.ts", import.meta.url);
/**
 * A server's young objects die young: with the default (64 MB and more where memory is plenty) the same export took 414
 * MB instead of 309, for a twentieth of the time. What lives long is 40 MB, and V8 would mark all of it twice a second
 * under load unless it may leave 128 MB alone: a seventh of the time of a page, for 10 MB more.
 */
const MEMORY = [
  ["--max-semi-space-size", 16],
  ["--initial-old-space-size", 128],
];
const flags = process.argv[2] === "serve" ? memoryFlags() : [];

if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  if (flags.length > 0 && isReplaceable()) {
    process.execve?.(process.execPath, [
      process.execPath,
      ...flags,
      ...process.execArgv,
      ...process.argv.slice(1),
    ]);
  }
  await import(main.href);
} else {
  const bundled = bundledNode();
  if (bundled === undefined) {
    process.stderr.write(
      `ledgerport needs Node ${NEEDED} or later and this is ${process.version}: install that, or the npm package node@${NEEDED}. If npm ran no install scripts, "npm rebuild node" completes the package.\n`,
    );
    process.exitCode = 2;
  } else {
    startOn(bundled);
  }
}

/** The sizes that nobody has chosen already. */
function memoryFlags() {
  const chosen = `${process.execArgv.join(" ")} ${process.env["NODE_OPTIONS"] ?? ""}`;
  return MEMORY.flatMap(([name, size]) => (chosen.includes(`${name}`) ? [] : `${name}=${size}`));
}

/** Whether this process can become another program: not on Windows, nor with a channel to its parent, which would be lost. */
function isReplaceable() {
  return process.platform !== "win32" && process.channel === undefined;
}

/** The program of the npm package "node", where it is installed. */
function bundledNode() {
  try {
    const home = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const program = join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs the command line on another Node in this one's place: same streams, signals handed on, same exit. The channel
 * between the two closes however this process ends, even by SIGKILL, which nobody can hand on.
 * @param {string} program
 */
function startOn(program) {
  const child = spawn(program, [...flags, fileURLToPath(attached), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  process.on("SIGINT", () => {
    // At Ctrl-C the terminal tells the whole group; a second SIGINT from here would count as impatience.
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  child.on("error", (error) => {
    process.stderr.write(`ledgerport: ${program} does not start: ${error.message}\n`);
    process.exitCode = 70;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal ?? "SIGTERM"];
  });
}
