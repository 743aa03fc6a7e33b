import type { ImportResult } from "@ledgerport/engine";
import type { EntryRow } from "@ledgerport/engine";
import type { CheckedRow } from "./check-row.ts";
import type { Tally } from "./tally.ts";

/** Most rows that one transaction imports. Bigger batches outlive more garbage collections: more work, more memory. */
const BATCH_ROWS = 400;

interface NumberedEntry {
  row: number;
  entry: EntryRow;
}

type ImportBatch = (rows: NumberedEntry[]) => Promise<ImportResult>;

/**
 * Imports rows in batches and adds them up in `tally`. Each batch is a transaction of its own: what is committed stays when the body breaks off later.
 * While one batch is being written the next is read, never more, so that a slow database slows the sender down.
 */
export async function runImport(
  rows: AsyncIterable<CheckedRow>,
  importBatch: ImportBatch,
  tally: Tally,
): Promise<void> {
  let batch: NumberedEntry[] = [];
  let running: Promise<ImportResult> | undefined;
  const settle = async (): Promise<void> => {
    if (running === undefined) return;
    const current = running;
    running = undefined;
    tally.add(await current);
  };
  const send = async (): Promise<void> => {
    await settle();
    if (batch.length === 0) return;
    running = importBatch(batch);
    // Its failure is met when it is awaited, which may be after the loop below has yielded.
    running.catch(() => undefined);
    batch = [];
  };
  try {
    for await (const checked of rows) {
      if ("error" in checked) tally.refuse(checked.error);
      else batch.push(checked);
      if (batch.length >= BATCH_ROWS) await send();
    }
    await send();
  } finally {
    await settle();
  }
}
