import { ROUTES } from "@ledgerport/contract";
import type { StatementLog, StatementWork, TestAnswer, TestRequest, TestServer } from "@ledgerport/testkit";
import { ask } from "./subject.ts";

/** How the work of a call may grow with the company: not at all, or as the company does. */
export type Growth = "flat" | "linear";

interface Measured {
  growth: Growth;
  statements: Map<string, StatementWork>;
}

const patterns = ROUTES.map(({ operation, operationId, path }) => ({
  method: operation.method,
  operationId,
  path: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/:]+")}$`),
}));

/** What each call made the database do. */
export class CostLedger {
  readonly measured = new Map<string, Measured>();
  /** The operations that were called. */
  readonly operationIds = new Set<string>();
  readonly #server: TestServer;
  readonly #log: StatementLog;

  constructor(server: TestServer, log: StatementLog) {
    this.#server = server;
    this.#log = log;
  }

  /** Does something whose statements may grow as said. */
  async measure<T>(what: string, growth: Growth, work: () => Promise<T>): Promise<T> {
    await this.#log.look();
    const result = await work();
    this.measured.set(what, { growth, statements: await this.#log.look() });
    return result;
  }

  /** Sends a request, which must succeed; `what` adds to the operation's name what is asked of it. */
  call(growth: Growth, method: string, target: string, request: TestRequest, what = ""): Promise<TestAnswer> {
    const [path = ""] = target.split("?", 1);
    const operation = patterns.find((each) => each.method === method && each.path.test(path));
    const operationId = operation?.operationId ?? `${method} ${path}`;
    this.operationIds.add(operationId);
    return this.measure(`${operationId} ${what}`.trim(), growth, () =>
      ask(this.#server, method, target, request),
    );
  }
}

/** A deeper index takes more blocks for a row, and another plan may count a row twice. */
const MOST_GROWTH = 2.5;
/** Room for what has nothing to do with the company's size: a level more of an index, what is read the first time only. */
const ROOM: Record<Growth, number> = { flat: 250, linear: 1000 };

/** The statements whose work grew more than allowed, from one company to another `factor` times as large, in words. */
export function grownTooMuch(small: CostLedger, large: CostLedger, factor: number): string[] {
  return [...large.measured].flatMap(([what, { growth, statements }]) =>
    [...statements.values()].flatMap((statement) => {
      const before = workOf(small.measured.get(what)?.statements.get(statement.text));
      const work = workOf(statement);
      const allowed = before * MOST_GROWTH * (growth === "flat" ? 1 : factor) + ROOM[growth];
      if (work <= allowed) return [];
      return [`${what} (${growth}): ${before} became ${work} in ${statement.text}\n${statement.plan}\n`];
    }),
  );
}

function workOf(statement: StatementWork | undefined): number {
  return statement === undefined ? 0 : statement.blocks + statement.rows;
}
