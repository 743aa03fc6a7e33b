import { after, test } from "node:test";
import { type OwnDatabaseServer, startInstalledServer } from "@ledgerport/testkit";
import { migrationSuite } from "./migration-suite.ts";
import { storageSuite } from "./storage-suite.ts";

const server: OwnDatabaseServer | undefined = await startInstalledServer();
if (server === undefined) {
  test(
    "the same on an installed PostgreSQL",
    { skip: "no PostgreSQL is installed (Debian: postgresql)" },
    () => {},
  );
} else {
  const find = () => Promise.resolve(server);
  storageSuite(find);
  migrationSuite(find);
  after(() => server.close());
}
