import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createCsvTarget, createHledgerTarget, type Target, TargetError } from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { hasProgram, onJournal } from "./support/hledger.ts";
import { both, entryId, exportItem, line } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";

/** An entry with two lines and a text with everything that CSV must quote. */
const LAST = exportItem(9, {
  amount: both(3000),
  note: 'two\r\nlines, "quoted"',
  accountingEntryLines: [line(both(1000)), line(both(2000))],
});

const formats = [
  { name: "journal", create: createHledgerTarget },
  { name: "CSV file", create: createCsvTarget },
];

async function post(target: Target, ...numbers: number[]): Promise<void> {
  await target.check();
  await Promise.all(numbers.map((number) => target.post(exportItem(number))));
  await target.close();
}

async function found(target: Target): Promise<string[]> {
  await target.check();
  const references = await target.find([...[1, 2, 3, 9].map((number) => exportItem(number)), LAST]);
  await target.close();
  return [...references.keys()];
}

for (const { name, create } of formats) {
  test(`a ${name} cut off at any byte of the last write is healed: nothing half there, nothing before it touched`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    await post(create(path), 1, 2);
    const before = await readFile(path);
    const target = create(path);
    await target.check();
    await target.post(LAST);
    await target.close();
    const whole = await readFile(path);
    assert.deepEqual(whole.subarray(0, before.length), before);
    for (let length = before.length; length <= whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const ids = await found(create(path));
      const after = await readFile(path);
      assert.deepEqual(ids.slice(0, 2), [entryId(1), entryId(2)], `cut at ${length}`);
      if (ids.length === 3) assert.ok(length > whole.length - 3, `cut at ${length}: found`);
      else assert.deepEqual(after, before, `cut at ${length}`);
    }
  });

  test(`a new ${name} cut off at any byte of its first write starts over`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    await post(create(path), 1);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length - 2; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const target = create(path);
      await target.check();
      if ((await target.find([exportItem(1)])).size === 0) await target.post(exportItem(1));
      await target.close();
      assert.deepEqual(await readFile(path), whole, `cut at ${length}`);
    }
  });

  test(`NUL bytes anywhere in the last write of a ${name}, as after a power failure, cut that write off`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    await post(create(path), 1, 2);
    const before = await readFile(path);
    await post(create(path), 9);
    const whole = await readFile(path);
    for (let start = before.length; start < whole.length; start += 7) {
      for (const end of [start + 1, Math.min(start + 64, whole.length), whole.length]) {
        const damaged = Buffer.from(whole).fill(0, start, end);
        await writeFile(path, damaged);
        assert.deepEqual(await found(create(path)), [entryId(1), entryId(2)], `${start} to ${end}`);
        assert.deepEqual(await readFile(path), before, `${start} to ${end}`);
      }
    }
  });

  test(`what people add to a ${name} by hand, and a missing last line break, stay as they are`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    await post(create(path), 1, 2);
    const whole = await readFile(path, "utf8");
    const stripped = whole.trimEnd();
    await writeFile(path, stripped);
    assert.deepEqual(await found(create(path)), [entryId(1), entryId(2)]);
    await post(create(path), 3);
    assert.ok((await readFile(path, "utf8")).startsWith(`${stripped}${name === "journal" ? "\n" : "\r\n"}`));
    const byHand =
      name === "journal" ? "2025-01-01 by hand\n    a:b  EUR 1\n    a:c" : "by hand,1,1,1.00,EUR";
    await writeFile(path, whole + byHand);
    await post(create(path), 9);
    assert.ok((await readFile(path, "utf8")).startsWith(whole + byHand));
    assert.deepEqual(await found(create(path)), [entryId(1), entryId(2), entryId(9)]);
  });
}

test("NUL bytes before the last write are left to a person: the file is refused, not cut", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  await post(createHledgerTarget(path), 1);
  const first = (await readFile(path)).length;
  await post(createHledgerTarget(path), 2);
  const damaged = (await readFile(path)).fill(0, first - 40, first - 30);
  await writeFile(path, damaged);
  const target = createHledgerTarget(path);
  await assert.rejects(
    target.check(),
    (error) => error instanceof TargetError && /NUL bytes in line/.test(error.message),
  );
  await target.close();
  assert.deepEqual(await readFile(path), damaged);
});

test("a torn journal is one that programs still read once it is healed and written to", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  await post(createHledgerTarget(path), 1);
  await post(createHledgerTarget(path), 2, 3);
  await writeFile(path, (await readFile(path)).subarray(0, -100));
  await post(createHledgerTarget(path), 2, 9);
  checkStructure(await readFile(path, "utf8"));
  assert.deepEqual(await found(createHledgerTarget(path)), [entryId(1), entryId(2), entryId(9)]);
  if (hasProgram(t, "hledger")) onJournal("hledger", path, "check", "--strict");
});

test("a CSV file with another header is refused and left alone", async (t) => {
  const path = join(await temporaryDirectory(t), "other.csv");
  await writeFile(path, "a,b\n1,2\n");
  const target = createCsvTarget(path);
  await assert.rejects(target.check(), /another header/);
  await target.close();
  assert.equal(await readFile(path, "utf8"), "a,b\n1,2\n");
  await rm(path);
});
