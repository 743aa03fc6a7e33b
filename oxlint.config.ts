import { defineConfig } from "oxlint";

/**
 * Which packages of the project each package may import, always by its entry. Everything not named here is refused,
 * so the table is also the proof that packages have no cycle. The reasons: docs/decisions/0003-import-rules.md.
 */
const mayImport: Record<string, readonly string[]> = {
  contract: [],
  engine: [],
  postgres: [],
  webhooks: ["engine"],
  server: ["contract", "engine", "postgres", "webhooks"],
  sdk: ["contract"],
  connectors: ["sdk"],
  cli: ["server", "connectors", "sdk"],
  testkit: ["contract", "engine", "postgres", "webhooks", "server", "sdk", "connectors", "cli"],
};

const packages = Object.keys(mayImport);

/** The command line's package carries the project's own name, every other one the scope. */
const published = (name: string): string => (name === "cli" ? "ledgerport" : `@ledgerport/${name}`);

const commonPatterns = [
  { regex: "^(@ledgerport/[a-z-]+|ledgerport)/", message: "Import a package by its entry only." },
  {
    regex: `^(\\.\\./)+(packages/)?(${packages.join("|")})/(src|test|bin)/`,
    message: "Import another package by its name, not by a path.",
  },
  { group: ["timers", "node:timers", "node:timers/promises"], message: "Take the injected clock." },
];

/** The rule for one package's sources: what it may not import, in one expression (no look-ahead in oxlint's). */
function importRule(name: string, allowed: readonly string[], typesOnly: readonly string[] = []) {
  const refused = packages.filter((other) => other !== name && !allowed.includes(other)).map(published);
  return [
    "error",
    {
      patterns: [
        ...commonPatterns,
        { regex: `^(${refused.join("|")})$`, message: `packages/${name} may not import this one.` },
        ...typesOnly.map((other) => ({
          regex: `^${published(other)}$`,
          allowTypeImports: true,
          message: "Import its types only.",
        })),
      ],
    },
  ] as const;
}

const clockProperties = [
  { object: "Date", property: "now", message: "Take the injected clock." },
  { object: "Math", property: "random", message: "Take the injected source of randomness." },
  { object: "performance", property: "now", message: "Take the injected clock." },
];
const clockGlobals = ["setTimeout", "setInterval", "setImmediate"].map((name) => ({
  name,
  message: "Take the injected clock.",
}));

/** Nothing may be done with an `any`. */
const unsafeRules = ["assignment", "member-access", "call", "return", "argument"].map(
  (use) => `typescript/no-unsafe-${use}`,
);

export default defineConfig({
  plugins: ["typescript", "import", "unicorn", "oxc"],
  options: { typeAware: true },
  categories: { correctness: "error" },
  ignorePatterns: ["node_modules", "dist"],
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    // The test runner itself waits for what its functions return.
    "typescript/no-floating-promises": [
      "error",
      {
        allowForKnownSafeCalls: [
          {
            from: "package",
            package: "node:test",
            name: ["test", "it", "describe", "suite", "before", "after", "beforeEach", "afterEach"],
          },
        ],
      },
    ],
    "typescript/no-misused-promises": "error",
    "typescript/await-thenable": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": "error",
    ...Object.fromEntries(unsafeRules.map((rule) => [rule, "error" as const])),
    "import/no-cycle": "error",
    "max-lines": ["error", { max: 400 }],
    eqeqeq: "error",
    "no-console": "error",
    "no-restricted-properties": ["error", ...clockProperties],
    "no-restricted-globals": ["error", ...clockGlobals],
    "no-restricted-imports": ["error", { patterns: commonPatterns }],
  },
  overrides: [
    ...Object.entries(mayImport).map(([name, allowed]) => ({
      files: [`packages/${name}/src/**`, `packages/${name}/bin/**`],
      rules: {
        "no-restricted-imports": importRule(name, allowed, name === "sdk" ? ["contract"] : []),
      },
    })),
    {
      // The command line's tests read what it printed, JSON of any shape: a wrong shape fails the test.
      files: ["packages/cli/test/**"],
      rules: Object.fromEntries(unsafeRules.map((rule) => [rule, "off" as const])),
    },
    {
      // Scripts of the browser's: plain JavaScript, whose globals the type check of a Node project does not know.
      files: ["packages/server/assets/**"],
      rules: Object.fromEntries(unsafeRules.map((rule) => [rule, "off" as const])),
    },
    {
      // Developers' programs and benchmarks talk to a person and measure real time.
      files: ["bench/**", "tools/**"],
      rules: { "no-console": "off", "no-restricted-properties": "off", "no-restricted-globals": "off" },
    },
  ],
});
