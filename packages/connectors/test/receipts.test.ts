import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import type { ExportItem } from "@ledgerport/sdk";
import { ItemFailure, TargetUnavailable, createCsvTarget, createHledgerTarget } from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { hasProgram, onJournal } from "./support/hledger.ts";
import { exportItem } from "./support/items.ts";

const PDF = Buffer.from("%PDF-1.7 one");
const TXT = Buffer.from("two, in words");

/** Serves receipts by their path; what is asked for is noted. */
async function fileServer(t: TestContext, answers: Record<string, (response: ServerResponse) => unknown>) {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers });
    const answer = answers[path];
    if (answer === undefined) response.writeHead(404).end("gone");
    else answer(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, url: (path: string) => `${base}${path}` };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function withFiles(number: number, ...files: NonNullable<ExportItem["files"]>): ExportItem {
  return exportItem(number, { files });
}

async function post(target: ReturnType<typeof createHledgerTarget>, items: readonly ExportItem[]) {
  try {
    await target.check();
    return await Promise.allSettled(items.map((item) => target.post(item)));
  } finally {
    await target.close();
  }
}

function reasonOf(outcome: PromiseSettledResult<unknown> | undefined): unknown {
  assert.ok(outcome?.status === "rejected");
  return outcome.reason;
}

async function ledgerIn(t: TestContext) {
  const path = join(await temporaryDirectory(t), "books 2025.journal");
  return { path, files: () => readdir(`${path}.files`).then((names) => names.toSorted()) };
}

test("an item's receipts are beside the journal, whole, and linked in the item's order, without credentials sent", async (t) => {
  const { path, files } = await ledgerIn(t);
  const server = await fileServer(t, { "/a": (r) => r.end(PDF), "/b": (r) => r.end(TXT) });
  const item = withFiles(
    1,
    { size: TXT.length, type: "text/plain", url: server.url("/b") },
    { size: PDF.length, type: "application/pdf", url: server.url("/a") },
  );
  const [outcome] = await post(createHledgerTarget(path), [item]);
  assert.equal(outcome?.status, "fulfilled");
  const names = [`${sha256(TXT)}.txt`, `${sha256(PDF)}.pdf`];
  assert.deepEqual(await files(), names.toSorted());
  const text = await readFile(path, "utf8");
  const links = [...text.matchAll(/^ {4}; receipt: (.+)$/gm)].map(([, link]) => link ?? "");
  assert.deepEqual(
    links,
    names.map((name) => `books 2025.journal.files/${name}`),
  );
  assert.deepEqual(await readFile(join(dirname(path), links[0] ?? "")), TXT);
  for (const { headers } of server.asked) assert.equal(headers.authorization, undefined);
  if (hasProgram(t, "hledger")) onJournal("hledger", path, "check", "--strict");
});

test("an entry exported again attaches nothing twice, and the same receipt of two entries is one file", async (t) => {
  const { path, files } = await ledgerIn(t);
  const server = await fileServer(t, { "/a": (r) => r.end(PDF), "/b": (r) => r.end(PDF) });
  const file = (name: string) => ({ size: PDF.length, type: "application/pdf", url: server.url(name) });
  await post(createHledgerTarget(path), [withFiles(1, file("/a"))]);
  const before = await readFile(path, "utf8");
  await post(createHledgerTarget(path), [withFiles(1, file("/b"))]);
  assert.equal(await readFile(path, "utf8"), before);
  assert.deepEqual(
    server.asked.map(({ path: asked }) => asked),
    ["/a"],
    "what is posted is not downloaded again",
  );
  await post(createHledgerTarget(path), [withFiles(2, file("/b"))]);
  assert.deepEqual(await files(), [`${sha256(PDF)}.pdf`]);
});

