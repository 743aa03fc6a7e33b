import type { Client } from "@ledgerport/sdk";

/** What the worker needs of the SDK's client, so that tests can stand in for the server. */
export interface WorkerClient {
  exportJobs: Pick<Client["exportJobs"], "list" | "get"> & {
    items: Pick<Client["exportJobs"]["items"], "list" | "update">;
  };
  exportJobEvents: Pick<
    Client["exportJobEvents"],
    "started" | "failed" | "completed" | "completedWithErrors"
  >;
  exportItems: Pick<Client["exportItems"], "list">;
  platform: {
    companies: Pick<Client["platform"]["companies"], "get">;
    reference: { accounts: Pick<Client["platform"]["reference"]["accounts"], "listAll"> };
    exportJobs: Pick<Client["platform"]["exportJobs"], "preflight">;
  };
}
