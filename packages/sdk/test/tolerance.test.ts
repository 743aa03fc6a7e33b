import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ExportItem,
  type ExportItemV2,
  type ExportJobItemUpdate,
  type ExportJobItemUpdateV2,
  systemClock,
} from "../src/index.ts";
import { testClient } from "./support/client.ts";
import { exportJob, exportJobItem, id, listOf } from "./support/resources.ts";
import { answer, script } from "./support/scripted-server.ts";

for (const version of ["v3", "v2"] as const) {
  test(`values and members that a newer server adds to ${version} come through, unchanged`, async (t) => {
    const newer = { ...exportJob(), status: "paused", pausedBy: { id: id(3) } };
    const item = {
      accountingEntryId: id(1),
      type: "barter",
      user: { id: id(2), mood: "new" },
      weather: ["new"],
    };
    const progress = { ...exportJobItem(id(1), id(900)), status: "parked", failureReasonType: "moon_phase" };
    const server = await script(
      t,
      answer(200, { ...Object(listOf([newer])), hint: "new" }),
      answer(200, listOf([item])),
      answer(200, listOf([progress])),
      answer(200, {
        data: [progress],
        errors: [{ accountingEntryId: id(2), type: "NEW", message: "m" }],
        hint: 1,
      }),
    );
    const { client } = testClient(server.baseUrl);
    const api = version === "v3" ? client : client.v2;
    assert.deepEqual((await api.exportJobs.list()).data, [newer]);
    assert.deepEqual((await api.exportItems.list()).data, [item]);
    assert.deepEqual((await api.exportJobs.items.list(id(900))).data, [progress]);
    const { data, errors } = await api.exportJobs.items.update(id(900), []);
    assert.deepEqual([data, errors[0]?.type], [[progress], "NEW"]);
    const paths = server.received.map(({ target }) => target.slice(0, 4));
    assert.deepEqual(new Set(paths), new Set([`/${version}/`]));
  });
}

type Has<T, Name extends string> = Name extends keyof T ? true : false;
type Takes<T, Value extends string> = Value extends T ? true : false;

test("each version has its own types", () => {
  const shown: [Has<ExportItem, "contraAccount">, Has<ExportItemV2, "contraAccount">] = [true, false];
  const teams: [Has<ExportItem, "teamCode">, Has<ExportItemV2, "teamCode">] = [false, true];
  const reasons: [
    Takes<ExportJobItemUpdate["failureReasonType"], "tag_unknown">,
    Takes<ExportJobItemUpdateV2["failureReasonType"], "tag_unknown">,
  ] = [true, false];
  // What is proved is that this compiles; the client of v2 has no calls that v2 has not.
  assert.deepEqual([shown, teams, reasons].length, 3);
  assert.ok(!("search" in testClient("http://ledgerport.test").client.v2.exportJobs.items));
});

test("the machine's clock can be told to stop waiting", async () => {
  await systemClock.sleep(0);
  const controller = new AbortController();
  const waiting = systemClock.sleep(60_000, controller.signal);
  controller.abort(new Error("enough"));
  await assert.rejects(waiting, /enough/);
  await assert.rejects(systemClock.sleep(60_000, controller.signal), /enough/);
  await assert.rejects(systemClock.sleep(1, AbortSignal.abort("not an error")), /aborted/);
});
