-- Made by `npm run schema` from packages/engine/src/migrations. Do not edit.

CREATE OR REPLACE FUNCTION public.history_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'history is append-only';
END
$function$;

CREATE OR REPLACE FUNCTION public.ledgerport_company()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN current_setting('ledgerport.company', true) ~ '^[0-9a-f-]{36}$'
    THEN current_setting('ledgerport.company', true)::uuid END
$function$;

CREATE OR REPLACE FUNCTION public.ledgerport_sees(company uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN current_setting('ledgerport.company', true) IN (company::text, '*') THEN 1 END IS NOT NULL
$function$;

CREATE TABLE accounting_entries (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  external_ref text NOT NULL,
  type text NOT NULL,
  date date NOT NULL,
  wallet_currency text NOT NULL,
  wallet_amount bigint NOT NULL,
  bookkeeping_method text NOT NULL,
  vendor_code text,
  search text NOT NULL,
  source text NOT NULL,
  item_template text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  needs jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT accounting_entries_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT accounting_entries_external_ref UNIQUE (company_id, external_ref),
  CONSTRAINT accounting_entries_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT accounting_entries_bookkeeping_method_check CHECK ((bookkeeping_method = ANY (ARRAY['none'::text, 'journal'::text, 'accounts_payable'::text]))),
  CONSTRAINT accounting_entries_wallet_currency_check CHECK ((wallet_currency ~ '^[A-Z]{3}$'::text))
);

CREATE TABLE api_keys (
  id uuid NOT NULL,
  company_id uuid,
  organisation_id uuid,
  is_admin boolean NOT NULL DEFAULT false,
  name text NOT NULL,
  scopes text[] NOT NULL,
  hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_hash_key UNIQUE (hash),
  CONSTRAINT api_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT api_keys_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  CONSTRAINT api_keys_check CHECK ((num_nonnulls(company_id, organisation_id) =
CASE
    WHEN is_admin THEN 0
    ELSE 1
END))
);

CREATE TABLE companies (
  id uuid NOT NULL,
  organisation_id uuid,
  name text NOT NULL,
  default_currency text NOT NULL,
  bookkeeping_method text NOT NULL,
  reference_version bigint NOT NULL DEFAULT 0,
  last_reconciliation_number bigint NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  required_for_export text[] NOT NULL DEFAULT '{}'::text[],
  books_closed_through date,
  CONSTRAINT companies_pkey PRIMARY KEY (id),
  CONSTRAINT companies_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  CONSTRAINT companies_bookkeeping_method_check CHECK ((bookkeeping_method = ANY (ARRAY['none'::text, 'journal'::text, 'accounts_payable'::text]))),
  CONSTRAINT companies_default_currency_check CHECK ((default_currency ~ '^[A-Z]{3}$'::text)),
  CONSTRAINT companies_required_for_export_check CHECK ((required_for_export <@ ARRAY['tax_code'::text, 'tag'::text, 'receipt'::text]))
);

CREATE TABLE contra_accounts (
  company_id uuid NOT NULL,
  currency text NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  code text,
  identifier text,
  CONSTRAINT contra_accounts_pkey PRIMARY KEY (company_id, currency),
  CONSTRAINT contra_accounts_company_id_id_key UNIQUE (company_id, id),
  CONSTRAINT contra_accounts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT contra_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);

CREATE TABLE deleted_entries (
  company_id uuid NOT NULL,
  external_ref text NOT NULL,
  id uuid NOT NULL,
  reconciliation_id text NOT NULL,
  deleted_at timestamp with time zone NOT NULL,
  CONSTRAINT deleted_entries_pkey PRIMARY KEY (company_id, external_ref),
  CONSTRAINT deleted_entries_company_id_id_key UNIQUE (company_id, id),
  CONSTRAINT deleted_entries_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);

CREATE TABLE deliveries (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  event_sequence bigint,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  body text,
  status text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  attempts_before integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone,
  lease_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT deliveries_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT deliveries_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT deliveries_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id),
  CONSTRAINT deliveries_check CHECK (((status = 'pending'::text) = (next_attempt_at IS NOT NULL))),
  CONSTRAINT deliveries_check1 CHECK (((status = 'pending'::text) = (ended_at IS NULL))),
  CONSTRAINT deliveries_check2 CHECK (((status = 'pending'::text) OR (lease_until IS NULL))),
  CONSTRAINT deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
) WITH (fillfactor=70);

