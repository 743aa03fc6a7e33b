import { Subscription } from "@ledgerport/contract";
import type { TestServer } from "@ledgerport/testkit";
import { ask, makeSubject } from "./subject.ts";
import { YEARS } from "./years-sql.ts";

/** What each of the many small companies has of everything. */
const FEW = 10;

/** Tables of which a company has rows, in an order in which they can be filled. */
const TABLES = [
  "reference_records",
  "contra_accounts",
  "accounting_entries",
  "vendors",
  "export_jobs",
  "job_counters",
  "export_job_items",
  "entry_files",
  "events",
  "event_counters",
];

/**
 * Makes one company that has `size` of everything, in an organisation of as many companies, and gives `companies` of these
 * ten of everything: what the statistics know of the tables is true of hardly any company.
 */
export async function makeCrowd(
  server: TestServer,
  { size, companies }: { size: number; companies: number },
): Promise<void> {
  const sample = await makeSubject(server, FEW);
  const organisationId = await server.organisation();
  const giant = await server.company({ organisationId });
  const subscription = await ask(server, "POST", "/v1/subscriptions", {
    key: giant.key,
    body: { endpointUrl: "https://erp.example.com/hook", eventTypes: ["v1.export-job.created"] },
  });
  await server.database.write("system", "system:test", async (tx) => {
    const run = (text: string, values: readonly unknown[]): Promise<unknown[]> => tx.query({ text, values });
    await run(
      `INSERT INTO accounting_entries SELECT copy.* FROM accounting_entries e
         CROSS JOIN generate_series(1, $3::integer / ${FEW}) AS n
         CROSS JOIN jsonb_populate_record(e, jsonb_build_object(
           'company_id', $2::uuid, 'id', gen_random_uuid(), 'external_ref', e.external_ref || '-' || n)) AS copy
       WHERE e.company_id = $1`,
      [sample.id, giant.id, size],
    );
    for (const text of YEARS) {
      const given = `WITH given (company, subscription, organisation, size) AS (
        SELECT $1::uuid, $2::uuid, $3::uuid, $4::integer)`;
      await run(`${given} ${text}`, [giant.id, subscription.one(Subscription).id, organisationId, size]);
    }
    for (const table of TABLES) {
      await run(
        `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT copy.* FROM ${table} t
           CROSS JOIN (SELECT id FROM companies WHERE organisation_id = $2 AND id <> $1 ORDER BY id LIMIT $3) AS crowd
           CROSS JOIN jsonb_populate_record(t, jsonb_build_object('company_id', crowd.id)) AS copy
         WHERE t.company_id = $4`,
        [giant.id, organisationId, companies, sample.id],
      );
    }
  });
}
