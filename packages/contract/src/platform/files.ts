import { Timestamp } from "../schema/primitives.ts";
import { Closed, type Static, Type, Words } from "../schema/type.ts";

/** Most bytes that a receipt may have (contract 6): 30 MB. */
export const LARGEST_FILE = 30 * 1024 * 1024;

/** The media types that receipts can have, as found out from their bytes. */
export const FILE_TYPES = [
  "application/pdf",
  "image/jpeg",
  "image/png",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.ms-excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "text/plain",
] as const;

/** One of the media types that receipts can have. */
export type FileType = (typeof FILE_TYPES)[number];

/**
 * A file's name: no path, no control characters, nothing that turns the direction of writing (which makes `fdp.exe`
 * of `exe.pdf`), and no half characters.
 */
export const FileName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: String.raw`^(?!\.{1,2}$)[^\u0000-\u001f\u007f-\u009f\/\\\u2028-\u202e\u2066-\u2069\ud800-\udfff]*$`,
  description: "No path: neither slashes nor control characters, and not `.` or `..`",
  examples: ["receipt.pdf"],
});

/** A receipt of an entry. */
export const EntryFile = Closed(
  {
    name: FileName,
    size: Type.Integer({ minimum: 1, maximum: LARGEST_FILE, description: "Bytes" }),
    type: Words(FILE_TYPES, { description: "Found out from the bytes, whatever the upload said" }),
    sha256: Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of the bytes" }),
    createdAt: Timestamp,
  },
  {
    title: "EntryFile",
    examples: [
      {
        name: "receipt.pdf",
        size: 48213,
        type: "application/pdf",
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        createdAt: "2025-05-23T15:21:32Z",
      },
    ],
  },
);

export type EntryFile = Static<typeof EntryFile>;

/** A file's bytes. */
export const FileBytes = Type.String({
  description: "The bytes of the file",
  contentMediaType: "application/octet-stream",
});
