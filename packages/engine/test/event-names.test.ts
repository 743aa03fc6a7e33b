import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_NAMES, eventNamed, publicName, subscribableNames } from "../src/events/names.ts";

test("every event can be subscribed in three versions, a job's also in the older spelling", () => {
  assert.deepEqual(subscribableNames("export-job.completed_with_errors"), [
    "v1.export-job.completed_with_errors",
    "v2.export-job.completed_with_errors",
    "v3.export-job.completed_with_errors",
    "v1.export.job-completed_with_errors",
    "v2.export.job-completed_with_errors",
    "v3.export.job-completed_with_errors",
  ]);
  assert.deepEqual(subscribableNames("vendor.created"), [
    "v1.vendor.created",
    "v2.vendor.created",
    "v3.vendor.created",
  ]);
});

test("each name means one event, and the public name is among them", () => {
  for (const name of EVENT_NAMES) {
    assert.ok(subscribableNames(name).includes(publicName(name)));
    for (const subscribed of subscribableNames(name)) assert.equal(eventNamed(subscribed), name);
  }
});

test("other names mean nothing", () => {
  const others = [
    "",
    "export-job.created",
    "v0.export-job.created",
    "v4.export-job.created",
    "v1.export-job.Created",
    "v1.export-job.created ",
    "v1.export.job.created",
    "v1.export-job.cancelled",
    "v1.webhook.test",
    "constructor",
  ];
  for (const name of others) assert.equal(eventNamed(name), undefined, name);
});
