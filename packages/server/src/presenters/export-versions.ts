import type { ApiVersion } from "@ledgerport/contract";
import type { ExportVersion } from "./export-version.ts";
import { v0 } from "./v0/version.ts";
import { v1 } from "./v1/version.ts";
import { v2 } from "./v2/version.ts";
import { v3 } from "./v3/version.ts";

const versions: Readonly<Record<ApiVersion, ExportVersion>> = { v0, v1, v2, v3 };

/** The version that a route belongs to. Throws Error for a route outside the Export API. */
export function exportVersion(version: ApiVersion | null): ExportVersion {
  if (version === null) throw new Error("The operation belongs to no version of the Export API");
  return versions[version];
}
