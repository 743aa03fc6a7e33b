/**
 * A process of its own with the whole server in it, as `ledgerport serve` runs it but for its log, which goes nowhere.
 * Configured by the environment; tells its parent the address and ends on SIGTERM.
 */
import { readConfig, startServer } from "@ledgerport/server";

const server = await startServer(readConfig(process.env));
process.once("SIGTERM", () => {
  void server.close().then(() => process.disconnect());
});
process.send?.({ url: server.url });
