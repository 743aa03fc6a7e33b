-- Receipts: which files an entry has. Their bytes are no part of the database; `hash` says which they are.
--
-- A file's place in its entry is kept: an upload of the same name takes over the place of the one before.

CREATE TABLE entry_files (
  company_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  -- Counts up over all uploads; the order of an entry's files.
  place bigint GENERATED ALWAYS AS IDENTITY,
  -- SHA-256 of the bytes.
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  size integer NOT NULL CHECK (size > 0),
  -- The media type, found out from the bytes.
  type text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, entry_id, name),
  FOREIGN KEY (company_id, entry_id) REFERENCES accounting_entries (company_id, id) ON DELETE CASCADE
);

ALTER TABLE entry_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry_files FORCE ROW LEVEL SECURITY;
CREATE POLICY one_company ON entry_files USING (ledgerport_sees(company_id));

-- What all servers of this database sign with. Made here, so that two servers that start at once can't make two.
CREATE TABLE signing_secrets (
  purpose text PRIMARY KEY,
  -- 244 random bits.
  secret bytea NOT NULL
);
INSERT INTO signing_secrets (purpose, secret)
VALUES ('file-links', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
