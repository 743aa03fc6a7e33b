import pg from "pg";
import { announcedServer } from "./database-server.ts";
import { databaseOf, execute, withDatabase } from "./urls.ts";

/** What a statement cost the database, over all the times that it ran. */
export interface StatementWork {
  /** The statement as it was sent, or as the database runs it for a foreign key. */
  text: string;
  /** Blocks that it touched. */
  blocks: number;
  /** Rows that its plan's nodes gave or threw away: finds what is costly without touching a block, like a product of two lists. */
  rows: number;
  /** The plan of its costliest run, a line for each node. */
  plan: string;
}

/** Sees every statement that this process has the database run, also those of foreign keys. */
export interface StatementLog {
  /** What ran since the last look, by text. */
  look(): Promise<Map<string, StatementWork>>;
  close(): void;
}

/** Has every plan sent to the client that ran it, with what it really did; without clocks, which would slow it down. */
const SETTINGS = {
  session_preload_libraries: "auto_explain",
  client_min_messages: "notice",
  "auto_explain.log_level": "notice",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_buffers": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_format": "json",
  "auto_explain.log_nested_statements": "on",
  "auto_explain.log_parameter_max_length": "0",
};

/**
 * Starts to watch the statements of a test's database; `settings` are the database's from then on. Connections that
 * are open are ended, so that all have them. Needs auto_explain, which comes with PostgreSQL.
 */
export async function watchStatements(
  url: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<StatementLog> {
  const { adminUrl } = announcedServer();
  const name = databaseOf(url);
  for (const [setting, value] of Object.entries({ ...SETTINGS, ...settings })) {
    await execute(adminUrl, `ALTER DATABASE ${name} SET ${setting} = '${value}'`);
  }
  let seen = new Map<string, Seen>();
  const clients = new Set<pg.Client>();
  const connect = Reflect.get(pg.Client.prototype, "connect") as (...given: unknown[]) => unknown;
  Reflect.set(
    pg.Client.prototype,
    "connect",
    function listening(this: pg.Client, ...given: unknown[]): unknown {
      clients.add(this);
      this.on("end", () => clients.delete(this));
      this.on("notice", ({ message }) => {
        const found = /^duration: .* plan:\n(.*)$/s.exec(message ?? "")?.[1];
        if (found !== undefined) add(seen, JSON.parse(found) as Explained);
      });
      return Reflect.apply(connect, this, given);
    },
  );
  await execute(
    withDatabase(adminUrl, "postgres"),
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`,
  );
  return {
    async look() {
      // A plan is told when its transaction ends, and a reader does not wait for that: what is asked next does.
      await Promise.all([...clients].map((client) => client.query("SHOW is_superuser").catch(() => {})));
      const found = [...seen].map(([text, { blocks, rows, plan }]): [string, StatementWork] => [
        text,
        { text, blocks, rows, plan: linesOf(plan, "") },
      ]);
      seen = new Map();
      return new Map(found);
    },
    close() {
      Reflect.set(pg.Client.prototype, "connect", connect);
    },
  };
}

interface Explained {
  "Query Text": string;
  Plan: PlanNode;
}

type PlanNode = Readonly<Record<string, unknown>>;

interface Seen {
  blocks: number;
  rows: number;
  /** The rows of its costliest run, whose plan this is. */
  costliest: number;
  plan: PlanNode;
}

function add(seen: Map<string, Seen>, { "Query Text": text, Plan: plan }: Explained): void {
  const blocks = numberIn(plan, "Shared Hit Blocks") + numberIn(plan, "Shared Read Blocks");
  const rows = rowsOf(plan);
  const before = seen.get(text) ?? { blocks: 0, rows: 0, costliest: -1, plan };
  seen.set(text, {
    blocks: before.blocks + blocks,
    rows: before.rows + rows,
    ...(rows > before.costliest
      ? { costliest: rows, plan }
      : { costliest: before.costliest, plan: before.plan }),
  });
}

function rowsOf(node: PlanNode): number {
  const each =
    numberIn(node, "Actual Rows") +
    numberIn(node, "Rows Removed by Filter") +
    numberIn(node, "Rows Removed by Join Filter") +
    numberIn(node, "Rows Removed by Index Recheck");
  const below = (node["Plans"] ?? []) as PlanNode[];
  return below.reduce((sum, child) => sum + rowsOf(child), each * numberIn(node, "Actual Loops"));
}

const SHOWN = [
  "Node Type",
  "Relation Name",
  "Index Name",
  "Index Cond",
  "Filter",
  "Actual Rows",
  "Actual Loops",
];

function linesOf(node: PlanNode, indent: string): string {
  const facts = SHOWN.flatMap((member) =>
    node[member] === undefined ? [] : [`${member}: ${JSON.stringify(node[member])}`],
  );
  const below = (node["Plans"] ?? []) as PlanNode[];
  return [`${indent}${facts.join(", ")}`, ...below.map((child) => linesOf(child, `${indent}  `))].join("\n");
}

function numberIn(node: PlanNode, member: string): number {
  const value = node[member];
  return typeof value === "number" ? value : 0;
}
