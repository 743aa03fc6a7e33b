-- The first shape of everything: tenants, keys, reference data, accounting entries, export jobs and their items, history.
--
-- Every tenant table has company_id first in its primary key, unique constraints and foreign keys, so that the
-- tables can later be sharded by company. Row-level security (forced, so that it binds the tables' owner as well)
-- is the second wall between tenants: a connection sees the company in its ledgerport.company setting, or all
-- companies when that setting is '*'.
-- Amounts are bigint counts of ten-thousandths of the currency's unit.

CREATE FUNCTION ledgerport_sees(company uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('ledgerport.company', true) IN (company::text, '*')
$$;

CREATE TABLE organisations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE companies (
  id uuid CONSTRAINT companies_pkey PRIMARY KEY,
  organisation_id uuid REFERENCES organisations (id),
  name text NOT NULL,
  default_currency text NOT NULL CHECK (default_currency ~ '^[A-Z]{3}$'),
  bookkeeping_method text NOT NULL CHECK (bookkeeping_method IN ('none', 'journal', 'accounts_payable')),
  -- Counts up with every change of the company's reference data, so that copies in memory know when they are stale.
  reference_version bigint NOT NULL DEFAULT 0,
  -- The last reconciliation number handed out.
  last_reconciliation_number bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX companies_by_organisation ON companies (organisation_id, id);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  company_id uuid REFERENCES companies (id),
  organisation_id uuid REFERENCES organisations (id),
  is_admin boolean NOT NULL DEFAULT false,
  name text NOT NULL,
  scopes text[] NOT NULL,
  -- SHA-256 of the key; the key itself is never stored.
  hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  CHECK (num_nonnulls(company_id, organisation_id) = CASE WHEN is_admin THEN 0 ELSE 1 END)
);

CREATE TABLE idempotent_requests (
  key_owner text NOT NULL,
  route text NOT NULL,
  idempotency_key text NOT NULL,
  fingerprint text NOT NULL,
  status_code integer NOT NULL,
  body text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (key_owner, route, idempotency_key)
);
CREATE INDEX idempotent_requests_by_expiry ON idempotent_requests (expires_at);

CREATE TABLE contra_accounts (
  company_id uuid NOT NULL REFERENCES companies (id),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  id uuid NOT NULL,
  name text NOT NULL,
  code text,
  identifier text,
  PRIMARY KEY (company_id, currency),
  UNIQUE (company_id, id)
);

-- Accounts, tax codes, tags, teams and employees: what an entry may point to by code.
-- doc is the record as JSON text; group_code is set for tags only ('' elsewhere, so that uniqueness holds).
CREATE TABLE reference_records (
  company_id uuid NOT NULL REFERENCES companies (id),
  kind text NOT NULL CHECK (kind IN ('account', 'tax_code', 'tag_group', 'tag', 'team', 'employee')),
  id uuid NOT NULL,
  group_code text NOT NULL DEFAULT '',
  code text NOT NULL,
  doc text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, kind, id),
  UNIQUE (company_id, kind, group_code, code)
);

CREATE TABLE accounting_entries (
  company_id uuid NOT NULL REFERENCES companies (id),
  id uuid NOT NULL,
  external_ref text NOT NULL,
  type text NOT NULL,
  date date NOT NULL,
  wallet_currency text NOT NULL CHECK (wallet_currency ~ '^[A-Z]{3}$'),
  wallet_amount bigint NOT NULL,
  bookkeeping_method text NOT NULL CHECK (bookkeeping_method IN ('none', 'journal', 'accounts_payable')),
  vendor_code text,
  -- Lower-case words that the queue's free search looks in.
  search text NOT NULL,
  -- The entry as the platform gave it (codes, not ids), as JSON text.
  source text NOT NULL,
  -- The export item (newest version) as JSON text with slots for what is looked up when it is read.
  item_template text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT accounting_entries_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT accounting_entries_external_ref UNIQUE (company_id, external_ref)
);

CREATE TABLE export_jobs (
  company_id uuid NOT NULL REFERENCES companies (id),
  id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'in_progress', 'failed', 'completed', 'completed_with_errors')),
  is_interactive boolean NOT NULL,
  vendor_based_bookkeeping boolean NOT NULL,
  number_of_items integer NOT NULL CHECK (number_of_items > 0),
  -- What the job's entries are, for the checks of every page that is read of it: they are locked, so it stays true.
  entry_types text[] NOT NULL DEFAULT '{}',
  wallet_currencies text[] NOT NULL DEFAULT '{}',
  -- Seconds of silence after which the job expires.
  expires_in integer NOT NULL CHECK (expires_in > 0),
  created_by text,
  created_at timestamptz NOT NULL,
  last_updated_at timestamptz NOT NULL,
  -- last_updated_at plus expires_in.
  expires_at timestamptz NOT NULL,
  started_at timestamptz,
  completed_at timestamptz,
  expired_at timestamptz,
  failure_reason text,
  failure_reason_type text,
  PRIMARY KEY (company_id, id),
  CHECK ((completed_at IS NOT NULL) = (status NOT IN ('pending', 'in_progress')))
);
CREATE UNIQUE INDEX export_jobs_one_unfinished ON export_jobs (company_id) WHERE status IN ('pending', 'in_progress');
CREATE INDEX export_jobs_overdue ON export_jobs (expires_at) WHERE status IN ('pending', 'in_progress');
CREATE INDEX export_jobs_by_creation ON export_jobs (company_id, created_at, id);

