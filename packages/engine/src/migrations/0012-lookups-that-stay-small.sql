-- Lookups whose cost follows what is asked for, and not how much else there is.

-- Whose subscriptions a company sees was found by going through all companies, also in every claim of deliveries.
CREATE FUNCTION ledgerport_company() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN current_setting('ledgerport.company', true) ~ '^[0-9a-f-]{36}$'
    THEN current_setting('ledgerport.company', true)::uuid END
$$;
DROP POLICY its_organisation ON subscriptions;
CREATE POLICY its_organisation ON subscriptions FOR SELECT USING (
  organisation_id = (SELECT c.organisation_id FROM companies c WHERE c.id = ledgerport_company()));

-- An entry's history has what was said of its jobs as a whole: a few records among the many of a job's entries.
CREATE INDEX history_of_whole_jobs ON history (company_id, job_id, id) WHERE entry_id IS NULL;

-- The lists that go through everything there is, in their own order.
CREATE INDEX companies_by_creation ON companies (created_at, id);
CREATE INDEX organisations_by_creation ON organisations (created_at, id);
CREATE INDEX api_keys_by_creation ON api_keys (created_at, id);
