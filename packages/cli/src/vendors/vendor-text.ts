import { grouped, table } from "../terminal/table.ts";
import type { RefusedChange, VendorResult } from "./apply-vendor-plan.ts";
import type { MemberChange } from "./vendor-change.ts";
import type { HeldBack, VendorPlan } from "./vendor-plan.ts";

/** A plan for people, of which nothing is done yet. */
export function planText(plan: VendorPlan): string {
  const counts = [
    `${grouped(plan.created.length)} to create`,
    `${grouped(plan.changed.length)} to change`,
    `${grouped(plan.archived.length)} to archive`,
    `${grouped(plan.unchanged.length)} unchanged`,
    `${grouped(plan.faults.length)} faulty`,
  ];
  const changes = changesTable(plan, { create: "create", change: "change", archive: "archive" });
  const parts = [changes, faultsTable(plan), heldBackText(plan), `${counts.join(", ")}\n`];
  return `${joined(parts)}Dry run: nothing was changed. --apply does it.\n`;
}

/** What came of a plan, for people. */
export function resultText(result: VendorResult): string {
  const counts = [
    `${grouped(result.created.length)} created`,
    `${grouped(result.changed.length)} changed`,
    `${grouped(result.archived.length)} archived`,
    `${grouped(result.unchanged.length)} unchanged`,
    `${grouped(result.faults.length)} faulty`,
    `${grouped(result.refused.length)} refused`,
  ];
  const changes = changesTable(result, { create: "created", change: "changed", archive: "archived" });
  const refused = refusedTable(result.refused);
  return joined([changes, faultsTable(result), refused, heldBackText(result), `${counts.join(", ")}\n`]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}

function changesTable(
  { created, changed, archived }: VendorPlan,
  words: Readonly<Record<RefusedChange["action"], string>>,
): string {
  const known = ({
    code = "",
    externalId = "",
    name,
  }: {
    code?: string;
    externalId?: string;
    name: string;
  }) => [code, externalId, name];
  const rows = [
    ...created.map(({ row, vendor }) => [words.create, String(row), ...known(vendor), ""]),
    ...changed.map(({ row, vendor, changes }) => [
      words.change,
      String(row),
      ...known(vendor),
      changes.map(changeText).join(", "),
    ]),
    ...archived.map((vendor) => [words.archive, "", ...known(vendor), ""]),
  ];
  if (rows.length === 0) return "";
  return table(["what", "row", "code", "external id", "name", "changes"], rows);
}

function changeText({ member, from, to }: MemberChange): string {
  const value = (text: string | undefined) => (text === undefined ? "(none)" : `"${text}"`);
  return `${member} ${value(from)} -> ${value(to)}`;
}

function faultsTable({ faults }: VendorPlan): string {
  if (faults.length === 0) return "";
  const rows = faults.map(({ row, param = "", message }) => [String(row), param, message]);
  return table(["faulty row", "column", "message"], rows);
}

function refusedTable(refused: readonly RefusedChange[]): string {
  if (refused.length === 0) return "";
  const rows = refused.map(({ action, row, id = "", type, param = "", message }) => [
    action,
    row === undefined ? "" : String(row),
    id,
    type,
    param,
    message,
  ]);
  return table(["refused", "row", "id", "type", "where", "message"], rows);
}

const HELD_BACK: Readonly<Record<HeldBack, string>> = {
  FAULTY_ROWS: "Nothing is archived: there are faulty rows, and what they name is not known for certain.\n",
  NO_ROWS: "Nothing is archived: the file has no rows.\n",
  REFUSED_CHANGES: "Nothing is archived: changes were refused.\n",
};

function heldBackText({ archivingHeldBack }: VendorPlan): string {
  return archivingHeldBack === undefined ? "" : HELD_BACK[archivingHeldBack];
}
