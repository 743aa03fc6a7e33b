import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

test("the demo takes the city's month into journals whose totals are the city's, and posts and attaches nothing twice", async () => {
  const { code, output } = await runDemo();
  assert.equal(code, 0, output);
  assert.match(output, /ok {4}4798 successful \+ 25 failed = 4823/);
  assert.match(output, /ok {4}the 25 rows without an account failed/);
  assert.match(output, /ok {4}its total, in CAD and in each original currency, is the city's/);
  assert.match(output, /ok {4}what failed is what was said to lack something before/);
  assert.match(
    output,
    /ok {4}the journal has all 4823 rows of the file, and its total is what the city printed/,
  );
  assert.match(output, /hledger check --strict passes|hledger is not installed/);
  assert.match(output, /ok {4}nothing was posted twice/);
  assert.match(output, /ok {4}the journal names all 57 vendors/);
  assert.match(
    output,
    /hledger is not installed|ok {4}the vendors with a refund have an account, and nothing is left on it \(1\)/,
  );
  assert.equal(output.match(/ok {4}the 12 receipts are beside the journal, linked/g)?.length, 2);
  assert.equal(output.match(/ok {4}a second export posts and attaches nothing/g)?.length, 2);
  assert.doesNotMatch(output, /^ {2}FAIL /m);
  assert.doesNotMatch(output, /lp_/, "no key is shown");
});

function runDemo(): Promise<{ code: unknown; output: string }> {
  return new Promise((resolve) => {
    // A database that the tests run on is none of the demo's business.
    const { DATABASE_URL: _, ...env } = process.env;
    execFile(process.execPath, ["tools/demo/main.ts"], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, output: stdout + stderr }),
    );
  });
}
