import { UsageError } from "../exit-codes.ts";

/**
 * The text of `bytes`, without a byte order mark. Throws UsageError at bytes that the encoding has not: guessing
 * would put wrong letters into the ledger.
 */
export async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const text = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new UsageError(`The file is not ${encoding} text; a mapping can name another encoding`);
    }
  };
  for await (const chunk of bytes) yield text(chunk);
  yield text();
}
