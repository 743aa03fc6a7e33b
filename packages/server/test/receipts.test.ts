import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { EntryFile, ExportItem, LARGEST_FILE } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await server.company();
  await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key: company.key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
});
after(() => server.close());

let entries = 0;
async function newEntry(owner: TestCompany = company): Promise<string> {
  const [id = ""] = await importedIds(server, owner, [entryRow(`receipt-${(entries += 1)}`)]);
  return id;
}

const pathOf = (entryId: string, name: string): string =>
  `/platform/v1/entries/${entryId}/files/${encodeURIComponent(name)}`;

function put(entryId: string, name: string, raw: RequestInit["body"], headers: Record<string, string> = {}) {
  return server.request("PUT", pathOf(entryId, name), { key: company.key, raw, headers });
}

function get(entryId: string, name: string, headers: Record<string, string> = {}, method = "GET") {
  return server.request(method, pathOf(entryId, name), { key: company.key, headers });
}

async function listed(entryId: string): Promise<EntryFile[]> {
  const answer = await server.request("GET", `/platform/v1/entries/${entryId}/files`, { key: company.key });
  return answer.list(EntryFile);
}

/** The names of all that the store keeps, uploads under way included. */
async function storedNames(): Promise<string[]> {
  const found = await readdir(server.filesDirectory, { recursive: true, withFileTypes: true });
  return found.filter((file) => file.isFile()).map(({ name }) => name);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The links of an entry's files, as a job that is made for it shows them; the job is cancelled then. */
async function links(entryId: string): Promise<{ size: number; type: string; url: string }[]> {
  const job = await server.request("POST", "/v3/export-jobs", {
    key: company.key,
    body: { accountingEntryIds: [entryId] },
  });
  assert.equal(job.status, 201, job.text);
  const items = await server.request("GET", "/v3/export-items", { key: company.key });
  const [item] = items.list(ExportItem);
  const jobId = /"id":"([^"]+)"/.exec(job.text)?.[1] ?? "";
  const ended = await server.request("POST", `/platform/v1/export-jobs/${jobId}:cancel`, {
    key: company.key,
  });
  assert.equal(ended.status, 204, ended.text);
  return item?.files ?? [];
}

/** Follows a link without credentials. */
function follow(link: string | URL, headers: Record<string, string> = {}, method = "GET") {
  const { pathname, search } = new URL(link);
  return server.request(method, `${pathname}${search}`, { headers });
}

async function linkOf(entryId: string): Promise<string> {
  const [file] = await links(entryId);
  return (file ?? assert.fail("the item has no file")).url;
}

test("a receipt comes back byte for byte, with the type that its bytes have", async () => {
  const entry = await newEntry();
  const answer = await put(entry, "Quittung 1 €.txt", "Kaffee", { "content-type": "application/pdf" });
  assert.equal(answer.status, 200, answer.text);
  const { createdAt, ...file } = answer.one(EntryFile);
  assert.deepEqual(file, { name: "Quittung 1 €.txt", size: 6, type: "text/plain", sha256: sha256("Kaffee") });
  assert.equal(createdAt, "2025-05-23T15:21:32Z");
  const back = await get(entry, "Quittung 1 €.txt");
  assert.equal(back.status, 200);
  assert.equal(back.text, "Kaffee");
  assert.deepEqual(await listed(entry), [answer.one(EntryFile)]);
});

test("receipts are sent so that a browser saves them and runs nothing", async () => {
  const entry = await newEntry();
  await put(entry, 'a";\u00e9(1).txt', "<script>");
  const { headers } = await get(entry, 'a";\u00e9(1).txt');
  assert.equal(headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("cache-control"), "private");
  assert.equal(
    headers.get("content-disposition"),
    `attachment; filename="a_;_(1).txt"; filename*=UTF-8''a%22%3B%C3%A9%281%29.txt`,
  );
  assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*sandbox/);
});

