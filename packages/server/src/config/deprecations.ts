import type { DeprecatedVersion } from "@ledgerport/contract";

/** The end of one version of the Export API. */
export interface Deprecation {
  /** Since when the version is deprecated. */
  since: Date;
  /** From when on it may be switched off; not before `since` (RFC 9745). */
  sunset: Date;
  /** Whether it is switched off from the sunset on. */
  retired: boolean;
}

/** The end of each deprecated version. */
export type Deprecations = Readonly<Record<DeprecatedVersion, Deprecation>>;

/** What holds where the environment says nothing: a year's notice for v0, two for v1, and nothing switched off. */
export const defaultDeprecations: Deprecations = {
  v0: { since: new Date("2026-11-01T00:00:00Z"), sunset: new Date("2027-11-01T00:00:00Z"), retired: false },
  v1: { since: new Date("2026-11-01T00:00:00Z"), sunset: new Date("2028-11-01T00:00:00Z"), retired: false },
};
