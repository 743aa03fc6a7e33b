import assert from "node:assert/strict";
import type { HistoryRecord } from "../../src/history/model.ts";
import type { JobCompany } from "./job-company.ts";

/** Statuses by subject: `job <id>`, `item <job> <entry>`, `entry <id>`. */
type Statuses = Map<string, string>;

/**
 * Asserts that a company's history, replayed from nothing, gives the present statuses of its jobs, items and entries,
 * each record starting from where the one before it ended.
 */
export async function assertReplays(company: JobCompany): Promise<void> {
  const history = await company.history();
  const present = await presentStatuses(company);
  const replayed: Statuses = new Map();
  for (const record of history) {
    for (const subject of subjectsOf(record, present, replayed)) {
      const before = replayed.get(subject) ?? null;
      assert.equal(record.from, before, `${subject}: record ${record.id}`);
      if (record.changes === null) {
        assert.notEqual(record.to, before, `${subject}: record ${record.id} changes nothing`);
      }
      replayed.set(subject, record.to);
    }
  }
  for (const [subject, status] of present) {
    assert.equal(replayed.get(subject), status, subject);
  }
}

/** Asserts the same of every entry's own history, as it is listed: each of its statuses follows from the one before. */
export async function assertEntryHistories(company: JobCompany): Promise<void> {
  const present = await presentStatuses(company);
  for (const [subject, status] of present) {
    const [kind, id] = subject.split(" ");
    if (kind !== "entry" || id === undefined) continue;
    let replayed: string | null = null;
    for (const record of await company.entryHistory(id)) {
      if (record.subject !== "entry") continue;
      assert.equal(record.from, replayed, `${subject}: record ${record.id}`);
      replayed = record.to;
    }
    assert.equal(replayed, status, subject);
  }
}

/** A record without an entry speaks of all items of its job, or of all its entries that have the status it starts from. */
function subjectsOf(record: HistoryRecord, present: Statuses, replayed: Statuses): string[] {
  if (record.subject === "job") return [`job ${record.jobId}`];
  if (record.accountingEntryId !== null) {
    const id = record.accountingEntryId;
    return [record.subject === "entry" ? `entry ${id}` : `item ${record.jobId} ${id}`];
  }
  const items = [...present.keys()].filter((subject) => subject.startsWith(`item ${record.jobId} `));
  if (record.subject === "item") return items;
  return items
    .map((subject) => `entry ${subject.split(" ")[2]}`)
    .filter((subject) => replayed.get(subject) === record.from);
}

async function presentStatuses(company: JobCompany): Promise<Statuses> {
  const rows = await company.database.read({ companyId: company.id }, (sql) =>
    sql.query<{ subject: string; status: string }>({
      text: `SELECT 'job ' || id AS subject, status FROM export_jobs WHERE company_id = $1
             UNION ALL
             SELECT 'item ' || job_id || ' ' || entry_id, status FROM export_job_items WHERE company_id = $1
             UNION ALL
             SELECT 'entry ' || e.id, CASE WHEN l.entry_id IS NULL THEN 'NOT_EXPORTED' WHEN l.job_id IS NULL THEN 'EXPORTED'
               WHEN j.status = 'pending' THEN 'QUEUED' ELSE 'EXPORTING' END
             FROM accounting_entries e
             LEFT JOIN entry_locks l ON l.company_id = e.company_id AND l.entry_id = e.id
             LEFT JOIN export_jobs j ON j.company_id = l.company_id AND j.id = l.job_id
             WHERE e.company_id = $1`,
      values: [company.id],
    }),
  );
  return new Map(rows.map(({ subject, status }) => [subject, status]));
}
