import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { getTestContext } from "node:test";
import { ROUTES } from "@ledgerport/contract";
import type { TestAnswer } from "./answer.ts";

/** Names the file that `npm run operations-table` wants the answers that tests got recorded in, a JSON line each. */
const COVERED_ANSWERS_VARIABLE = "LEDGERPORT_COVERED_ANSWERS";

/** An answer that a test got from an operation; `type` is an error's, empty for a success. */
export interface CoveredAnswer {
  operationId: string;
  status: number;
  type: string;
  /** From the project's root. */
  file: string;
  test: string;
}

const patterns = ROUTES.map(({ operation, operationId, path }) => ({
  method: operation.method,
  operationId,
  path: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/:]+")}$`),
}));
const recorded = new Set<string>();

/** Records an answer when that was asked for; `target` is the path with its query. Each is recorded once a process. */
export function recordAnswer(method: string, target: string, answer: TestAnswer): void {
  const out = process.env[COVERED_ANSWERS_VARIABLE];
  const context = getTestContext();
  if (out === undefined || context?.filePath === undefined) return;
  const [path = ""] = target.split("?", 1);
  const route = patterns.find((candidate) => candidate.method === method && candidate.path.test(path));
  if (route === undefined) return;
  const covered: CoveredAnswer = {
    operationId: route.operationId,
    status: answer.status,
    type: answer.status < 400 ? "" : answer.error().type,
    file: relative(process.cwd(), context.filePath),
    test: context.name,
  };
  const line = `${JSON.stringify(covered)}\n`;
  if (recorded.has(line)) return;
  recorded.add(line);
  appendFileSync(out, line);
}
