import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectral, { type RulesetDefinition } from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";
import { membersOf } from "./json.ts";

const config = await createConfig({ extends: ["recommended-strict"] });

/**
 * All its rules, those that it does not recommend as well. But tags stand as the reference page shows them, and not by the
 * alphabet; and who maintains a server is for its operator to say: the project has no address for its users' clients.
 */
const second = new spectral.Spectral();
second.setRuleset({
  // Its types ask of a rule set that it extends another, which the basic ones don't.
  extends: [[rulesets.oas as RulesetDefinition, "all"]],
  rules: { "openapi-tags-alphabetical": "off", "contact-properties": "off" },
});

/** Probes take nothing from the caller and refuse nobody: they alone have no answer of the 400s. */
const WITHOUT_REFUSALS = /^#\/paths\/~1health~1(?:live|ready)\/get\//;

/** What two linters find fault with in a description, a line each; what they only warn of as well. */
export async function lintFaults(file: string, source: string): Promise<string[]> {
  return [...(await faultsByRedocly(file, source)), ...(await faultsBySpectral(file, source))];
}

async function faultsByRedocly(file: string, source: string): Promise<string[]> {
  const problems = await lintFromString({ source, absoluteRef: `/${file}`, config });
  return problems
    .map(({ ruleId, message, location }) => ({ ruleId, message, pointer: location[0]?.pointer ?? "" }))
    .filter(({ ruleId, pointer }) => ruleId !== "operation-4xx-response" || !WITHOUT_REFUSALS.test(pointer))
    .map(({ ruleId, message, pointer }) => `${file}${pointer}: ${ruleId}: ${message}`);
}

async function faultsBySpectral(file: string, source: string): Promise<string[]> {
  const problems = await second.run({ ...membersOf(JSON.parse(source)) });
  return problems.map(({ code, message, path }) => `${file}#/${path.join("/")}: ${code}: ${message}`);
}