CREATE TABLE delivery_attempts (
  company_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamp with time zone NOT NULL,
  duration_ms integer NOT NULL,
  status_code integer,
  response_excerpt text,
  error text,
  CONSTRAINT delivery_attempts_pkey PRIMARY KEY (company_id, delivery_id, number),
  CONSTRAINT delivery_attempts_company_id_delivery_id_fkey FOREIGN KEY (company_id, delivery_id) REFERENCES deliveries(company_id, id) ON DELETE CASCADE,
  CONSTRAINT delivery_attempts_number_check CHECK ((number > 0))
);

CREATE TABLE entry_files (
  company_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  name text NOT NULL,
  place bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  hash bytea NOT NULL,
  size integer NOT NULL,
  type text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT entry_files_pkey PRIMARY KEY (company_id, entry_id, name),
  CONSTRAINT entry_files_company_id_entry_id_fkey FOREIGN KEY (company_id, entry_id) REFERENCES accounting_entries(company_id, id) ON DELETE CASCADE,
  CONSTRAINT entry_files_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT entry_files_name_check CHECK ((name <> ''::text)),
  CONSTRAINT entry_files_size_check CHECK ((size > 0))
);

CREATE TABLE entry_locks (
  company_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  job_id uuid,
  exported boolean NOT NULL,
  CONSTRAINT entry_locks_pkey PRIMARY KEY (company_id, entry_id),
  CONSTRAINT entry_locks_company_id_entry_id_fkey FOREIGN KEY (company_id, entry_id) REFERENCES accounting_entries(company_id, id)
) WITH (fillfactor=80);

CREATE TABLE event_counters (
  company_id uuid NOT NULL,
  last_sequence bigint NOT NULL,
  forgotten_sequence bigint NOT NULL DEFAULT 0,
  CONSTRAINT event_counters_pkey PRIMARY KEY (company_id),
  CONSTRAINT event_counters_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
) WITH (fillfactor=50);

CREATE TABLE events (
  company_id uuid NOT NULL,
  sequence bigint NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  data text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (company_id, sequence),
  CONSTRAINT events_company_id_id_key UNIQUE (company_id, id),
  CONSTRAINT events_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);

CREATE TABLE export_job_items (
  company_id uuid NOT NULL,
  job_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  "position" integer NOT NULL,
  status text NOT NULL,
  exported_at timestamp with time zone,
  external_id text,
  external_url text,
  failure_reason text,
  failure_reason_type text,
  CONSTRAINT export_job_items_pkey PRIMARY KEY (company_id, job_id, entry_id),
  CONSTRAINT export_job_items_company_id_job_id_position_key UNIQUE (company_id, job_id, "position"),
  CONSTRAINT export_job_items_company_id_job_id_fkey FOREIGN KEY (company_id, job_id) REFERENCES export_jobs(company_id, id),
  CONSTRAINT export_job_items_check CHECK (((status = 'failed'::text) OR ((failure_reason IS NULL) AND (failure_reason_type IS NULL)))),
  CONSTRAINT export_job_items_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'in_progress'::text, 'failed'::text, 'successful'::text, 'abandoned'::text])))
) WITH (fillfactor=80);

CREATE TABLE export_jobs (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  status text NOT NULL,
  is_interactive boolean NOT NULL,
  vendor_based_bookkeeping boolean NOT NULL,
  number_of_items integer NOT NULL,
  entry_types text[] NOT NULL DEFAULT '{}'::text[],
  wallet_currencies text[] NOT NULL DEFAULT '{}'::text[],
  expires_in integer NOT NULL,
  created_by text,
  created_at timestamp with time zone NOT NULL,
  last_updated_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  expired_at timestamp with time zone,
  failure_reason text,
  failure_reason_type text,
  number bigint NOT NULL,
  CONSTRAINT export_jobs_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT export_jobs_number UNIQUE (company_id, number),
  CONSTRAINT export_jobs_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT export_jobs_check CHECK (((completed_at IS NOT NULL) = (status <> ALL (ARRAY['pending'::text, 'in_progress'::text])))),
  CONSTRAINT export_jobs_expires_in_check CHECK ((expires_in > 0)),
  CONSTRAINT export_jobs_number_of_items_check CHECK ((number_of_items > 0)),
  CONSTRAINT export_jobs_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'in_progress'::text, 'failed'::text, 'completed'::text, 'completed_with_errors'::text])))
);

