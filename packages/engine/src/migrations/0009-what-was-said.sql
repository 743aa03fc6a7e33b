-- What was said of entries, not only how far their export got; and who a deleted entry was.
--
-- An import is a thing of its own (who, when, from which file, how many rows), and the history names it. A record of the
-- history may say which members of an entry changed. A deleted entry keeps its id for its externalRef: the ledger knows it
-- by that id, so an entry that comes back under another would be booked a second time.

CREATE TABLE imports (
  company_id uuid NOT NULL REFERENCES companies (id),
  id uuid NOT NULL,
  -- Counts up over all imports; the order in which they began.
  place bigint GENERATED ALWAYS AS IDENTITY,
  actor text NOT NULL,
  -- What the caller calls the file; null when it told nothing.
  file_name text,
  started_at timestamptz NOT NULL,
  last_batch_at timestamptz NOT NULL,
  -- Null while it runs, and for good when it was cut off.
  completed_at timestamptz,
  created bigint NOT NULL DEFAULT 0,
  updated bigint NOT NULL DEFAULT 0,
  unchanged bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (company_id, id)
) WITH (fillfactor = 70);
CREATE INDEX imports_by_place ON imports (company_id, place);

-- What the rows of running imports said, so that two rows that say different things of one entry are found however far
-- apart they are. Gone when the import ends. No foreign key: it would be asked for every row.
CREATE TABLE import_rows (
  company_id uuid NOT NULL,
  import_id uuid NOT NULL,
  external_ref text NOT NULL,
  -- The row's number as the caller counts.
  number bigint NOT NULL,
  -- SHA-256 of what it said.
  said bytea NOT NULL CHECK (octet_length(said) = 32),
  PRIMARY KEY (company_id, import_id, external_ref)
);

CREATE TABLE deleted_entries (
  company_id uuid NOT NULL REFERENCES companies (id),
  external_ref text NOT NULL,
  id uuid NOT NULL,
  reconciliation_id text NOT NULL,
  deleted_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, external_ref),
  UNIQUE (company_id, id)
);

ALTER TABLE history
  ADD COLUMN import_id uuid,
  -- JSON: [{member, from, to}]; null where the record tells of a status alone.
  ADD COLUMN changes text;
CREATE INDEX history_by_time ON history (company_id, at);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['imports', 'import_rows', 'deleted_entries']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY one_company ON %I USING (ledgerport_sees(company_id))', tenant_table);
  END LOOP;
END
$$;