test("what is no kind of receipt is refused by its bytes, and nothing of it kept", async () => {
  const entry = await newEntry();
  const before = await storedNames();
  const answer = await put(entry, "receipt.pdf", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), {
    "content-type": "application/pdf",
  });
  assert.equal(answer.status, 415);
  assert.equal(answer.error().type, "UNSUPPORTED_FILE_TYPE");
  for (const raw of ["", undefined]) {
    const empty = await put(entry, "receipt.txt", raw, { "content-type": "text/plain" });
    assert.equal(empty.status, 400);
    assert.equal(empty.error().type, "REQUIRED_PARAMETER_MISSING");
  }
  assert.deepEqual(await listed(entry), []);
  assert.deepEqual(await storedNames(), before);
});

test("a receipt of 30 MB is taken, and one a byte larger is not, however it is sent", async () => {
  const entry = await newEntry();
  const most = await put(entry, "most.txt", Buffer.alloc(LARGEST_FILE, "a"));
  assert.equal(most.status, 200, most.text);
  const before = await storedNames();
  const more = Buffer.alloc(LARGEST_FILE + 1, "b");
  const inPieces = new Blob([more]).stream();
  for (const raw of [more, inPieces]) {
    const answer = await put(entry, "more.txt", raw);
    assert.equal(answer.status, 413);
    assert.equal(answer.error().type, "PAYLOAD_TOO_LARGE");
  }
  assert.deepEqual(await storedNames(), before);
});

test("an upload that breaks off is kept neither by the entry nor by the store", async () => {
  const entry = await newEntry();
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  socket.write(
    `PUT ${pathOf(entry, "half.txt")} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${company.key}\r\n` +
      `Content-Type: text/plain\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n`,
  );
  socket.end("half of it");
  await new Promise((resolve) => socket.on("error", resolve).on("close", resolve).resume());
  assert.deepEqual(await listed(entry), []);
  assert.ok(!(await storedNames()).includes(sha256("half of it")));
});

test("names that are paths, or show as something else, are refused", async () => {
  const entry = await newEntry();
  const names = ["a/b", "a\\b", "..\\x", "../../x", "a\nb", "a\u0000b", "a\u202efdp.exe", "x".repeat(201)];
  for (const name of names) {
    const answer = await put(entry, name, "text");
    assert.equal(answer.status, 400, name);
    assert.equal(answer.error().type, "BAD_REQUEST", name);
  }
  for (const name of ["%2e%2e", "%2E"]) {
    const answer = await server.request("PUT", `/platform/v1/entries/${entry}/files/${name}`, {
      key: company.key,
      raw: "text",
    });
    assert.ok(answer.status === 400 || answer.status === 404 || answer.status === 405, `${answer.status}`);
  }
  assert.deepEqual(await listed(entry), []);
  const longest = await put(entry, "x".repeat(200), "text");
  assert.equal(longest.status, 200, longest.text);
});

test("the same bytes are kept once, and both entries have them", async () => {
  const [one, other] = [await newEntry(), await newEntry()];
  await put(one, "a.txt", "the same bytes");
  await put(other, "b.txt", "the same bytes");
  const kept = (await storedNames()).filter((name) => name === sha256("the same bytes"));
  assert.equal(kept.length, 1);
  await server.request("DELETE", pathOf(one, "a.txt"), { key: company.key });
  assert.equal((await get(other, "b.txt")).text, "the same bytes");
});