CREATE TABLE history (
  company_id uuid NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  subject text NOT NULL,
  job_id uuid,
  entry_id uuid,
  from_status text,
  to_status text NOT NULL,
  reason text,
  import_id uuid,
  changes text,
  CONSTRAINT history_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT history_subject_check CHECK ((subject = ANY (ARRAY['job'::text, 'item'::text, 'entry'::text])))
);

CREATE TABLE idempotent_requests (
  key_owner text NOT NULL,
  route text NOT NULL,
  idempotency_key text NOT NULL,
  fingerprint text NOT NULL,
  status_code integer NOT NULL,
  body text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_owner, route, idempotency_key)
);

CREATE TABLE import_rows (
  company_id uuid NOT NULL,
  import_id uuid NOT NULL,
  external_ref text NOT NULL,
  number bigint NOT NULL,
  said bytea NOT NULL,
  CONSTRAINT import_rows_pkey PRIMARY KEY (company_id, import_id, external_ref),
  CONSTRAINT import_rows_said_check CHECK ((octet_length(said) = 32))
);

CREATE TABLE imports (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  place bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  actor text NOT NULL,
  file_name text,
  started_at timestamp with time zone NOT NULL,
  last_batch_at timestamp with time zone NOT NULL,
  completed_at timestamp with time zone,
  created bigint NOT NULL DEFAULT 0,
  updated bigint NOT NULL DEFAULT 0,
  unchanged bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  CONSTRAINT imports_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT imports_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
) WITH (fillfactor=70);

CREATE TABLE job_counters (
  company_id uuid NOT NULL,
  last_number bigint NOT NULL,
  CONSTRAINT job_counters_pkey PRIMARY KEY (company_id),
  CONSTRAINT job_counters_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
) WITH (fillfactor=50);

CREATE TABLE organisations (
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT organisations_pkey PRIMARY KEY (id)
);

CREATE TABLE reference_records (
  company_id uuid NOT NULL,
  kind text NOT NULL,
  id uuid NOT NULL,
  group_code text NOT NULL DEFAULT ''::text,
  code text NOT NULL,
  doc text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT reference_records_pkey PRIMARY KEY (company_id, kind, id),
  CONSTRAINT reference_records_company_id_kind_group_code_code_key UNIQUE (company_id, kind, group_code, code),
  CONSTRAINT reference_records_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT reference_records_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'tax_code'::text, 'tag_group'::text, 'tag'::text, 'team'::text, 'employee'::text])))
);

CREATE TABLE schema_migrations (
  version integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (version)
);

CREATE TABLE signing_secrets (
  purpose text NOT NULL,
  secret bytea NOT NULL,
  CONSTRAINT signing_secrets_pkey PRIMARY KEY (purpose)
);

CREATE TABLE subscription_activities (
  id uuid NOT NULL,
  subscription_id uuid NOT NULL,
  actor text NOT NULL,
  operation_type text NOT NULL,
  description text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT subscription_activities_pkey PRIMARY KEY (id),
  CONSTRAINT subscription_activities_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id),
  CONSTRAINT subscription_activities_operation_type_check CHECK ((operation_type = ANY (ARRAY['CREATE'::text, 'UPDATE'::text, 'DELETE'::text])))
);

CREATE TABLE subscriptions (
  id uuid NOT NULL,
  company_id uuid,
  organisation_id uuid,
  endpoint_url text NOT NULL,
  event_types text[] NOT NULL,
  status text NOT NULL,
  custom_headers text,
  endpoint_auth text,
  envelope text,
  secret text NOT NULL,
  previous_secret text,
  previous_secret_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  deleted_at timestamp with time zone,
  deleted_by text,
  last_success_at timestamp with time zone,
  failing_since timestamp with time zone,
  CONSTRAINT subscriptions_pkey PRIMARY KEY (id),
  CONSTRAINT subscriptions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT subscriptions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  CONSTRAINT subscriptions_check CHECK ((num_nonnulls(company_id, organisation_id) = 1)),
  CONSTRAINT subscriptions_check1 CHECK (((previous_secret IS NULL) = (previous_secret_until IS NULL))),
  CONSTRAINT subscriptions_check2 CHECK (((deleted_at IS NULL) = (deleted_by IS NULL))),
  CONSTRAINT subscriptions_envelope_check CHECK ((envelope = ANY (ARRAY['both'::text, 'flat'::text, 'nested'::text]))),
  CONSTRAINT subscriptions_event_types_check CHECK ((cardinality(event_types) > 0)),
  CONSTRAINT subscriptions_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text])))
) WITH (fillfactor=80);

