import { CELLS, SECTIONS, keyOf } from "./cells.ts";

const HEAD = `# Operations

Made by \`npm run operations-table\`, which runs the server's tests and notes what they were answered. Do not edit.

Every operation, in every version, with every status and error type that it can answer. Each cell names the test that
gets this answer, by its number in the list at the end. "-": the version does not have it. "open": no test gets it.
`;

/** The test that shows each cell, as `file: name`, by the cell's key. */
export type Shown = ReadonlyMap<string, string>;

/** The whole document. */
export function tableText(shown: Shown): string {
  const tests = [...new Set(shown.values())].toSorted();
  const numbers = new Map(tests.map((test, index) => [test, `T${index + 1}`]));
  const known = new Set(CELLS.map(keyOf));
  const open = CELLS.filter((cell) => !shown.has(keyOf(cell))).length;
  const sections = SECTIONS.map(({ id, routes }) => {
    const own = CELLS.filter(({ operationId }) => routes.some((route) => route.operationId === operationId));
    const outcomes = [...new Set(own.map(({ outcome }) => outcome))].toSorted();
    const columns = routes.map(({ version }) => version ?? "test");
    const rows = outcomes.map((outcome) => {
      const cells = routes.map(({ operationId }) => {
        const key = keyOf({ operationId, outcome });
        return known.has(key) ? (numbers.get(shown.get(key) ?? "") ?? "open") : "-";
      });
      return `| ${[outcome, ...cells].join(" | ")} |`;
    });
    const paths = routes.map(({ operation, path }) => `\`${operation.method} ${path}\``).join(", ");
    const head = `| answer | ${columns.join(" | ")} |\n| --- | ${columns.map(() => "---").join(" | ")} |`;
    return `## ${id}\n\n${paths}\n\n${head}\n${rows.join("\n")}\n`;
  });
  const list = tests.map((test) => `- ${numbers.get(test)}: ${test}`).join("\n");
  return `${HEAD}\n${CELLS.length - open} of ${CELLS.length} cells are covered.\n\n${sections.join("\n")}\n## Tests\n\n${list}\n`;
}

/** The cells of a written table, by key: the test that each names, or `open`. */
export function readTable(text: string): Map<string, string> {
  const tests = new Map(
    [...text.matchAll(/^- (T\d+): (.*)$/gm)].map(([, number = "", test = ""]) => [number, test]),
  );
  const cells = new Map<string, string>();
  for (const { id, routes } of SECTIONS) {
    const section = text.split(`\n## ${id}\n`)[1]?.split("\n## ")[0] ?? "";
    for (const [, outcome = "", row = ""] of section.matchAll(/^\| (\d[^|]*) \| (.*) \|$/gm)) {
      for (const [index, cell] of row.split(" | ").entries()) {
        const operationId = routes[index]?.operationId;
        if (operationId === undefined || cell.trim() === "-") continue;
        cells.set(keyOf({ operationId, outcome: outcome.trim() }), tests.get(cell.trim()) ?? cell.trim());
      }
    }
  }
  return cells;
}
