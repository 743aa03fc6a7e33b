import assert from "node:assert/strict";
import { test } from "node:test";
import {
  API_VERSIONS,
  type ApiVersion,
  ExportItem,
  ExportItemV0,
  ExportItemV1,
  ExportItemV2,
  ExportJobItemV2,
  OPERATIONS,
  ROUTES,
} from "../src/index.ts";
import { exampleObject, faultsOf } from "./ajv.ts";

const membersOf = (item: { properties: object }): string[] => Object.keys(item.properties).toSorted();

/** What the second version has and the first lacks, and the other way round. */
function difference(older: { properties: object }, newer: { properties: object }) {
  const before = membersOf(older);
  const after = membersOf(newer);
  return {
    onlyOlder: before.filter((member) => !after.includes(member)),
    onlyNewer: after.filter((member) => !before.includes(member)),
  };
}

test("v2 is v3 without the contra account and with teamCode", () => {
  assert.deepEqual(difference(ExportItemV2, ExportItem), {
    onlyOlder: ["teamCode"],
    onlyNewer: ["contraAccount"],
  });
});

test("v1 is v2 without bookkeeping, vendor, servicePeriod and subType", () => {
  assert.deepEqual(difference(ExportItemV1, ExportItemV2), {
    onlyOlder: [],
    onlyNewer: ["bookkeeping", "servicePeriod", "subType", "vendor"],
  });
});

test("v0 is v1 with metadata in place of additionalInformation and without team", () => {
  assert.deepEqual(difference(ExportItemV0, ExportItemV1), {
    onlyOlder: ["metadata"],
    onlyNewer: ["additionalInformation", "team"],
  });
});

test("a vendor that is not there is null in v3 and left out in v2", () => {
  const v3 = exampleObject(ExportItem);
  const v2 = exampleObject(ExportItemV2);
  assert.equal(faultsOf(ExportItem, { ...v3, vendor: null }), "");
  assert.notEqual(faultsOf(ExportItem, { ...v3, vendor: undefined }), "");
  assert.equal(faultsOf(ExportItemV2, v2), "");
  assert.notEqual(faultsOf(ExportItemV2, { ...v2, vendor: null }), "");
});

test("the user is an object in v1 and v0 even when nobody is behind the entry", () => {
  const v1 = exampleObject(ExportItemV1);
  assert.equal(faultsOf(ExportItemV1, { ...v1, user: { id: null, name: "", code: null } }), "");
  assert.notEqual(faultsOf(ExportItemV1, { ...v1, user: null }), "");
  const v0 = exampleObject(ExportItemV0);
  assert.equal(faultsOf(ExportItemV0, { ...v0, user: { name: "", code: null } }), "");
  assert.notEqual(faultsOf(ExportItemV0, { ...v0, user: { id: null, name: "", code: null } }), "");
});

test("v0 has no personal_spend and no fee", () => {
  const v0 = exampleObject(ExportItemV0);
  assert.equal(faultsOf(ExportItemV0, { ...v0, type: "cashback" }), "");
  for (const type of ["personal_spend", "fee"])
    assert.notEqual(faultsOf(ExportItemV0, { ...v0, type }), "", type);
});

test("the failure types that v3 added are unknown to older job items", () => {
  const item = exampleObject(ExportJobItemV2);
  const failed = { ...item, status: "failed", failureReasonType: "vendor_unknown" };
  assert.notEqual(faultsOf(ExportJobItemV2, failed), "");
  assert.equal(
    faultsOf(ExportJobItemV2, { ...failed, failureReasonType: "accounting_system_validation_failure" }),
    "",
  );
});

test("every version has every call, v3 two more; v0 and v1 are deprecated", () => {
  const callsOf = (version: ApiVersion) =>
    ROUTES.filter((route) => route.version === version)
      .map(({ operation }) => operation.id)
      .toSorted();
  const older = callsOf("v0");
  assert.equal(older.length, 7);
  assert.deepEqual(callsOf("v1"), older);
  assert.deepEqual(callsOf("v2"), older);
  assert.deepEqual(
    callsOf("v3").filter((id) => !older.includes(id)),
    ["getNewestExportJobItem", "searchExportJobItems"],
  );
  const deprecated = OPERATIONS.filter((operation) => operation.deprecated).flatMap(
    ({ versions }) => versions,
  );
  assert.deepEqual(
    API_VERSIONS.filter((version) => deprecated.includes(version)),
    ["v0", "v1"],
  );
});

test("each version names the errors that are its own", () => {
  const errorsOf = (version: ApiVersion, id: string) =>
    ROUTES.find((route) => route.version === version && route.operation.id === id)?.operation.errors ?? [];
  assert.ok(errorsOf("v3", "createExportJob").includes("MISSING_CONTRA_ACCOUNTS"));
  assert.ok(errorsOf("v0", "createExportJob").includes("UNSUPPORTED_ACCOUNTING_ENTRY_TYPE"));
  assert.ok(!errorsOf("v1", "createExportJob").includes("UNSUPPORTED_ACCOUNTING_ENTRY_TYPE"));
  for (const version of ["v0", "v1", "v2"] as const) {
    assert.ok(!errorsOf(version, "createExportJob").includes("MISSING_CONTRA_ACCOUNTS"));
    assert.ok(errorsOf(version, "listExportItems").includes("UNSUPPORTED_API_VERSION"));
  }
  assert.ok(!errorsOf("v3", "listExportItems").includes("UNSUPPORTED_API_VERSION"));
});
