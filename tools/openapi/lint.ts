import { createConfig, lintFromString } from "@redocly/openapi-core";

const config = await createConfig({ extends: ["recommended-strict"] });

/** Probes take nothing from the caller and refuse nobody: they alone have no answer of the 400s. */
const WITHOUT_REFUSALS = /^#\/paths\/~1health~1(?:live|ready)\/get\//;

/** What the linter finds fault with in a description, a line each. */
export async function lintFaults(file: string, source: string): Promise<string[]> {
  const problems = await lintFromString({ source, absoluteRef: `/${file}`, config });
  return problems
    .map(({ ruleId, message, location }) => ({ ruleId, message, pointer: location[0]?.pointer ?? "" }))
    .filter(({ ruleId, pointer }) => ruleId !== "operation-4xx-response" || !WITHOUT_REFUSALS.test(pointer))
    .map(({ ruleId, message, pointer }) => `${file}${pointer}: ${ruleId}: ${message}`);
}
