import { badRequest } from "../errors/api-error.ts";

/** A body's bytes as they come in. Throws BAD_REQUEST when the client breaks off. */
export async function* bodyChunks(payload: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* payload;
  } catch (error) {
    throw badRequest(
      `The body broke off: ${error instanceof Error ? error.message : "the connection was lost"}`,
    );
  }
}