CREATE TABLE vendors (
  company_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  default_currency text NOT NULL,
  state text NOT NULL,
  accounting_system text,
  code text,
  external_id text,
  country text,
  registration_number text,
  tax_registration_number text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT vendors_pkey PRIMARY KEY (company_id, id),
  CONSTRAINT vendors_code UNIQUE (company_id, code),
  CONSTRAINT vendors_external_id UNIQUE (company_id, external_id),
  CONSTRAINT vendors_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  CONSTRAINT vendors_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT vendors_default_currency_check CHECK ((default_currency ~ '^[A-Z]{3}$'::text)),
  CONSTRAINT vendors_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'ACTIVE'::text, 'ARCHIVED'::text])))
);

CREATE INDEX accounting_entries_by_id ON public.accounting_entries USING btree (id);
CREATE INDEX api_keys_by_creation ON public.api_keys USING btree (created_at, id);
CREATE INDEX companies_by_creation ON public.companies USING btree (created_at, id);
CREATE INDEX companies_by_organisation ON public.companies USING btree (organisation_id, id);
CREATE INDEX deleted_entries_by_id ON public.deleted_entries USING btree (id);
CREATE INDEX deliveries_by_creation ON public.deliveries USING btree (created_at);
CREATE INDEX deliveries_by_event ON public.deliveries USING btree (company_id, event_sequence);
CREATE INDEX deliveries_by_id ON public.deliveries USING btree (id);
CREATE INDEX deliveries_by_subscription ON public.deliveries USING btree (subscription_id, created_at, id);
CREATE INDEX deliveries_due ON public.deliveries USING btree (subscription_id, next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX deliveries_leased ON public.deliveries USING btree (subscription_id, lease_until) WHERE (lease_until IS NOT NULL);
CREATE INDEX events_by_creation ON public.events USING btree (created_at);
CREATE INDEX export_job_items_by_entry ON public.export_job_items USING btree (company_id, entry_id, job_id);
CREATE INDEX export_jobs_by_id ON public.export_jobs USING btree (id);
CREATE INDEX export_jobs_overdue ON public.export_jobs USING btree (expires_at) WHERE (status = ANY (ARRAY['pending'::text, 'in_progress'::text]));
CREATE INDEX history_by_entry ON public.history USING btree (company_id, entry_id, id) WHERE (entry_id IS NOT NULL);
CREATE INDEX history_by_job ON public.history USING btree (company_id, job_id, id);
CREATE INDEX history_by_time ON public.history USING btree (company_id, at);
CREATE INDEX history_of_whole_jobs ON public.history USING btree (company_id, job_id, id) WHERE (entry_id IS NULL);
CREATE INDEX idempotent_requests_by_expiry ON public.idempotent_requests USING btree (expires_at);
CREATE INDEX imports_by_place ON public.imports USING btree (company_id, place);
CREATE INDEX organisations_by_creation ON public.organisations USING btree (created_at, id);
CREATE INDEX subscription_activities_by_subscription ON public.subscription_activities USING btree (subscription_id, created_at, id);
CREATE INDEX subscriptions_by_company ON public.subscriptions USING btree (company_id, created_at, id);
CREATE INDEX subscriptions_by_organisation ON public.subscriptions USING btree (organisation_id, created_at, id);
CREATE INDEX vendors_by_id ON public.vendors USING btree (id);
CREATE UNIQUE INDEX export_jobs_one_unfinished ON public.export_jobs USING btree (company_id) WHERE (status = ANY (ARRAY['pending'::text, 'in_progress'::text]));

ALTER TABLE accounting_entries ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE api_keys ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE api_keys ALTER COLUMN organisation_id SET STATISTICS 0;
ALTER TABLE companies ALTER COLUMN organisation_id SET STATISTICS 0;
ALTER TABLE contra_accounts ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE deleted_entries ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE deliveries ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE deliveries ALTER COLUMN subscription_id SET STATISTICS 0;
ALTER TABLE delivery_attempts ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE entry_files ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE entry_locks ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE entry_locks ALTER COLUMN job_id SET STATISTICS 0;
ALTER TABLE event_counters ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE events ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE export_job_items ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE export_job_items ALTER COLUMN job_id SET STATISTICS 0;
ALTER TABLE export_jobs ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE history ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE history ALTER COLUMN job_id SET STATISTICS 0;
ALTER TABLE history ALTER COLUMN import_id SET STATISTICS 0;
ALTER TABLE import_rows ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE import_rows ALTER COLUMN import_id SET STATISTICS 0;
ALTER TABLE imports ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE job_counters ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE reference_records ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE subscription_activities ALTER COLUMN subscription_id SET STATISTICS 0;
ALTER TABLE subscriptions ALTER COLUMN company_id SET STATISTICS 0;
ALTER TABLE subscriptions ALTER COLUMN organisation_id SET STATISTICS 0;
ALTER TABLE vendors ALTER COLUMN company_id SET STATISTICS 0;

CREATE TRIGGER history_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();

ALTER TABLE accounting_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounting_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE companies ENABLE ROW LEVEL SECURITY;
ALTER TABLE companies FORCE ROW LEVEL SECURITY;
ALTER TABLE contra_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contra_accounts FORCE ROW LEVEL SECURITY;
ALTER TABLE deleted_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE deleted_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliveries FORCE ROW LEVEL SECURITY;
ALTER TABLE delivery_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery_attempts FORCE ROW LEVEL SECURITY;
ALTER TABLE entry_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry_files FORCE ROW LEVEL SECURITY;
ALTER TABLE entry_locks ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry_locks FORCE ROW LEVEL SECURITY;
ALTER TABLE event_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_counters FORCE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
ALTER TABLE export_job_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_job_items FORCE ROW LEVEL SECURITY;
ALTER TABLE export_jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_jobs FORCE ROW LEVEL SECURITY;
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
ALTER TABLE history FORCE ROW LEVEL SECURITY;
ALTER TABLE import_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_rows FORCE ROW LEVEL SECURITY;
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
ALTER TABLE job_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_counters FORCE ROW LEVEL SECURITY;
ALTER TABLE reference_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE reference_records FORCE ROW LEVEL SECURITY;
ALTER TABLE subscription_activities ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription_activities FORCE ROW LEVEL SECURITY;
ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY;
ALTER TABLE vendors ENABLE ROW LEVEL SECURITY;
ALTER TABLE vendors FORCE ROW LEVEL SECURITY;

CREATE POLICY one_company ON accounting_entries AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON companies AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(id));
CREATE POLICY one_company ON contra_accounts AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON deleted_entries AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON deliveries AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON delivery_attempts AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON entry_files AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON entry_locks AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON event_counters AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON events AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON export_job_items AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON export_jobs AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON history AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON import_rows AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON imports AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON job_counters AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON reference_records AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY of_own_subscription ON subscription_activities AS PERMISSIVE FOR ALL TO public USING ((EXISTS ( SELECT
   FROM subscriptions s
  WHERE ((s.id = subscription_activities.subscription_id) AND ledgerport_sees(s.company_id)))));
CREATE POLICY of_visible_subscription ON subscription_activities AS PERMISSIVE FOR SELECT TO public USING ((EXISTS ( SELECT
   FROM subscriptions s
  WHERE (s.id = subscription_activities.subscription_id))));
CREATE POLICY its_organisation ON subscriptions AS PERMISSIVE FOR SELECT TO public USING ((organisation_id = ( SELECT c.organisation_id
   FROM companies c
  WHERE (c.id = ledgerport_company()))));
CREATE POLICY one_company ON subscriptions AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));
CREATE POLICY one_company ON vendors AS PERMISSIVE FOR ALL TO public USING (ledgerport_sees(company_id));

-- The owner of history keeps: INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER
