import type { Deprecation } from "../config/deprecations.ts";

/**
 * What every answer of a deprecated version carries: `Deprecation` (RFC 9745: a structured date, seconds of Unix
 * time), `Sunset` (RFC 8594: an HTTP date), and links to the guide under the relations of both.
 */
export function deprecationHeaders({ since, sunset }: Deprecation, guideUrl: string): Record<string, string> {
  return {
    Deprecation: `@${Math.floor(since.getTime() / 1000)}`,
    Sunset: sunset.toUTCString(),
    Link: `<${guideUrl}>; rel="deprecation", <${guideUrl}>; rel="sunset"`,
  };
}
