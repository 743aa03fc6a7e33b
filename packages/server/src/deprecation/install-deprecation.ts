import { type ApiVersion, DEPRECATED_VERSIONS, type DeprecatedVersion } from "@ledgerport/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "../errors/api-error.ts";
import type { AppContext } from "../http/context.ts";
import { deprecationHeaders } from "./headers.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The version of the Export API that a route belongs to; absent or null where there is none. */
    version?: ApiVersion | null;
  }
}

/**
 * Lets every answer of a deprecated version say that it is, refusals included. To be installed before whatever
 * refuses requests.
 */
export function announceDeprecation(app: FastifyInstance, context: AppContext): void {
  app.addHook("onRequest", (request, reply, done) => {
    const version = deprecatedVersion(request);
    if (version !== undefined) {
      reply.headers(deprecationHeaders(context.config.deprecations[version], guideUrl(context)));
    }
    done();
  });
}

/**
 * Answers 410 API_VERSION_RETIRED for the versions that the operator has switched off, from their sunset on, and
 * counts who still speaks a deprecated version. To be installed after the caller is known.
 */
export function retireVersions(app: FastifyInstance, context: AppContext): void {
  const { clock, config, metrics } = context;
  app.addHook("onRequest", (request, _reply, done) => {
    const version = deprecatedVersion(request);
    if (version === undefined) return done();
    const { retired, sunset } = config.deprecations[version];
    return retired && sunset <= clock.now() ? done(retirement(version, guideUrl(context))) : done();
  });
  app.addHook("onResponse", (request, _reply, done) => {
    const version = deprecatedVersion(request);
    if (version !== undefined && request.apiKey !== null) metrics.deprecatedUse(version, request.apiKey.id);
    done();
  });
}

function deprecatedVersion(request: FastifyRequest): DeprecatedVersion | undefined {
  const { version } = request.routeOptions.config;
  return DEPRECATED_VERSIONS.find((deprecated) => deprecated === version);
}

/** The migration guide: the operator's, else the one that this server has. */
function guideUrl({ config, publicUrl }: AppContext): string {
  return config.migrationGuideUrl ?? `${publicUrl()}/docs/migration`;
}

function retirement(version: DeprecatedVersion, guide: string): ApiError {
  return new ApiError("API_VERSION_RETIRED", `${version} is switched off; how to move on: ${guide}`, {
    details: { version, migrationGuide: guide },
  });
}
