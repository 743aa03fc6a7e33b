const EACH = "FROM given CROSS JOIN LATERAL generate_series(0, size - 1) AS n";
const THEN = "'2025-05-01T00:00:00Z'::timestamptz + n * interval '1 second'";

/**
 * What a company has after years, so much of each kind as `given` says: statements to stand behind
 * WITH given (company, subscription, organisation, size).
 */
export const YEARS: readonly string[] = [
  `INSERT INTO companies (id, organisation_id, name, default_currency, bookkeeping_method, created_at, updated_at)
   SELECT gen_random_uuid(), organisation, 'Sister', 'EUR', 'journal', ${THEN}, ${THEN} ${EACH}`,
  `INSERT INTO vendors (company_id, id, name, default_currency, state, code, external_id, created_at, updated_at)
   SELECT company, gen_random_uuid(), 'Vendor ' || n, 'EUR', 'ACTIVE', 'V' || n, 'erp-' || n, ${THEN}, ${THEN} ${EACH}`,
  `INSERT INTO export_jobs (company_id, id, number, status, is_interactive, vendor_based_bookkeeping, number_of_items,
     expires_in, created_at, last_updated_at, expires_at, started_at, completed_at)
   SELECT company, gen_random_uuid(), n + 1, 'completed', true, false, 1, 3600, ${THEN}, ${THEN}, ${THEN}, ${THEN}, ${THEN} ${EACH}`,
  `INSERT INTO job_counters (company_id, last_number) SELECT company, size FROM given`,
  `INSERT INTO export_job_items (company_id, job_id, entry_id, position, status)
   SELECT j.company_id, j.id, e.id, 1, 'successful' FROM given
     JOIN (SELECT *, row_number() OVER (PARTITION BY company_id ORDER BY id) AS place FROM accounting_entries) AS e
       ON e.company_id = company
     JOIN export_jobs j ON j.company_id = company AND j.number = e.place`,
  `INSERT INTO history (company_id, at, actor, subject, job_id, entry_id, from_status, to_status)
   SELECT i.company_id, now(), 'key:old', subject, i.job_id, i.entry_id, 'pending', 'successful'
   FROM given JOIN export_job_items i ON i.company_id = company CROSS JOIN unnest('{item,entry}'::text[]) AS subject`,
  `INSERT INTO entry_files (company_id, entry_id, name, hash, size, type, created_at)
   SELECT e.company_id, e.id, 'old.pdf', sha256(e.id::text::bytea), 100, 'application/pdf', e.created_at
   FROM given JOIN accounting_entries e ON e.company_id = company`,
  `INSERT INTO events (company_id, sequence, id, type, data, created_at)
   SELECT company, n + 1, gen_random_uuid(), 'export-job.created', '{"id":"0"}', ${THEN} ${EACH}`,
  `INSERT INTO event_counters (company_id, last_sequence) SELECT company, size FROM given`,
  `INSERT INTO deliveries (company_id, id, subscription_id, event_sequence, event_id, event_type, status, next_attempt_at,
     attempts, created_at, ended_at)
   SELECT e.company_id, gen_random_uuid(), subscription, e.sequence, e.id, 'v1.export-job.created',
     CASE e.sequence % 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'failed' ELSE 'delivered' END,
     CASE WHEN e.sequence % 3 = 0 THEN e.created_at END, 1, e.created_at, CASE WHEN e.sequence % 3 > 0 THEN e.created_at END
   FROM given JOIN events e ON e.company_id = company`,
  `INSERT INTO delivery_attempts (company_id, delivery_id, number, at, duration_ms, status_code)
   SELECT d.company_id, d.id, 1, d.created_at, 10, 500 FROM given JOIN deliveries d ON d.company_id = company`,
  `INSERT INTO subscription_activities (id, subscription_id, actor, operation_type, description, created_at)
   SELECT gen_random_uuid(), subscription, 'key:old', 'UPDATE', 'Changed', ${THEN} ${EACH}`,
  `INSERT INTO api_keys (id, company_id, name, scopes, hash, created_at)
   SELECT gen_random_uuid(), company, 'Old', '{}', sha256((company::text || n)::bytea), ${THEN} ${EACH}`,
  `INSERT INTO idempotent_requests (key_owner, route, idempotency_key, fingerprint, status_code, body, expires_at)
   SELECT company::text, 'POST', n::text, 'old', 200, '{}', ${THEN} ${EACH}`,
];
