import type { Environment } from "../config/environment.ts";
import { readConfig } from "../config/read-config.ts";
import { type RunningServer, type StartOptions, startServer } from "./start-server.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs a server as a process of its own until SIGINT or SIGTERM: resolves with the exit code when it has stopped.
 * A second signal ends the process at once. A new admin key is printed on standard error, once and nowhere else, so
 * that it does not get into the log on standard output. Throws ConfigError, StartError and DirectoryInUseError, and
 * whatever else keeps the server from starting.
 */
export async function serve(env: Environment, options: Pick<StartOptions, "clock"> = {}): Promise<number> {
  const stop = Promise.withResolvers<number>();
  const onSignal = (): void => stop.resolve(0);
  for (const signal of SIGNALS) process.once(signal, onSignal);
  let server: RunningServer;
  try {
    server = await startServer(readConfig(env), {
      ...options,
      onNewAdminKey: (secret) =>
        void process.stderr.write(`The admin key, shown only this once: ${secret}\n`),
      onDatabaseLost: () => stop.resolve(1),
    });
  } finally {
    // Without a handler the next signal does what it does by default: it ends the process.
    void stop.promise.then(() => {
      for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    });
  }
  const code = await stop.promise;
  await server.close();
  return code;
}
