import type { ReadBytes } from "./file-store.ts";

const PIECE = 256 * 1024;

/** Control characters that no text for people has. Tab, line feed, form feed and carriage return are fine. */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/; // oxlint-disable-line no-control-regex -- what it is for

/** Whether a file is text in UTF-8 from its first byte to its last. */
export async function isPlainText(read: ReadBytes, size: number): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let position = 0; position < size; position += PIECE) {
      const bytes = await read(position, PIECE);
      if (CONTROL.test(decoder.decode(bytes, { stream: position + PIECE < size }))) return false;
    }
    return size > 0;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
