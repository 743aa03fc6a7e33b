import { importEntries as importBatch } from "@ledgerport/engine";
import { actorOf } from "../../auth/access.ts";
import { badRequest } from "../../errors/api-error.ts";
import { readJson } from "../../http/body-parser.ts";
import type { Call } from "../../http/call.ts";
import { streamIdempotently } from "../../http/streamed-idempotency.ts";
import { type CheckedRow, checkRow, checkValue } from "../../import/check-row.ts";
import { linesOf } from "../../import/lines.ts";
import { runImport } from "../../import/run-import.ts";

/**
 * POST /platform/v1/companies/{id}/entries:import. NDJSON is imported while it comes in, in constant memory, however
 * long it is. A JSON array is read whole and so is limited like every JSON body: if its syntax is broken nothing is
 * imported.
 */
export async function importEntries(call: Call): Promise<unknown> {
  const { companyId, request, app } = call;
  await call.settle();
  return streamIdempotently(call, async (bytes) => {
    const rows = request.mediaType === "application/x-ndjson" ? rowsOfLines(bytes) : rowsOfArray(bytes);
    const result = await runImport(rows, (batch) =>
      app.database.write({ companyId }, actorOf(call.key), (tx) =>
        importBatch(tx, { companyId, rows: batch }),
      ),
    );
    return { data: result };
  });
}

async function* rowsOfLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<CheckedRow, void, undefined> {
  for await (const line of linesOf(bytes)) yield checkRow(line);
}

async function* rowsOfArray(bytes: AsyncIterable<Buffer>): AsyncGenerator<CheckedRow, void, undefined> {
  const { value, suspicious } = await readJson(bytes);
  if (!Array.isArray(value)) throw badRequest("The body must be a JSON array of entry rows");
  for (const [index, element] of value.entries()) yield checkValue(index + 1, element, suspicious);
}
