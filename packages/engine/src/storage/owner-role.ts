import type pg from "pg";
import { SchemaError } from "./schema-error.ts";

/** The role that owns the tables where DATABASE_URL's own role would be above all rules. */
const OWNER_ROLE = "ledgerport";

/** What PostgreSQL says when two make the same role (by its name, or in the catalog's index) or grant the same at once. */
const DONE_BY_ANOTHER = new Set(["42710", "23505", "XX000"]);
const MOST_ATTEMPTS = 5;

/**
 * The URL by which the engine shall connect. A superuser and a role with BYPASSRLS are bound neither by row-level
 * security nor by REVOKE, so their connections act as another role from their start (`options=-c role=…`): as the
 * owner of the tables or, in an empty database, as `ledgerport`, which is made when missing.
 * Throws SchemaError when that can't be arranged.
 */
export async function boundUrl(url: string, client: pg.Client): Promise<string> {
  if (!(await isAboveRules(client, "current_user"))) return url;
  const role = (await tablesOwner(client)) ?? (await ensureOwnerRole(client));
  if (await isAboveRules(client, "$1", [role])) {
    throw new SchemaError(
      `The tables belong to the role ${role}, which row-level security does not bind. Give them to an ordinary role (REASSIGN OWNED BY) and connect as that.`,
    );
  }
  return withOption(url, `-c role=${role}`);
}

/** Throws SchemaError when the connection's role is above the rules all the same: something between dropped the option. */
export async function checkBound(client: pg.Client): Promise<void> {
  if (!(await isAboveRules(client, "current_user"))) return;
  throw new SchemaError(
    "A pooler between Ledgerport and PostgreSQL drops the connection's options, by which it acts as a role that row-level security binds. Connect as an ordinary role that owns the database.",
  );
}

/** The URL with one more of the options that a connection starts with. */
function withOption(url: string, option: string): string {
  const [base = "", query = ""] = url.split("?", 2);
  const parameters = query.split("&").filter((parameter) => parameter !== "");
  const given = parameters.find((parameter) => parameter.startsWith("options="));
  const options =
    given === undefined ? encodeURIComponent(option) : `${given.slice(8)}%20${encodeURIComponent(option)}`;
  return `${base}?${[...parameters.filter((parameter) => parameter !== given), `options=${options}`].join("&")}`;
}

async function isAboveRules(client: pg.Client, name: string, values: string[] = []): Promise<boolean> {
  const { rows } = await client.query<{ above: boolean }>(
    `SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = ${name}`,
    values,
  );
  return rows[0]?.above ?? false;
}

async function tablesOwner(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ owner: string }>(
    "SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = to_regclass('schema_migrations')",
  );
  return rows[0]?.owner;
}

/** Makes the role and gives it what it lacks; another server that does the same at the moment is no failure. */
async function ensureOwnerRole(client: pg.Client): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      for (const statement of await missingSteps(client)) await client.query(statement);
      return OWNER_ROLE;
    } catch (error) {
      if (attempt < MOST_ATTEMPTS && DONE_BY_ANOTHER.has(codeOf(error))) continue;
      throw new SchemaError(
        `DATABASE_URL's role is above row-level security and can't set up the role ${OWNER_ROLE} to act as. Connect as an ordinary role that owns the database.`,
        error,
      );
    }
  }
}

async function missingSteps(client: pg.Client): Promise<string[]> {
  const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [OWNER_ROLE]);
  const { rows } = await client.query<{ member: boolean; creates: boolean }>(
    known.rowCount === 0
      ? "SELECT rolsuper AS member, false AS creates FROM pg_roles WHERE rolname = current_user"
      : `SELECT pg_has_role('${OWNER_ROLE}', 'MEMBER') AS member,
                has_schema_privilege('${OWNER_ROLE}', 'public', 'CREATE') AS creates`,
  );
  return [
    ...(known.rowCount === 0 ? [`CREATE ROLE ${OWNER_ROLE} NOLOGIN`] : []),
    ...(rows[0]?.member === true ? [] : [`GRANT ${OWNER_ROLE} TO CURRENT_USER`]),
    ...(rows[0]?.creates === true ? [] : [`GRANT USAGE, CREATE ON SCHEMA public TO ${OWNER_ROLE}`]),
  ];
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