test("a file of the same name is replaced where it stands, and a deleted one is gone", async () => {
  const entry = await newEntry();
  for (const name of ["b.txt", "a.txt", "c.txt"]) await put(entry, name, name);
  assert.equal((await put(entry, "b.txt", "anew")).status, 200);
  const sizes = (await listed(entry)).map(({ name, size }) => [name, size]);
  assert.deepEqual(sizes, [
    ["b.txt", 4],
    ["a.txt", 5],
    ["c.txt", 5],
  ]);
  const deleted = await server.request("DELETE", pathOf(entry, "a.txt"), { key: company.key });
  assert.equal(deleted.status, 204);
  assert.equal((await get(entry, "a.txt")).error().type, "FILE_NOT_FOUND");
  const again = await server.request("DELETE", pathOf(entry, "a.txt"), { key: company.key });
  assert.equal(again.error().type, "FILE_NOT_FOUND");
  assert.deepEqual(
    (await links(entry)).map(({ size }) => size),
    [4, 5],
  );
});

test("an entry has at most 50 files", async () => {
  const entry = await newEntry();
  for (let index = 0; index < 50; index += 1) await put(entry, `${index}.txt`, "x");
  const answer = await put(entry, "50.txt", "x");
  assert.equal(answer.status, 409);
  assert.equal(answer.error().type, "FILE_LIMIT");
  assert.equal((await put(entry, "49.txt", "replaced")).status, 200);
});

test("the receipts of a locked entry stay as they are; a repeated upload does no harm", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "as exported");
  const job = await server.request("POST", "/v3/export-jobs", {
    key: company.key,
    body: { accountingEntryIds: [entry] },
  });
  assert.equal(job.status, 201, job.text);
  for (const answer of [
    await put(entry, "a.txt", "changed"),
    await put(entry, "b.txt", "added"),
    await server.request("DELETE", pathOf(entry, "a.txt"), { key: company.key }),
  ]) {
    assert.equal(answer.status, 409);
    assert.equal(answer.error().type, "ENTRY_LOCKED");
  }
  const before = await storedNames();
  const large = await put(entry, "large.txt", Buffer.alloc(LARGEST_FILE, "c"));
  assert.equal(large.error().type, "ENTRY_LOCKED");
  assert.deepEqual(await storedNames(), before);
  assert.equal((await put(entry, "a.txt", "as exported")).status, 200);
  assert.equal((await get(entry, "a.txt")).text, "as exported");
  const jobId = /"id":"([^"]+)"/.exec(job.text)?.[1] ?? "";
  await server.request("POST", `/platform/v1/export-jobs/${jobId}:cancel`, { key: company.key });
  assert.equal((await put(entry, "a.txt", "changed")).status, 200);
});

test("a deleted entry takes its files along", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "text");
  const deleted = await server.request("DELETE", `/platform/v1/entries/${entry}`, { key: company.key });
  assert.equal(deleted.status, 204, deleted.text);
  assert.equal((await get(entry, "a.txt")).error().type, "ENTRY_NOT_FOUND");
});

test("export items list receipts in order, with links that need no credentials", async () => {
  const entry = await newEntry();
  await put(entry, "2 Kaffee.txt", "Kaffee");
  await put(entry, "1.pdf", "%PDF-1.7 …");
  const files = await links(entry);
  assert.deepEqual(
    files.map(({ size, type }) => [size, type]),
    [
      [6, "text/plain"],
      [12, "application/pdf"],
    ],
  );
  const { url = "" } = files[0] ?? {};
  assert.ok(url.startsWith(`${server.address}/files/`), url);
  const answer = await follow(url);
  assert.equal(answer.status, 200);
  assert.equal(answer.text, "Kaffee");
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.equal(answer.headers.get("content-disposition")?.startsWith("attachment"), true);
  assert.equal((await links(await newEntry())).length, 0);
});

test("a link works for 24 hours from the fetch of the item and not after", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "text");
  const url = await linkOf(entry);
  server.clock.advance(24 * 60 * 60 * 1000);
  assert.equal((await follow(url)).status, 200);
  server.clock.advance(1000);
  const late = await follow(url);
  assert.equal(late.status, 410);
  assert.equal(late.error().type, "FILE_LINK_EXPIRED");
  assert.equal((await follow(await linkOf(entry))).status, 200);
});

