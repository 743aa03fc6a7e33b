import { EntryFile, FileBytes, FileName } from "../platform/files.ts";
import { Uuid } from "../schema/primitives.ts";
import { Type } from "../schema/type.ts";
import { NO_CONTENT, byId, define, found, listed } from "./define.ts";

const read = { versions: [], api: "platform", scope: "platform:read", tags: ["Receipts"] } as const;
const write = { versions: [], api: "platform", scope: "platform:write", tags: ["Receipts"] } as const;
const FILE = "/platform/v1/entries/{id}/files/{name}";
const named = { ...byId("entry"), params: Type.Object({ id: Uuid, name: FileName }) };
const bytes = { status: 200, schema: FileBytes, type: "application/octet-stream", ranges: true } as const;
const RANGES = "Ranges are answered with 206 (RFC 9110); several in one request with the whole file.";

/** The receipts of entries (contract 6), and the links to them in export items (contract 2, files). */
export const fileOperations = [
  define({
    ...read,
    id: "listEntryFiles",
    method: "GET",
    path: "/platform/v1/entries/{id}/files",
    summary: "List an entry's receipts",
    description: "In the order in which export items show them: that of the first upload of each name.",
    company: "request",
    ...byId("entry"),
    sortingKeys: ["name", "size", "createdAt"],
    success: listed(EntryFile),
    errors: ["ENTRY_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "putEntryFile",
    method: "PUT",
    path: FILE,
    summary: "Upload a receipt",
    description:
      "The body is the file: PDF, JPEG, PNG, Word, Excel or plain text in UTF-8, at most 30 MB. What it is, is found " +
      "out from its bytes; the Content-Type of the request is not asked. A form (multipart/form-data) is refused: " +
      "the body is the file alone, as `curl --upload-file` sends it. A file of the same name is replaced.",
    company: "request",
    ...named,
    body: { schema: FileBytes, types: ["*/*"], streamed: true },
    success: found(EntryFile),
    errors: [
      "REQUIRED_PARAMETER_MISSING",
      "ENTRY_NOT_FOUND",
      "ENTRY_LOCKED",
      "FILE_LIMIT",
      "UNSUPPORTED_FILE_TYPE",
    ],
  }),
  define({
    ...read,
    id: "getEntryFile",
    method: "GET",
    path: FILE,
    summary: "Download a receipt",
    description: RANGES,
    company: "request",
    ...named,
    success: bytes,
    errors: ["ENTRY_NOT_FOUND", "FILE_NOT_FOUND", "RANGE_NOT_SATISFIABLE"],
  }),
  define({
    ...write,
    id: "deleteEntryFile",
    method: "DELETE",
    path: FILE,
    summary: "Delete a receipt",
    company: "request",
    ...named,
    success: NO_CONTENT,
    errors: ["ENTRY_NOT_FOUND", "FILE_NOT_FOUND", "ENTRY_LOCKED"],
  }),
  define({
    id: "getLinkedFile",
    method: "GET",
    path: "/files/{companyId}/{entryId}/{name}",
    versions: [],
    api: "operations",
    tags: ["Receipts"],
    summary: "Download a receipt by the link that an export item has",
    description:
      "Needs no key: the link is signed, and works for 24 hours from the fetch of the export item. " + RANGES,
    scope: null,
    auth: false,
    params: Type.Object({
      companyId: { ...Uuid, description: "The company, as the link has it" },
      entryId: { ...Uuid, description: "The entry, as the link has it" },
      name: FileName,
    }),
    filters: {
      expires: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "Unix seconds" }),
      signature: Type.String({ minLength: 1, maxLength: 100, description: "As the link has it" }),
    },
    success: bytes,
    errors: [
      "REQUIRED_PARAMETER_MISSING",
      "FILE_LINK_INVALID",
      "FILE_LINK_EXPIRED",
      "RANGE_NOT_SATISFIABLE",
      "SERVICE_UNAVAILABLE",
    ],
  }),
];
