import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, readConfig } from "../src/index.ts";

test("the ends of v0 and v1 are dates of the environment", () => {
  const { deprecations, migrationGuideUrl } = readConfig({
    LEDGERPORT_V0_DEPRECATION: "2026-01-01",
    LEDGERPORT_V0_SUNSET: "2027-02-03T04:05:06Z",
    LEDGERPORT_V1_SUNSET: "2030-01-01",
    LEDGERPORT_RETIRED_VERSIONS: " v0 ,",
    LEDGERPORT_MIGRATION_GUIDE_URL: "https://ledgerport.example/guide#v0",
  });
  assert.equal(deprecations.v0.since.toISOString(), "2026-01-01T00:00:00.000Z");
  assert.equal(deprecations.v0.sunset.toISOString(), "2027-02-03T04:05:06.000Z");
  assert.equal(deprecations.v0.retired, true);
  assert.equal(deprecations.v1.sunset.toISOString(), "2030-01-01T00:00:00.000Z");
  assert.equal(deprecations.v1.retired, false);
  assert.equal(migrationGuideUrl, "https://ledgerport.example/guide#v0");
});

test("without a word of the environment both versions are deprecated, have an end and are on", () => {
  const { deprecations, migrationGuideUrl } = readConfig({});
  for (const { since, sunset, retired } of Object.values(deprecations)) {
    assert.ok(since < sunset);
    assert.equal(retired, false);
  }
  assert.equal(migrationGuideUrl, undefined);
});

const REFUSED: [string, Record<string, string>][] = [
  ["LEDGERPORT_V0_SUNSET", { LEDGERPORT_V0_SUNSET: "next year" }],
  ["LEDGERPORT_V0_SUNSET", { LEDGERPORT_V0_SUNSET: "2027-02-30" }],
  ["LEDGERPORT_V1_DEPRECATION", { LEDGERPORT_V1_DEPRECATION: "1700000000" }],
  ["LEDGERPORT_V1_SUNSET", { LEDGERPORT_V1_DEPRECATION: "2027-01-02", LEDGERPORT_V1_SUNSET: "2027-01-01" }],
  ["LEDGERPORT_RETIRED_VERSIONS", { LEDGERPORT_RETIRED_VERSIONS: "v0,v2" }],
  ["LEDGERPORT_MIGRATION_GUIDE_URL", { LEDGERPORT_MIGRATION_GUIDE_URL: "docs/migration.md" }],
];

for (const [name, env] of REFUSED) {
  test(`${JSON.stringify(env)} is refused, naming ${name}`, () => {
    assert.throws(
      () => readConfig(env),
      (error) => error instanceof ConfigError && error.message.includes(name),
    );
  });
}
