import type { Rows } from "../types/platform/entries.ts";
import type { RequestBody } from "./request.ts";

/** Characters gathered before they are handed on: rows are small, and each piece has a cost. */
const PIECE = 64 * 1024;

/** Rows as NDJSON, one JSON text a line, taken from the rows only as fast as the connection takes them. */
export function ndjsonBody(rows: Rows<unknown> | (() => Rows<unknown>)): RequestBody {
  let failure: Error | undefined;
  return {
    contentType: "application/x-ndjson",
    replayable: typeof rows === "function" || Array.isArray(rows),
    sourceError: () => failure,
    open() {
      const pieces = inPieces(typeof rows === "function" ? rows() : rows);
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            try {
              const next = await pieces.next();
              if (next.done === true) controller.close();
              else controller.enqueue(next.value);
            } catch (error) {
              failure = error instanceof Error ? error : new Error("The rows broke off.", { cause: error });
              controller.error(failure);
            }
          },
          async cancel() {
            await pieces.return();
          },
        },
        { highWaterMark: 0 },
      );
    },
  };
}

async function* inPieces(rows: Rows<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  let piece = "";
  for await (const row of rows) {
    piece += `${JSON.stringify(row)}\n`;
    if (piece.length < PIECE) continue;
    yield encoder.encode(piece);
    piece = "";
  }
  if (piece !== "") yield encoder.encode(piece);
}
