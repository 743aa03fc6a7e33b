import { assertTakesFile, putEntryFile as put } from "@ledgerport/engine";
import { receiveFile, withoutBytes } from "../../files/receive-file.ts";
import { refuseMultipart } from "../../files/multipart-form.ts";
import type { Call } from "../../http/call.ts";
import { presentEntryFile } from "../../presenters/platform/entry-file.ts";

/** PUT /platform/v1/entries/{id}/files/{name}: the bytes go to disk as they come in. */
export async function putEntryFile(call: Call): Promise<unknown> {
  const { companyId, request, app } = call;
  const address = { companyId, entryId: call.param("id"), name: call.param("name") };
  // Before anything is read, so that nobody's bytes are stored for an entry that can't have them.
  await call.read((sql) => assertTakesFile(sql, address));
  refuseMultipart(request.headers["content-type"]);
  if (request.body === undefined || request.body === null) throw withoutBytes();
  const announced = Number(request.headers["content-length"] ?? 0);
  const { hash, size, type } = await receiveFile(app.files, call.stream(), announced);
  return call.write(async (tx) => ({
    data: presentEntryFile(await put(tx, { ...address, hash, size, type })),
  }));
}
