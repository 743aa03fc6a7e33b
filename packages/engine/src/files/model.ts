import { DomainError } from "../shared/errors.ts";

/** Most files that an entry can have: all of them are in each of its export items. */
export const MOST_FILES_OF_ENTRY = 50;

/** A receipt of an entry. Its bytes are kept elsewhere, under their hash. */
export interface EntryFile {
  /** Unique in the entry. */
  name: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  /** In bytes. */
  size: number;
  /** Media type, found out from the bytes. */
  type: string;
  /** When the bytes came in that it has now. */
  createdAt: Date;
}

/** Which file: names are unique in an entry. */
export interface FileAddress {
  companyId: string;
  entryId: string;
  name: string;
}

/** The entry has no file of that name. */
export function fileNotFound(): DomainError {
  return new DomainError("FILE_NOT_FOUND", "The entry has no file of this name");
}
