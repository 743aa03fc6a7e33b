import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { text } from "node:stream/consumers";
import { DiskFileStore } from "../src/files/disk-file-store.ts";

let directory: string;
let store: DiskFileStore;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "ledgerport-store-"));
  store = new DiskFileStore(join(directory, "files"));
});
after(() => rm(directory, { recursive: true }));

const nothing = async (): Promise<void> => {};

async function* pieces(...all: string[]): AsyncGenerator<Buffer, void, undefined> {
  for (const piece of all) yield Buffer.from(piece);
}

async function* broken(): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.from("half");
  throw new Error("the line went dead");
}

async function names(): Promise<string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  return found.filter((file) => file.isFile()).map(({ name }) => name);
}

test("bytes are found by their hash, whole and in part", async () => {
  const { hash, size, found } = await store.put(pieces("0123", "456789"), async (read, length) => {
    const inside = await read(3, 3);
    const end = await read(8, 100);
    return `${inside.toString()} ${end.toString()} ${length}`;
  });
  assert.equal(hash, createHash("sha256").update("0123456789").digest("hex"));
  assert.equal(size, 10);
  assert.equal(found, "345 89 10");
  assert.equal(await text(await store.open(hash)), "0123456789");
  assert.equal(await text(await store.open(hash, { first: 2, last: 2 })), "2");
});

test("bytes that break off, or are not wanted, leave nothing behind", async () => {
  const before = await names();
  await assert.rejects(store.put(broken(), nothing), /the line went dead/);
  const unwanted = store.put(pieces("a program"), async () => {
    throw new Error("not this");
  });
  await assert.rejects(unwanted, /not this/);
  assert.deepEqual(await names(), before);
});

test("the same bytes at the same time are kept once", async () => {
  const before = await names();
  const stored = await Promise.all([1, 2, 3].map(() => store.put(pieces("the same"), nothing)));
  assert.equal(new Set(stored.map(({ hash }) => hash)).size, 1);
  assert.equal((await names()).length, before.length + 1);
});

test("a hash is no path, and one without bytes says so", async () => {
  await assert.rejects(store.open("../../etc/passwd"), /must be SHA-256/);
  await assert.rejects(store.open("0".repeat(64)), /can't be opened/);
});
