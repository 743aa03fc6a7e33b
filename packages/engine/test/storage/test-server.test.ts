import { announcedServer } from "@ledgerport/testkit";
import { migrationSuite } from "./migration-suite.ts";
import { storageSuite } from "./storage-suite.ts";

/** On the embedded PostgreSQL, or on the one that LEDGERPORT_TEST_DATABASE_URL names. */
const find = () => Promise.resolve(announcedServer());
storageSuite(find);
migrationSuite(find);
