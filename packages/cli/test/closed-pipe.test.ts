import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

test("when whoever read the results has gone, the program ends quietly and says so by its code", async () => {
  const child = spawn(process.execPath, [MAIN, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const [[code], said] = await Promise.all([once(child, "exit"), text(child.stderr)]);
  assert.deepEqual([code, said], [141, ""]);
});
