import { type OwnDatabaseServer, announce, startDatabaseServer } from "./database-server.ts";

let server: OwnDatabaseServer | undefined;

/** Called by `node --test --test-global-setup` before the first test file. */
export async function globalSetup(): Promise<void> {
  server = await startDatabaseServer();
  announce(server);
}

/** Called after the last test file. */
export async function globalTeardown(): Promise<void> {
  await server?.close();
}
