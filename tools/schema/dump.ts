import type { Row, Sql } from "@ledgerport/engine";
import {
  FUNCTIONS,
  INDEXES,
  POLICIES,
  REFUSED_KINDS,
  STATISTICS,
  TABLES,
  TRIGGERS,
} from "./catalog-queries.ts";

interface Table extends Row {
  name: string;
  columns: string[];
  constraints: string[];
  options: string | null;
  row_security: boolean;
  forced: boolean;
  /** What the table's owner may do, where that is not everything. */
  privileges: string | null;
}

/**
 * The schema of the connection's database as SQL text, from PostgreSQL's own catalogs, always the same for the same
 * schema. Throws Error when the schema has a kind of object that this dump would leave out.
 */
export async function dumpSchema(sql: Sql): Promise<string> {
  const refused = await linesOf(sql, REFUSED_KINDS);
  if (refused.length > 0) throw new Error(`Teach tools/schema to write these first: ${refused.join(", ")}`);
  const tables = await sql.query<Table>({ text: TABLES });
  const parts = [
    ...(await linesOf(sql, FUNCTIONS)).map((definition) => `${definition.trim()};`),
    ...tables.map(tableText),
    (await linesOf(sql, INDEXES)).join("\n"),
    (await linesOf(sql, STATISTICS)).join("\n"),
    (await linesOf(sql, TRIGGERS)).join("\n"),
    tables.flatMap(rowSecurityText).join("\n"),
    (await linesOf(sql, POLICIES)).join("\n"),
    tables.flatMap(privilegesText).join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

async function linesOf(sql: Sql, text: string): Promise<string[]> {
  return (await sql.query<{ line: string }>({ text })).map(({ line }) => line);
}

function tableText(table: Table): string {
  const members = [...table.columns, ...table.constraints].map((member) => `  ${member}`).join(",\n");
  const options = table.options === null ? "" : ` WITH (${table.options})`;
  return `CREATE TABLE ${table.name} (\n${members}\n)${options};`;
}

function rowSecurityText(table: Table): string[] {
  return [
    ...(table.row_security ? [`ALTER TABLE ${table.name} ENABLE ROW LEVEL SECURITY;`] : []),
    ...(table.forced ? [`ALTER TABLE ${table.name} FORCE ROW LEVEL SECURITY;`] : []),
  ];
}

function privilegesText(table: Table): string[] {
  return table.privileges === null ? [] : [`-- The owner of ${table.name} keeps: ${table.privileges}`];
}
