-- Which job came later is known to the database alone.
--
-- Ids and times come from clocks, which differ between servers and are set back: by them a job could look older than one
-- that had ended before it began. Each job gets the company's next number under a lock on the company's counter, so that
-- numbers follow the order in which the jobs were made.

CREATE TABLE job_counters (
  company_id uuid PRIMARY KEY REFERENCES companies (id),
  last_number bigint NOT NULL
) WITH (fillfactor = 50);

ALTER TABLE job_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_counters FORCE ROW LEVEL SECURITY;
CREATE POLICY one_company ON job_counters USING (ledgerport_sees(company_id));

ALTER TABLE export_jobs ADD COLUMN number bigint;

-- The jobs that are there, in the order in which the history was told of them: its ids are the database's own.
UPDATE export_jobs j SET number = counted.number
FROM (
  SELECT o.company_id, o.id, row_number() OVER (
    PARTITION BY o.company_id
    ORDER BY (SELECT min(h.id) FROM history h WHERE h.company_id = o.company_id AND h.job_id = o.id) NULLS FIRST, o.created_at, o.id
  ) AS number
  FROM export_jobs o
) AS counted
WHERE j.company_id = counted.company_id AND j.id = counted.id;

INSERT INTO job_counters (company_id, last_number) SELECT company_id, max(number) FROM export_jobs GROUP BY company_id;

ALTER TABLE export_jobs ALTER COLUMN number SET NOT NULL, ADD CONSTRAINT export_jobs_number UNIQUE (company_id, number);
DROP INDEX export_jobs_by_creation;