test("what a worker that died left of a download is overwritten, and no half receipt is ever linked", async (t) => {
  const { path, files } = await ledgerIn(t);
  const server = await fileServer(t, {
    "/cut": (r) => {
      r.writeHead(200, { "content-length": PDF.length });
      r.write(PDF.subarray(0, 4), () => r.destroy());
    },
    "/a": (r) => r.end(PDF),
  });
  const file = (name: string) => ({ size: PDF.length, type: "application/pdf", url: server.url(name) });
  const [cut] = await post(createHledgerTarget(path), [withFiles(1, file("/cut"))]);
  assert.ok(reasonOf(cut) instanceof ItemFailure);
  assert.deepEqual(await files(), []);
  await writeFile(
    join(`${path}.files`, `${exportItem(1).accountingEntryId}-1.part`),
    "%PDF-1.7 and much more than that",
  );
  const [done] = await post(createHledgerTarget(path), [withFiles(1, file("/a"))]);
  assert.equal(done?.status, "fulfilled");
  assert.deepEqual(await files(), [`${sha256(PDF)}.pdf`]);
  assert.deepEqual(await readFile(join(`${path}.files`, `${sha256(PDF)}.pdf`)), PDF);
});

const FAULTS = [
  ["can't be found any more", "/gone", PDF.length, "receipt_download_failure", /the server answered 404/],
  [
    "is shorter than it should be",
    "/short",
    PDF.length,
    "receipt_download_failure",
    /has 4 bytes and should have 12/,
  ],
  [
    "is longer than it should be",
    "/long",
    PDF.length,
    "receipt_download_failure",
    /has 24 bytes and should have 12/,
  ],
  ["breaks off", "/cut", PDF.length, "receipt_download_failure", /could not be downloaded/],
  ["is said to be too large", "/short", 31 << 20, "receipt_file_size_limit_exceeded", /more than 30 MB/],
  ["turns out to be too large", "/huge", PDF.length, "receipt_file_size_limit_exceeded", /more than 30 MB/],
] as const;
for (const [what, name, size, type, message] of FAULTS) {
  test(`an entry whose receipt ${what} fails alone as ${type}, and is not booked without it`, async (t) => {
    const { path, files } = await ledgerIn(t);
    const server = await fileServer(t, {
      "/short": (r) => r.end(PDF.subarray(0, 4)),
      "/long": (r) => r.end(Buffer.concat([PDF, PDF])),
      "/cut": (r) => {
        r.writeHead(200, { "content-length": PDF.length });
        r.write(PDF.subarray(0, 4), () => r.destroy());
      },
      "/huge": (r) => r.end(Buffer.alloc((30 << 20) + 1)),
    });
    const bad = withFiles(1, { size, type: "application/pdf", url: server.url(name) });
    const [failed, posted] = await post(createHledgerTarget(path), [bad, exportItem(2)]);
    const reason = reasonOf(failed);
    assert.ok(reason instanceof ItemFailure);
    assert.equal(reason.failureReasonType, type);
    assert.match(reason.message, message);
    assert.equal(posted?.status, "fulfilled");
    assert.doesNotMatch(await readFile(path, "utf8"), new RegExp(bad.accountingEntryId));
    assert.deepEqual(await files(), []);
  });
}

test("a server that can't be reached fails the entry as receipt_download_failure", async (t) => {
  const { path } = await ledgerIn(t);
  const target = createHledgerTarget(path, undefined, () => Promise.reject(new TypeError("fetch failed")));
  const [failed] = await post(target, [
    withFiles(1, { size: 1, type: "text/plain", url: "http://127.0.0.1/a" }),
  ]);
  const reason = reasonOf(failed);
  assert.ok(reason instanceof ItemFailure);
  assert.equal(reason.failureReasonType, "receipt_download_failure");
});

test("receipts that can't be written stop the target, and the entry is not booked without them", async (t) => {
  const { path } = await ledgerIn(t);
  await writeFile(`${path}.files`, "not a directory");
  const server = await fileServer(t, { "/a": (r) => r.end(PDF) });
  const item = withFiles(1, { size: PDF.length, type: "application/pdf", url: server.url("/a") });
  const [failed] = await post(createHledgerTarget(path), [item]);
  assert.ok(reasonOf(failed) instanceof TargetUnavailable);
  assert.equal(await readFile(path, "utf8"), "");
});

test("a CSV file keeps no receipts, and downloads none", async (t) => {
  const path = join(await temporaryDirectory(t), "books.csv");
  const server = await fileServer(t, {});
  const item = withFiles(1, { size: 1, type: "text/plain", url: server.url("/a") });
  const [posted] = await post(createCsvTarget(path), [item]);
  assert.equal(posted?.status, "fulfilled");
  assert.deepEqual(server.asked, []);
});