CREATE TABLE export_job_items (
  company_id uuid NOT NULL,
  job_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  -- The entry's place in the job's request, from 1.
  position integer NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'in_progress', 'failed', 'successful', 'abandoned')),
  exported_at timestamptz,
  external_id text,
  external_url text,
  failure_reason text,
  failure_reason_type text,
  PRIMARY KEY (company_id, job_id, entry_id),
  UNIQUE (company_id, job_id, position),
  FOREIGN KEY (company_id, job_id) REFERENCES export_jobs (company_id, id),
  CHECK (status = 'failed' OR (failure_reason IS NULL AND failure_reason_type IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX export_job_items_by_entry ON export_job_items (company_id, entry_id, job_id);

-- Which entries may not be changed, and why: a row says that an unfinished job holds the entry (job_id), that an
-- export of it succeeded (exported), or (neither, and never committed) that a writer is changing it right now.
-- No row: not exported, free. One row per entry, so an entry is in at most one unfinished job.
CREATE TABLE entry_locks (
  company_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  job_id uuid,
  exported boolean NOT NULL,
  PRIMARY KEY (company_id, entry_id),
  FOREIGN KEY (company_id, entry_id) REFERENCES accounting_entries (company_id, id)
) WITH (fillfactor = 80);

-- Every change of a status, in order. entry_id is null where the row speaks of the job, or of all its entries or
-- items at once (subject says which).
CREATE TABLE history (
  company_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  subject text NOT NULL CHECK (subject IN ('job', 'item', 'entry')),
  job_id uuid,
  entry_id uuid,
  from_status text,
  to_status text NOT NULL,
  reason text,
  PRIMARY KEY (company_id, id)
);
CREATE INDEX history_by_job ON history (company_id, job_id, id);
CREATE INDEX history_by_entry ON history (company_id, entry_id, id) WHERE entry_id IS NOT NULL;

CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only';
END
$$;
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON history FROM CURRENT_USER;

ALTER TABLE companies ENABLE ROW LEVEL SECURITY;
ALTER TABLE companies FORCE ROW LEVEL SECURITY;
CREATE POLICY one_company ON companies USING (ledgerport_sees(id));

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['contra_accounts', 'reference_records', 'accounting_entries', 'export_jobs',
                                      'export_job_items', 'entry_locks', 'history']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY one_company ON %I USING (ledgerport_sees(company_id))', tenant_table);
  END LOOP;
END
$$;
