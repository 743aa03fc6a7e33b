import type { Clock, Database } from "@ledgerport/engine";
import { newId } from "@ledgerport/engine";
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { AppConfig } from "./config/config.ts";
import { announceDeprecation, retireVersions } from "./deprecation/install-deprecation.ts";
import { installErrors } from "./errors/install-errors.ts";
import type { FileStore } from "./files/file-store.ts";
import { installAccess } from "./http/access.ts";
import { installBodyParser } from "./http/body-parser.ts";
import type { AppContext } from "./http/context.ts";
import { answerFrameworkError } from "./http/framework-errors.ts";
import { installRecord } from "./http/record.ts";
import { installRedirects } from "./http/redirects.ts";
import { registerRoutes } from "./http/routes.ts";
import { installDate } from "./http/date.ts";
import { installStopping } from "./http/stopping.ts";
import { type Metrics, createMetrics } from "./metrics/metrics.ts";
import { installResponseCheck } from "./http/response-check.ts";
import { MemoryRateLimiter } from "./rate-limit/memory-rate-limiter.ts";
import type { RateLimiter } from "./rate-limit/rate-limiter.ts";

type Bindings = Parameters<FastifyBaseLogger["child"]>[0];

/** What an app needs from outside. */
export interface AppOptions {
  /** Migrated; the app does not close it. */
  database: Database;
  clock: Clock;
  config: AppConfig;
  /** Where the bytes of receipts are kept. */
  files: FileStore;
  /** Absent: nothing is logged. */
  logger?: FastifyBaseLogger;
  /** Absent: the app's own. */
  metrics?: Metrics;
  /** Absent: the app counts by itself. */
  rateLimiter?: RateLimiter;
}

/** The address that the app listens on, as a URL without a slash at its end. Throws Error before it listens. */
export function listeningUrl(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen yet");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** Fastify's own notes are left out: the first line of the log is the server's. Requests log as usual. */
function logging(logger: FastifyBaseLogger) {
  return {
    loggerInstance: logger.child({}, { level: "warn" }),
    childLoggerFactory: (_quiet: FastifyBaseLogger, bindings: Bindings) => logger.child(bindings),
  };
}

/** In characters; Node.js itself refuses requests whose first line and headers are longer than 16 KB. */
const LONGEST_PATH = 16 * 1024;

/** The whole HTTP side, ready to listen or to be injected into; it starts nothing in the background. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { clock, config, database, files, logger } = options;
  const limiter = options.rateLimiter ?? new MemoryRateLimiter(clock, config.rateLimit);
  const app: FastifyInstance = fastify({
    ...(logger === undefined ? { logger: false } : logging(logger)),
    // One line per request is written by us, when it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(clock),
    requestIdHeader: false,
    // A parameter of any length reaches its schema, which refuses it by name.
    routerOptions: { maxParamLength: LONGEST_PATH },
    // A request that comes in while the server stops is still answered, and its connection closed.
    return503OnClosing: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
      void answerFrameworkError(limiter, error, request, reply);
    },
  });
  const metrics = options.metrics ?? createMetrics();
  let publicUrl = config.publicUrl;
  const context: AppContext = {
    database,
    clock,
    config,
    metrics,
    files,
    publicUrl: () => (publicUrl ??= listeningUrl(app)),
    isStopping: installStopping(app),
  };
  installErrors(app);
  installDate(app, clock);
  installBodyParser(app);
  announceDeprecation(app, context);
  installAccess(app, context, limiter);
  retireVersions(app, context);
  installRecord(app, metrics);
  if (config.checkResponses) installResponseCheck(app);
  installRedirects(app);
  await registerRoutes(app, context);
  return app;
}
