import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";

const MAIN = fileURLToPath(new URL("support/serve-main.ts", import.meta.url));

let base: TestDatabase;

before(async () => {
  base = await testDatabase();
});
after(() => base.close());

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`a process that serves says where, and ends cleanly on ${signal}`, async () => {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, PORT: "0", DATABASE_URL: base.url },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "exit");
    const errors: string[] = [];
    child.stderr.on("data", (text) => errors.push(String(text)));
    const first = Promise.withResolvers<string>();
    createInterface(child.stdout).once("line", first.resolve);
    const line = await Promise.race([
      first.promise,
      ended.then(() => assert.fail(`it ended by itself: ${errors.join("")}`)),
    ]);
    const { url } = JSON.parse(line) as { url: string };
    assert.equal((await fetch(`${url}/health/ready`)).status, 200);
    child.kill(signal);
    assert.deepEqual(await ended, [0, null], errors.join(""));
  });
}

test("a value that can't be used keeps the process from starting, and is named", async () => {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: "nonsense", DATABASE_URL: base.url },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const errors: string[] = [];
  child.stderr.on("data", (text) => errors.push(String(text)));
  await once(child, "exit");
  assert.notEqual(child.exitCode, 0);
  assert.match(errors.join(""), /ConfigError: PORT must be a whole number/);
});
