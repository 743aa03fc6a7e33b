import { type Tx, beginImport, endImport, importEntries as importBatch } from "@ledgerport/engine";
import { actorOf } from "../../auth/access.ts";
import { badRequest } from "../../errors/api-error.ts";
import { readJson } from "../../http/body-parser.ts";
import type { Call } from "../../http/call.ts";
import { streamIdempotently } from "../../http/streamed-idempotency.ts";
import { type CheckedRow, checkRow, checkValue } from "../../import/check-row.ts";
import { linesOf } from "../../import/lines.ts";
import { runImport } from "../../import/run-import.ts";
import { Tally } from "../../import/tally.ts";

/**
 * POST /platform/v1/companies/{id}/entries:import. NDJSON is imported while it comes in, in constant memory, however
 * long it is. A JSON array is read whole and so is limited like every JSON body: if its syntax is broken nothing is
 * imported.
 */
export async function importEntries(call: Call): Promise<unknown> {
  await call.settle();
  return streamIdempotently(call, async (bytes) => {
    const ndjson = call.request.mediaType === "application/x-ndjson";
    return { data: await recordedImport(call, ndjson ? rowsOfLines(bytes) : rowsOfArray(bytes)) };
  });
}

/** An import that is written down as such from its first batch on: of a body that is refused nothing is left. */
async function recordedImport(call: Call, rows: AsyncIterable<CheckedRow>): Promise<unknown> {
  const { companyId, app } = call;
  const write = <T>(work: (tx: Tx) => Promise<T>) =>
    app.database.write({ companyId }, actorOf(call.key), work);
  const fileName = call.text("file_name") ?? null;
  let begun: Promise<string> | undefined;
  const begin = () => (begun ??= write((tx) => beginImport(tx, { companyId, fileName })));
  const tally = new Tally();
  const end = async (complete: boolean): Promise<string> => {
    const importId = await begin();
    await write((tx) => endImport(tx, { companyId, importId, refused: tally.refused, complete }));
    return importId;
  };
  try {
    await runImport(
      rows,
      async (batch) => {
        const importId = await begin();
        return write((tx) => importBatch(tx, { companyId, importId, rows: batch }));
      },
      tally,
    );
  } catch (error) {
    // Why the import was cut off matters more than whether that could be written down.
    if (begun !== undefined) await end(false).catch(() => undefined);
    throw error;
  }
  return { importId: await end(true), ...tally.result() };
}

async function* rowsOfLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<CheckedRow, void, undefined> {
  for await (const line of linesOf(bytes)) yield checkRow(line);
}

async function* rowsOfArray(bytes: AsyncIterable<Buffer>): AsyncGenerator<CheckedRow, void, undefined> {
  const { value, suspicious } = await readJson(bytes);
  if (!Array.isArray(value)) throw badRequest("The body must be a JSON array of entry rows");
  for (const [index, element] of value.entries()) yield checkValue(index + 1, element, suspicious);
}
