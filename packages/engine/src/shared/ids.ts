import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

let lastMillisecond = 0;
let counter = 0;

const ID_BYTES = 16;
/** Random bytes for the next ids, each used once: asking the system for 16 at a time was a tenth of an import. */
const pool = Buffer.alloc(256 * ID_BYTES);
let used = pool.length;

/** Sixteen random bytes that nobody else gets; to be used up before the next call. */
function freshBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
}

/**
 * A UUID version 7 (RFC 9562): 48 bits of time, a 12-bit counter that keeps ids made in one
 * millisecond in order, 62 random bits.
 */
export function newId(clock: Clock): string {
  const now = clock.now().getTime();
  counter = now === lastMillisecond ? (counter + 1) & 0xfff : 0;
  lastMillisecond = now;
  const bytes = freshBytes();
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