test("no part of a link can be changed, and none be made up", async () => {
  const [entry, other] = [await newEntry(), await newEntry()];
  const foreign = await server.company();
  await put(entry, "a.txt", "text");
  await put(entry, "b.txt", "text");
  await put(other, "a.txt", "text");
  const url = await linkOf(entry);
  const { searchParams } = new URL(url);
  const expires = searchParams.get("expires") ?? "";
  const signature = searchParams.get("signature") ?? "";
  const changed = [
    url.replace(entry, other),
    url.replace(company.id, foreign.id),
    url.replace("a.txt", "b.txt"),
    url.replace("a.txt", "none.txt"),
    url.replace(expires, String(Number(expires) + 1)),
    url.replace(
      signature,
      signature.replace(/^./, (first) => (first === "A" ? "B" : "A")),
    ),
    url.replace(signature, signature.slice(0, -1)),
    url.replace(signature, `${signature}A`),
    url.replace(signature, "é"),
  ];
  const answers = new Set<string>();
  for (const forged of changed) {
    const answer = await follow(forged);
    assert.equal(answer.status, 403, forged);
    answers.add(answer.text);
  }
  // They tell nothing of what there is.
  assert.equal(answers.size, 1);
  for (const name of ["expires", "signature"]) {
    const without = new URL(url);
    without.searchParams.delete(name);
    assert.equal((await follow(without)).status, 400);
  }
  assert.equal((await follow(url)).status, 200);
});

test("a link is to the bytes that it was made for", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "text");
  const url = await linkOf(entry);
  await put(entry, "a.txt", "other");
  assert.equal((await follow(url)).status, 403);
  await put(entry, "a.txt", "text");
  assert.equal((await follow(url)).status, 200);
  await server.request("DELETE", pathOf(entry, "a.txt"), { key: company.key });
  assert.equal((await follow(url)).status, 403);
});

test("parts of a receipt can be fetched, with a key and by a link", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "0123456789");
  const url = await linkOf(entry);
  const ways = [
    (headers: Record<string, string>) => follow(url, headers),
    (headers: Record<string, string>) => get(entry, "a.txt", headers),
  ];
  for (const ask of ways) {
    const part = await ask({ range: "bytes=2-4" });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get("content-range"), "bytes 2-4/10");
    assert.equal(part.headers.get("content-length"), "3");
    assert.equal(part.text, "234");
    const beyond = await ask({ range: "bytes=10-" });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers.get("content-range"), "bytes */10");
    assert.equal(beyond.error().type, "RANGE_NOT_SATISFIABLE");
    const etag = part.headers.get("etag") ?? "";
    assert.equal((await ask({ range: "bytes=2-4", "if-range": etag })).status, 206);
    assert.equal((await ask({ range: "bytes=2-4", "if-range": '"other"' })).status, 200);
  }
});

test("HEAD tells what GET would send", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "0123456789");
  const url = await linkOf(entry);
  const whole = await follow(url, {}, "HEAD");
  assert.equal(whole.status, 200);
  assert.equal(whole.headers.get("content-length"), "10");
  assert.equal(whole.text, "");
  const part = await follow(url, { range: "bytes=-4" }, "HEAD");
  assert.equal(part.status, 206);
  assert.equal(part.headers.get("content-length"), "4");
});

test("another tenant's receipts answer like none at all", async () => {
  const entry = await newEntry();
  await put(entry, "a.txt", "text");
  const foreign = await server.company();
  const before = await storedNames();
  for (const [method, raw] of [["GET"], ["DELETE"], ["PUT", "theirs"]] as const) {
    const answer = await server.request(method, pathOf(entry, "a.txt"), { key: foreign.key, raw });
    assert.equal(answer.status, 404, method);
    assert.equal(answer.error().type, "ENTRY_NOT_FOUND", method);
  }
  assert.deepEqual(await storedNames(), before);
  assert.equal((await get(entry, "a.txt")).text, "text");
});
