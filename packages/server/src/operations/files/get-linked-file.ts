import { findLinkedFile } from "@ledgerport/engine";
import { ApiError } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";
import { FileAnswer } from "../../http/file-answer.ts";

/** GET /files/{companyId}/{entryId}/{name}: what the links in export items lead to, without credentials (contract 2). */
export async function getLinkedFile(call: Call): Promise<FileAnswer> {
  const { app } = call;
  const companyId = call.param("companyId");
  const link = {
    companyId,
    entryId: call.param("entryId"),
    name: call.param("name"),
    expires: call.number("expires") ?? 0,
    signature: call.text("signature") ?? "",
  };
  if (app.clock.now().getTime() > link.expires * 1000) {
    throw new ApiError(
      "FILE_LINK_EXPIRED",
      "The link has expired; fetch the export item again for a new one",
    );
  }
  const file = await app.database.read({ companyId }, (sql) => findLinkedFile(sql, link));
  if (file === undefined) {
    throw new ApiError("FILE_LINK_INVALID", "The link is not genuine, or its file was replaced or deleted");
  }
  return new FileAnswer(app.files, file);
}
