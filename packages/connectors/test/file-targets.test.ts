import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  createCsvTarget,
  createHledgerTarget,
  parseTarget,
  TargetError,
  TargetInUse,
  TargetUnavailable,
} from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { failingDisk } from "./support/failing-disk.ts";
import { exportItem } from "./support/items.ts";

for (const create of [createHledgerTarget, createCsvTarget]) {
  const name = create === createHledgerTarget ? "journal" : "CSV file";

  test(`a disk that is full at any byte leaves the ${name} as it was, and says so; with room again it goes on`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    const { disk, faults } = failingDisk();
    const target = create(path, disk);
    await target.check();
    await target.post(exportItem(1));
    const before = await readFile(path);
    for (let room = 0; room < 200; room += 13) {
      faults.room = room;
      const results = await Promise.allSettled([2, 3].map((number) => target.post(exportItem(number))));
      for (const result of results) {
        assert.ok(result.status === "rejected" && result.reason instanceof TargetUnavailable);
        assert.match(result.reason.message, /disk is full/);
      }
      assert.deepEqual(await readFile(path), before);
    }
    faults.room = Infinity;
    assert.equal((await target.find([2, 3].map((number) => exportItem(number)))).size, 0);
    await target.post(exportItem(2));
    assert.equal((await target.find([exportItem(2)])).size, 1);
    await target.close();
  });

  test(`what could not be flushed to disk is taken out of the ${name} again`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    const { disk, faults } = failingDisk();
    const target = create(path, disk);
    await target.check();
    await target.post(exportItem(1));
    const before = await readFile(path);
    faults.sync = true;
    await assert.rejects(target.post(exportItem(2)), TargetUnavailable);
    assert.deepEqual(await readFile(path), before);
    await target.close();
  });

  test(`a ${name} that could not even be cut back takes no writes until it is checked, which heals it`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    const { disk, faults } = failingDisk();
    const target = create(path, disk);
    await target.check();
    await target.post(exportItem(1));
    const before = await readFile(path);
    faults.room = 60;
    faults.truncate = true;
    await assert.rejects(target.post(exportItem(2)), TargetUnavailable);
    faults.room = Infinity;
    await assert.rejects(target.post(exportItem(2)), TargetUnavailable);
    faults.truncate = false;
    await target.check();
    assert.deepEqual(await readFile(path), before);
    await target.post(exportItem(2));
    await target.close();
  });
}

test("posts that arrive together share one flush, and none is told before it", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const { disk, syncs } = failingDisk();
  const target = createHledgerTarget(path, disk);
  await target.check();
  const before = syncs();
  await Promise.all(Array.from({ length: 100 }, (_, number) => target.post(exportItem(number))));
  assert.equal(syncs() - before, 1);
  await target.close();
});

test("an entry posted twice, at once or later, is in the file once", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const target = createHledgerTarget(path);
  await target.check();
  await Promise.all([target.post(exportItem(1)), target.post(exportItem(1))]);
  await target.post(exportItem(1));
  await target.close();
  assert.equal((await readFile(path, "utf8")).split("; entry-id:").length, 2);
});

test("a file has one worker at a time, by whatever name it is reached; the next gets in when the first has closed", async (t) => {
  const directory = await temporaryDirectory(t);
  const path = join(directory, "books.journal");
  const first = createHledgerTarget(path);
  await first.check();
  await symlink(path, join(directory, "link"));
  const second = createHledgerTarget(join(directory, "link"));
  await assert.rejects(second.check(), TargetInUse);
  await first.close();
  await second.check();
  await second.close();
});

test("a worker that was killed leaves no lock behind", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const entry = new URL("../src/index.ts", import.meta.url).href;
  const program = `
    import { createHledgerTarget } from ${JSON.stringify(entry)};
    const target = createHledgerTarget(${JSON.stringify(path)});
    await target.check();
    await target.claims.add("a job");
    console.log("locked");
    process.stdin.resume();
  `;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  const target = createHledgerTarget(path);
  await assert.rejects(target.check(), TargetInUse);
  child.kill("SIGKILL");
  await exited;
  await target.check();
  assert.equal(await target.claims?.has("a job"), true);
  await target.close();
});

test("a file that another program changed takes no more posts before it was read again", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const target = createHledgerTarget(path);
  await target.check();
  await target.post(exportItem(1));
  await appendFile(path, "; a note\n");
  await assert.rejects(target.post(exportItem(2)), /changed by another program/);
  await target.check();
  await target.post(exportItem(2));
  await rename(path, `${path}.old`);
  await assert.rejects(target.post(exportItem(3)), /changed by another program/);
  await target.check();
  assert.equal((await target.find([exportItem(1)])).size, 0);
  await target.post(exportItem(3));
  await target.close();
  assert.match(await readFile(`${path}.old`, "utf8"), /; a note\n; ledgerport batch\n/);
});

test("an entry that a person removed from the file can be posted again", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const target = createHledgerTarget(path);
  await target.check();
  await target.post(exportItem(1));
  await target.close();
  await rm(path);
  await target.check();
  assert.equal((await target.find([exportItem(1)])).size, 0);
  await target.close();
});

test("a place that can't be written to is told in words, before any job is touched", async (t) => {
  const directory = await temporaryDirectory(t);
  const missing = parseTarget(`hledger:${join(directory, "no", "books.journal")}`);
  await assert.rejects(missing.check(), (error) =>
    isTargetError(error, "invalid_configuration", /does not exist/),
  );
  await mkdir(join(directory, "folder"));
  const folder = parseTarget(`hledger:${join(directory, "folder")}`);
  await assert.rejects(folder.check(), (error) =>
    isTargetError(error, "invalid_configuration", /is a directory/),
  );
  await folder.close();
  await writeFile(join(directory, "file"), "");
  const inFile = parseTarget(`csv:${join(directory, "file", "x.csv")}`);
  await assert.rejects(inFile.check(), (error) => isTargetError(error, "invalid_configuration", /is a file/));
});

test("a target is named by its kind and a path, which may hold spaces and colons", async (t) => {
  const path = join(await temporaryDirectory(t), "my books: 2025.journal");
  const target = parseTarget(`hledger:${path}`);
  await target.check();
  await target.post(exportItem(1));
  await target.close();
  assert.match(await readFile(path, "utf8"), /Cafe Nord/);
  assert.throws(
    () => parseTarget("xero:books"),
    /"xero:books" is not a target\. Give hledger:PATH or csv:PATH\./,
  );
  assert.throws(() => parseTarget("hledger"), /names no file/);
  assert.throws(() => parseTarget("csv:"), /names no file/);
});

function isTargetError(error: unknown, type: string, message: RegExp): boolean {
  return error instanceof TargetError && error.failureReasonType === type && message.test(error.message);
}
