-- Vendors: the company's creditors as its accounting system knows them, or as it will once a draft is made there.
--
-- A draft has neither the accounting system's code nor its id. Codes and external ids are unique in a company, also
-- among archived vendors, since the accounting system does not give them out again.

CREATE TABLE vendors (
  company_id uuid NOT NULL REFERENCES companies (id),
  id uuid NOT NULL,
  name text NOT NULL,
  default_currency text NOT NULL CHECK (default_currency ~ '^[A-Z]{3}$'),
  state text NOT NULL CHECK (state IN ('DRAFT', 'ACTIVE', 'ARCHIVED')),
  accounting_system text,
  code text,
  external_id text,
  country text CHECK (country ~ '^[A-Z]{2}$'),
  registration_number text,
  tax_registration_number text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, id),
  CONSTRAINT vendors_code UNIQUE (company_id, code),
  CONSTRAINT vendors_external_id UNIQUE (company_id, external_id)
);

ALTER TABLE vendors ENABLE ROW LEVEL SECURITY;
ALTER TABLE vendors FORCE ROW LEVEL SECURITY;
CREATE POLICY one_company ON vendors USING (ledgerport_sees(company_id));
