import assert from "node:assert/strict";
import { test } from "node:test";
import { testServer } from "@ledgerport/testkit";
import { createClient, EntryLockedError, NotFoundError } from "../src/index.ts";

/** A PNG's first bytes and every byte there is: no text in any encoding. */
const IMAGE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array(256).keys()]);

test("receipts go to a server and come back byte for byte", async (t) => {
  const server = await testServer();
  t.after(() => server.close());
  const company = await server.company();
  const client = createClient({ baseUrl: server.address, apiKey: company.key });
  const { entries } = client.platform;
  await entries.import(company.id, [
    {
      externalRef: "out-of-pocket-1",
      type: "out_of_pocket",
      date: "2025-05-22",
      amount: { inWalletCurrency: { currency: "EUR", value: 320 } },
    },
  ]);
  const [entry] = (await entries.list(company.id)).data;
  const id = entry?.id ?? assert.fail("nothing was imported");

  const file = await entries.files.put(id, "Kaffee & Kuchen?.png", IMAGE);
  assert.equal(file.type, "image/png");
  assert.equal(file.size, IMAGE.length);
  assert.deepEqual((await entries.files.list(id)).data, [file]);
  assert.deepEqual(await entries.files.get(id, "Kaffee & Kuchen?.png"), IMAGE);
  await assert.rejects(entries.files.get(id, "none.png"), NotFoundError);

  const job = await client.exportJobs.create({ accountingEntryIds: [id] });
  const [item] = (await client.exportItems.list({ jobId: job.id })).data;
  const [shown] = item?.files ?? [];
  const fetched = await fetch(shown?.url ?? assert.fail("the export item shows no file"));
  assert.deepEqual(new Uint8Array(await fetched.arrayBuffer()), IMAGE);
  await assert.rejects(entries.files.delete(id, file.name), EntryLockedError);

  await client.platform.exportJobs.cancel(job.id);
  await entries.files.delete(id, file.name);
  assert.deepEqual((await entries.files.list(id)).data, []);
});
