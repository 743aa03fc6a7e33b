import { join } from "node:path";
import {
  type Clock,
  Database,
  DatabaseClock,
  ensureAdminKey,
  mendDeadlines,
  migrate,
  systemClock,
} from "@ledgerport/engine";
import { startPostgres } from "@ledgerport/postgres";
import { createDeliverer, delivererDefaults } from "@ledgerport/webhooks";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { createApp, listeningUrl } from "../app.ts";
import type { ServerConfig } from "../config/config.ts";
import { DiskFileStore } from "../files/disk-file-store.ts";
import { addProcessMetrics, createMetrics } from "../metrics/metrics.ts";
import { createLogger } from "./logger.ts";
import { sharedLimit } from "./shared-limit.ts";
import { startErrorOf } from "./start-error.ts";
import { startSweeper } from "./sweeper.ts";

/** What a server may be given besides its configuration. */
export interface StartOptions {
  /** Absent: the database's, so that servers that share it agree. */
  clock?: Clock;
  /** Absent: JSON lines on standard output. */
  logger?: FastifyBaseLogger;
  /**
   * Told of the admin key when this start has made it: nobody can ask for it again. Told at once, whatever becomes of
   * the rest of the start.
   */
  onNewAdminKey?: (secret: string) => void;
  /** Told when the embedded database ends by itself; the server is of no use then. */
  onDatabaseLost?: (reason: Error) => void;
}

/** A server that answers. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** Stops it: running requests finish, then the database stops. May be called again. */
  close(): Promise<void>;
}

/** Milliseconds that running requests have to finish before their connections are closed. */
const GRACE = 30_000;

/** Milliseconds that the owner of the data directory has to end: a server that is being restarted is just shutting down. */
const WAIT_FOR_DIRECTORY = 10_000;

/**
 * Starts everything: the database (embedded unless DATABASE_URL names one), its schema, the app, the sweeper, the
 * deliverer of webhooks. The first line of the log has the address as `url`. When something fails, what was started is stopped again.
 * Throws StartError and DirectoryInUseError for what its surroundings keep it from.
 */
export async function startServer(config: ServerConfig, options: StartOptions = {}): Promise<RunningServer> {
  const clock = options.clock ?? new DatabaseClock(systemClock, mendDeadlines);
  const logger = options.logger ?? createLogger(clock);
  const undo: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= undoAll(undo));
  try {
    const database = await openDatabase(config, clock, logger, options, undo);
    const { secret } = await database.write("system", "system:start", async (tx) => {
      // The clock may have been set while no server was there to notice.
      const now = tx.clock.now();
      await mendDeadlines(tx, { from: now, to: now });
      return ensureAdminKey(tx, config.adminKey);
    });
    if (secret !== undefined) options.onNewAdminKey?.(secret);
    const metrics = createMetrics();
    addProcessMetrics(metrics);
    const { redisUrl, rateLimit: limit } = config;
    const rateLimiter =
      redisUrl === undefined ? undefined : sharedLimit({ redisUrl, limit, clock, logger, metrics });
    undo.push(async () => rateLimiter?.close());
    const app = await createApp({
      database,
      clock,
      config,
      files: new DiskFileStore(join(config.dataDir, "files")),
      logger,
      metrics,
      ...(rateLimiter === undefined ? {} : { rateLimiter }),
    });
    undo.push(() => closeApp(app, clock));
    await app.listen({ host: config.host, port: config.port });
    const url = listeningUrl(app);
    logger.info({ url }, "listening");
    await rateLimiter?.start();
    const sweeper = startSweeper({ database, clock, logger, metrics });
    undo.push(() => sweeper.stop());
    const deliverer = createDeliverer({
      database,
      config: {
        ...delivererDefaults,
        allowNetworks: config.webhookAllowNetworks,
        allowHttp: config.webhookAllowHttp,
        envelope: config.webhookEnvelope,
      },
      log: logger,
      metrics: metrics.deliveries,
    });
    undo.push(() => deliverer.stop());
    deliverer.start();
    return { url, close };
  } catch (error) {
    await close();
    throw startErrorOf(error, config);
  }
}

async function openDatabase(
  config: ServerConfig,
  clock: Clock,
  logger: FastifyBaseLogger,
  options: StartOptions,
  undo: (() => Promise<void>)[],
): Promise<Database> {
  const given = config.databaseUrl ?? (await startEmbedded(config, logger, options, undo));
  const { url } = await migrate(given);
  const database = new Database({
    url,
    clock,
    // The driver's error carries its whole client along.
    onConnectionLost: ({ message: reason }) => logger.warn({ reason }, "a database connection was lost"),
  });
  undo.push(() => database.close());
  return database;
}

async function startEmbedded(
  config: ServerConfig,
  logger: FastifyBaseLogger,
  options: StartOptions,
  undo: (() => Promise<void>)[],
): Promise<string> {
  const postgres = await startPostgres({
    dataDirectory: join(config.dataDir, "postgres"),
    waitForDirectory: WAIT_FOR_DIRECTORY,
    onExit: (reason) => {
      logger.error({ err: reason }, "the database has ended");
      options.onDatabaseLost?.(reason);
    },
  });
  undo.push(() => postgres.stop());
  return postgres.url;
}

/** Lets running requests finish, but not for ever: a client that never reads must not keep the server up. */
async function closeApp(app: FastifyInstance, clock: Clock): Promise<void> {
  const cancel = clock.after(GRACE, () => app.server.closeAllConnections());
  await app.close();
  cancel();
}

/** Undoes in reverse; a step that fails does not keep the others from being done. */
async function undoAll(steps: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.toReversed()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, "The server did not stop cleanly");
}
