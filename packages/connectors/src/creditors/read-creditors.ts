import { readFile } from "node:fs/promises";
import { CsvError, parse } from "csv-parse/sync";
import { TargetError } from "../targets/target.ts";
import type { Creditor, Creditors } from "./creditor.ts";

const COLUMNS = ["code", "name", "externalId", "account", "taxIdentifier"] as const;

/** The file that lists the creditors of the ledger at `path`. */
export function creditorsPath(path: string): string {
  return `${path}.creditors.csv`;
}

/**
 * Reads a list of creditors: CSV (RFC 4180, UTF-8) with a header row; `code` and `name` are always there, `externalId`,
 * `account` and `taxIdentifier` may be. Undefined when there is no such file.
 * Throws TargetError `invalid_configuration` naming the line.
 */
export async function readCreditors(path: string): Promise<Creditors> {
  const text = await textOf(path);
  if (text === undefined) return undefined;
  const [header = [], ...rows] = recordsOf(path, text);
  const unknown = header.find((name) => !COLUMNS.some((column) => column === name));
  if (unknown !== undefined)
    throw wrong(path, 1, `there is no column ${unknown}; it has ${COLUMNS.join(", ")}`);
  for (const name of ["code", "name"]) {
    if (!header.includes(name)) throw wrong(path, 1, `the column ${name} is missing`);
  }
  const lines = new Map<string, number>();
  return rows.map((cells, index) => {
    const number = index + 2;
    const creditor = creditorFrom(header, cells);
    if (creditor.code === "") throw wrong(path, number, "the code is missing");
    if (creditor.name === "") throw wrong(path, number, "the name is missing");
    const earlier = lines.get(creditor.code);
    if (earlier !== undefined)
      throw wrong(path, number, `row ${earlier} has the code ${creditor.code} already`);
    lines.set(creditor.code, number);
    return creditor;
  });
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TargetError("invalid_configuration", `The list of creditors can't be read: ${reason}`);
  }
}

function recordsOf(path: string, text: string): string[][] {
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TargetError(
      "invalid_configuration",
      `The list of creditors ${path} is no CSV: ${error.message}`,
    );
  }
}

function creditorFrom(header: readonly string[], cells: readonly string[]): Creditor {
  const cell = (name: (typeof COLUMNS)[number]): string => cells[header.indexOf(name)] ?? "";
  const optional = (name: "externalId" | "account" | "taxIdentifier") =>
    cell(name) === "" ? {} : { [name]: cell(name) };
  return {
    code: cell("code"),
    name: cell("name"),
    ...optional("externalId"),
    ...optional("account"),
    ...optional("taxIdentifier"),
  };
}

function wrong(path: string, row: number, reason: string): TargetError {
  return new TargetError("invalid_configuration", `The list of creditors ${path}, row ${row}: ${reason}.`);
}
