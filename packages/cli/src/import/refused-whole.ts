import { UsageError } from "../exit-codes.ts";
import type { Source } from "./source.ts";

/** Reads a file before anything of it is sent: one that is refused is named, and that it changed nothing. */
export async function refusedWhole<T>(source: Source, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${source.named ? source.fileName : "Standard input"}: ${error.message}\nNothing was imported: mend the file or the mapping, and import it again.`,
    );
  }
}
