/** What a key may be allowed to do (contract 1, Authentication, and 6). */
export const SCOPES = [
  "export-jobs:read",
  "export-jobs:write",
  "export-items:read",
  "vendors:read",
  "vendors:write",
  "webhooks:read",
  "webhooks:write",
  "platform:read",
  "platform:write",
] as const;

export type Scope = (typeof SCOPES)[number];

/** How a caller proved who it is, as introspection says it. */
export const AUTH_METHODS = ["API_KEY", "OAUTH2"] as const;

/** The versions of the Export API, oldest first. */
export const API_VERSIONS = ["v0", "v1", "v2", "v3"] as const;

export type ApiVersion = (typeof API_VERSIONS)[number];

/** The versions that will be switched off one day (contract 2). */
export const DEPRECATED_VERSIONS = ["v0", "v1"] as const satisfies readonly ApiVersion[];

export type DeprecatedVersion = (typeof DEPRECATED_VERSIONS)[number];
