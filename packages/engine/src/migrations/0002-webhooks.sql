-- Webhooks: what happened (events, numbered per company), who wants to hear of it (subscriptions), and what was sent
-- to whom with what success (deliveries and their attempts).
--
-- Events and deliveries are written in the transaction of the change that they tell of. A subscription belongs to a
-- company or to an organisation, whose companies' events it gets; a company's connection sees its own and its
-- organisation's (the fan-out reads them), but changes only its own.

-- A table of its own and not a column of companies, so that emitting an event never meets another lock on the
-- company's row.
CREATE TABLE event_counters (
  company_id uuid PRIMARY KEY REFERENCES companies (id),
  last_sequence bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE events (
  company_id uuid NOT NULL REFERENCES companies (id),
  -- From 1, without gaps, in the order of the commits.
  sequence bigint NOT NULL,
  id uuid NOT NULL,
  -- Without a version: `export-job.created`.
  type text NOT NULL,
  -- The resource as JSON text, as it was then.
  data text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, sequence),
  UNIQUE (company_id, id)
);
CREATE INDEX events_by_creation ON events (created_at);

CREATE TABLE subscriptions (
  id uuid PRIMARY KEY,
  company_id uuid REFERENCES companies (id),
  organisation_id uuid REFERENCES organisations (id),
  endpoint_url text NOT NULL,
  -- The names as given; an event is delivered under each name by which it was subscribed.
  event_types text[] NOT NULL CHECK (cardinality(event_types) > 0),
  status text NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
  -- JSON objects as text; null where there are none.
  custom_headers text,
  endpoint_auth text,
  -- Null: as the server is told.
  envelope text CHECK (envelope IN ('both', 'flat', 'nested')),
  -- Kept as they are, because signing needs them.
  secret text NOT NULL,
  previous_secret text,
  previous_secret_until timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  deleted_by text,
  last_success_at timestamptz,
  -- Since when no attempt has succeeded; null while the last one did.
  failing_since timestamptz,
  CHECK (num_nonnulls(company_id, organisation_id) = 1),
  CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
  CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX subscriptions_by_company ON subscriptions (company_id, created_at, id);
CREATE INDEX subscriptions_by_organisation ON subscriptions (organisation_id, created_at, id);

CREATE TABLE subscription_activities (
  id uuid PRIMARY KEY,
  subscription_id uuid NOT NULL REFERENCES subscriptions (id),
  actor text NOT NULL,
  operation_type text NOT NULL CHECK (operation_type IN ('CREATE', 'UPDATE', 'DELETE')),
  description text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX subscription_activities_by_subscription ON subscription_activities (subscription_id, created_at, id);

CREATE TABLE deliveries (
  company_id uuid NOT NULL REFERENCES companies (id),
  -- The webhook-id header: stable over retries.
  id uuid NOT NULL,
  subscription_id uuid NOT NULL REFERENCES subscriptions (id),
  -- Null for a test.
  event_sequence bigint,
  event_id uuid NOT NULL,
  -- The name as subscribed.
  event_type text NOT NULL,
  -- The bytes that are signed and sent; written when the first attempt begins, and the same from then on.
  body text,
  status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  -- Attempts that ended, and how many of them were before the delivery was last queued.
  attempts integer NOT NULL DEFAULT 0,
  attempts_before integer NOT NULL DEFAULT 0,
  -- When the next attempt is due; while one is being made, when it is taken for lost.
  next_attempt_at timestamptz,
  -- Set while a server makes an attempt.
  lease_until timestamptz,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (company_id, id),
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)),
  CHECK ((status = 'pending') = (ended_at IS NULL)),
  CHECK (status = 'pending' OR lease_until IS NULL)
) WITH (fillfactor = 70);
-- What is due, subscription by subscription, so that one with a million deliveries hides no other.
CREATE INDEX deliveries_due ON deliveries (subscription_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX deliveries_leased ON deliveries (subscription_id, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, created_at, id);
CREATE INDEX deliveries_by_event ON deliveries (company_id, event_sequence);
CREATE INDEX deliveries_by_creation ON deliveries (created_at);

CREATE TABLE delivery_attempts (
  company_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  -- Null where there was no answer; error says why.
  status_code integer,
  -- The first bytes of the answer.
  response_excerpt text,
  error text,
  PRIMARY KEY (company_id, delivery_id, number),
  FOREIGN KEY (company_id, delivery_id) REFERENCES deliveries (company_id, id) ON DELETE CASCADE
);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['event_counters', 'events', 'subscriptions', 'deliveries', 'delivery_attempts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY one_company ON %I USING (ledgerport_sees(company_id))', tenant_table);
  END LOOP;
END
$$;
CREATE POLICY its_organisation ON subscriptions FOR SELECT USING (
  organisation_id IN (SELECT c.organisation_id FROM companies c WHERE ledgerport_sees(c.id)));

ALTER TABLE subscription_activities ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription_activities FORCE ROW LEVEL SECURITY;
CREATE POLICY of_visible_subscription ON subscription_activities FOR SELECT USING (
  EXISTS (SELECT FROM subscriptions s WHERE s.id = subscription_id));
-- An organisation's subscription has no company: only the system writes what was done to it.
CREATE POLICY of_own_subscription ON subscription_activities USING (
  EXISTS (SELECT FROM subscriptions s WHERE s.id = subscription_id AND ledgerport_sees(s.company_id)));
