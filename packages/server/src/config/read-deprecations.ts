import { DEPRECATED_VERSIONS, type DeprecatedVersion } from "@ledgerport/contract";
import { type Deprecation, type Deprecations, defaultDeprecations } from "./deprecations.ts";
import { ConfigError, type Environment, text } from "./environment.ts";

const RETIRED = "LEDGERPORT_RETIRED_VERSIONS";

/**
 * The ends of v0 and v1: LEDGERPORT_V0_DEPRECATION, LEDGERPORT_V0_SUNSET and so on are days or timestamps in UTC,
 * LEDGERPORT_RETIRED_VERSIONS a list such as `v0,v1`. Throws ConfigError naming the variable.
 */
export function readDeprecations(env: Environment): Deprecations {
  const retired = retiredVersions(env);
  const of = (version: DeprecatedVersion) => readDeprecation(env, version, retired.includes(version));
  return { v0: of("v0"), v1: of("v1") };
}

function readDeprecation(env: Environment, version: DeprecatedVersion, retired: boolean): Deprecation {
  const prefix = `LEDGERPORT_${version.toUpperCase()}`;
  const since = moment(env, `${prefix}_DEPRECATION`) ?? defaultDeprecations[version].since;
  const sunset = moment(env, `${prefix}_SUNSET`) ?? defaultDeprecations[version].sunset;
  if (sunset < since) {
    throw new ConfigError(
      `${prefix}_SUNSET (${sunset.toISOString()}) must not be before ${prefix}_DEPRECATION (${since.toISOString()})`,
    );
  }
  return { since, sunset, retired };
}

function moment(env: Environment, name: string): Date | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const full = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
  const at = new Date(full);
  // What can't be a date, such as 30 February, either is none or reads back as another one.
  if (Number.isNaN(at.getTime()) || at.toISOString().replace(".000Z", "Z") !== full) {
    throw new ConfigError(`${name} must be as 2027-11-01 or 2027-11-01T00:00:00Z, not "${value}"`);
  }
  return at;
}

function retiredVersions(env: Environment): DeprecatedVersion[] {
  const words = (text(env, RETIRED) ?? "").split(",").map((word) => word.trim());
  return words
    .filter((word) => word !== "")
    .map((word) => {
      const version = DEPRECATED_VERSIONS.find((known) => known === word);
      if (version === undefined) {
        throw new ConfigError(`${RETIRED} can name ${DEPRECATED_VERSIONS.join(" and ")}, not "${word}"`);
      }
      return version;
    });
}
