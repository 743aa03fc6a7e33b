/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable has a value that can't be used; the message names it and says what would do. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** A variable's value; an empty one counts as absent. */
export function text(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}

/** A variable that is 0 or 1. Throws ConfigError for anything else. */
export function flag(env: Environment, name: string): boolean | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  if (value !== "0" && value !== "1") throw new ConfigError(`${name} must be 0 or 1, not "${value}"`);
  return value === "1";
}
