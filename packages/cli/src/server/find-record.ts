import { CommandError, exitCodes } from "../exit-codes.ts";

/** The record with a code, or undefined. The API finds none by its code, so the list is read up to there. */
export async function findByCode<Record extends { code: string }>(
  records: AsyncIterable<Record>,
  code: string,
): Promise<Record | undefined> {
  for await (const record of records) if (record.code === code) return record;
  return undefined;
}

/** The record with a code. Throws CommandError (1) when there is none; `what` is what it would be, e.g. `account`. */
export async function getByCode<Record extends { code: string }>(
  records: AsyncIterable<Record>,
  code: string,
  what: string,
): Promise<Record> {
  const found = await findByCode(records, code);
  if (found === undefined) throw new CommandError(exitCodes.failed, `The company has no ${what} "${code}"`);
  return found;
}
