-- What a new owner's rows cost is not guessed from the old owners' rows.
--
-- Statistics list the owners that ANALYZE has seen. Of any other, the planner expects a single row, so that every index that
-- begins with the owner looks as good as the right one, and a company made since was read whole for each of its rows
-- (4,000 entries: creating a job 3,700 ms in place of 180). Without statistics the planner takes a share of the table as it is
-- at the time, for every owner alike. docs/decisions/0015-no-statistics-of-owners.md has the alternatives.
--
-- An owner is what many rows belong to: a company, an organisation, a job, an import, a subscription. STATISTICS 0 keeps ANALYZE from
-- looking at the column again, and is dumped and upgraded with the table. What earlier runs have found goes only when the
-- column is given a type, be it the same; nothing is rewritten by that, but policies that read the column must stand aside.

DO $$
DECLARE
  policy record;
  of_owner record;
BEGIN
  CREATE TEMPORARY TABLE put_aside ON COMMIT DROP AS
    SELECT p.polname AS name, p.polrelid::regclass AS on_table,
      CASE p.polcmd WHEN 'r' THEN 'SELECT' ELSE 'ALL' END AS command, pg_get_expr(p.polqual, p.polrelid) AS qualifier
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'public'::regnamespace;
  FOR policy IN SELECT * FROM put_aside LOOP
    EXECUTE format('DROP POLICY %I ON %s', policy.name, policy.on_table);
  END LOOP;
  FOR of_owner IN
    SELECT c.oid::regclass AS in_table, a.attname AS name
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
      AND a.attname IN ('company_id', 'organisation_id', 'job_id', 'import_id', 'subscription_id')
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE uuid', of_owner.in_table, of_owner.name);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', of_owner.in_table, of_owner.name);
  END LOOP;
  FOR policy IN SELECT * FROM put_aside LOOP
    EXECUTE format('CREATE POLICY %I ON %s FOR %s USING (%s)', policy.name, policy.on_table, policy.command, policy.qualifier);
  END LOOP;
END $$;
