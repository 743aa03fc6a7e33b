import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { EntryFile } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;
let files: string;
before(async () => {
  server = await testServer();
  company = await server.company();
  const [entry = ""] = await importedIds(server, company, [entryRow("receipt")]);
  files = `/platform/v1/entries/${entry}/files`;
});
after(() => server.close());

const put = (raw: RequestInit["body"], headers: Record<string, string> = {}) =>
  server.request("PUT", `${files}/a.txt`, { key: company.key, raw, headers });

/** The names of all that the store keeps, uploads under way included. */
async function storedNames(): Promise<string[]> {
  const found = await readdir(server.filesDirectory, { recursive: true, withFileTypes: true });
  return found.filter((file) => file.isFile()).map(({ name }) => name);
}

test("a form is refused, saying what to send, however it comes, and nothing of it is kept", async () => {
  const part = (name: string, text: string) =>
    `--b0und\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;
  const form = new FormData();
  form.set("file", new Blob(["Kaffee"], { type: "text/plain" }), "a.txt");
  const whole = { "content-type": "multipart/form-data; boundary=b0und" };
  const refused: [RequestInit["body"], Record<string, string>][] = [
    [form, {}],
    [`${part("a", "1")}--b0und--\r\n`, whole],
    [`${part("a", "1")}${part("b", "2")}--b0und--\r\n`, whole],
    [part("a", "1").slice(0, 60), whole],
    ["--b0und--\r\n", whole],
    ["Kaffee", { "content-type": "Multipart/Mixed" }],
    [`${part("a", "1")}--b0und--\r\n`, { "content-type": "text/plain" }],
    [part("a", "1").slice(0, 60), { "content-type": "application/octet-stream" }],
    [
      "--b0und\r\ncontent-type: text/plain\r\ncontent-disposition: form-data\r\n\r\n1",
      { "content-type": "*/*" },
    ],
  ];
  for (const [raw, headers] of refused) {
    const answer = await put(raw, headers);
    assert.equal(answer.status, 415, `${JSON.stringify(headers)} ${answer.text}`);
    assert.equal(answer.error().type, "UNSUPPORTED_MEDIA_TYPE");
    assert.match(answer.error().message, /the file's bytes alone as the body/);
  }
  assert.deepEqual((await server.request("GET", files, { key: company.key })).list(EntryFile), []);
  assert.deepEqual(await storedNames(), []);
  const text = await put("--b0und\r\nContent-Disposition: a line of a text\r\n");
  assert.equal(text.status, 200, text.text);
});
