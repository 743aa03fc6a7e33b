import type { IncomingMessage } from "node:http";

/** Bytes of an answer that are kept for the log. */
const KEPT = 1024;
/** Bytes that are read before the connection is given up: the rest of a small answer, so that it can be used again. */
const MOST_READ = 16 * 1024;

/**
 * The first bytes of an answer's body as text that a database can hold. Never fails: an answer that breaks off is
 * kept as far as it came, for its status has told all that counts.
 */
export async function readExcerpt(
  response: AsyncIterable<Buffer> & Pick<IncomingMessage, "destroy">,
): Promise<string> {
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of response) {
      if (read < KEPT) chunks.push(chunk);
      read += chunk.length;
      // Leaving the loop destroys the connection.
      if (read > MOST_READ) break;
    }
  } catch {
    response.destroy();
  }
  // As a stream, so that a character cut in two is left out and not replaced.
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, KEPT), { stream: true });
  return text.replaceAll("\u0000", "\uFFFD");
}
