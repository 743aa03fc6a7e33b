import { csvFormat } from "../csv/csv-format.ts";
import { type Disk, systemDisk } from "../files/disk.ts";
import { FileTarget } from "../files/file-target.ts";
import { journalFormat } from "../hledger/journal-format.ts";
import type { FetchFile } from "../receipts/download.ts";
import type { Target } from "./target.ts";

/** Addresses of receipts are signed: a plain GET, without credentials. */
const plainFetch: FetchFile = (url) => fetch(url);

/**
 * A journal at `path` that hledger and ledger read; made when there is none. Touches nothing before `check`.
 * The disk is the machine's unless another is given, and receipts are downloaded with `fetch`.
 */
export function createHledgerTarget(
  path: string,
  disk: Disk = systemDisk,
  fetchFile: FetchFile = plainFetch,
): Target {
  return new FileTarget(path, disk, journalFormat, fetchFile);
}

/**
 * A CSV file at `path`; made when there is none. Touches nothing before `check`.
 * The disk is the machine's unless another is given.
 */
export function createCsvTarget(path: string, disk: Disk = systemDisk): Target {
  return new FileTarget(path, disk, csvFormat);
}

/**
 * The target that `spec` names: `hledger:PATH` or `csv:PATH`. Everything after the first colon is the path, spaces
 * and further colons included.
 * @throws TypeError, with a message for the person who typed it, when it names none.
 */
export function parseTarget(spec: string): Target {
  const colon = spec.indexOf(":");
  const kind = colon === -1 ? spec : spec.slice(0, colon);
  const path = colon === -1 ? "" : spec.slice(colon + 1);
  const create = { hledger: createHledgerTarget, csv: createCsvTarget };
  if (kind !== "hledger" && kind !== "csv") {
    throw new TypeError(`"${spec}" is not a target. Give hledger:PATH or csv:PATH.`);
  }
  if (path === "" || path.includes("\0")) {
    throw new TypeError(
      `The target "${spec}" names no file. Give ${kind}:PATH, e.g. ${kind}:books/2026.${kind}.`,
    );
  }
  return create[kind](path);
}
