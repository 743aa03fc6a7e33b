import { ApiError } from "../errors/api-error.ts";
import type { ReadBytes } from "./file-store.ts";

/** Bytes in which the headers of a form's first part stand: a boundary has at most 70 characters (RFC 2046, 5.1.1). */
const BEGINNING = 1024;

/** A boundary's line, then headers of a part, of which one says that it is a form's (RFC 7578, 4.2). */
const FORM =
  /^(?:\r\n)?--[^\r\n]{1,70}\r?\n(?:[!-9;-~]+:[^\r\n]*\r?\n)*?content-disposition:[ \t]*form-data\b/i;

/**
 * Throws UNSUPPORTED_MEDIA_TYPE when a request says that its body is a form, or another kind of several parts. Such a
 * body is not the file: stored, it would come back with the form's envelope around it.
 */
export function refuseMultipart(contentType: string | undefined): void {
  if (/^\s*multipart\//i.test(contentType ?? "")) throw notTheFile();
}

/** As `refuseMultipart`, going by the bytes of a form that is sent under another media type. */
export async function refuseFormBytes(read: ReadBytes): Promise<void> {
  if (FORM.test((await read(0, BEGINNING)).toString("latin1"))) throw notTheFile();
}

function notTheFile(): ApiError {
  return new ApiError(
    "UNSUPPORTED_MEDIA_TYPE",
    "The body is a form (multipart/form-data) and not the file; send the file's bytes alone as the body, " +
      "with curl by --upload-file receipt.pdf in place of --form",
  );
}
