-- A request that names a thing by id need not name the company: it is found from the id, whosever the thing is.

CREATE INDEX export_jobs_by_id ON export_jobs (id);
CREATE INDEX accounting_entries_by_id ON accounting_entries (id);
CREATE INDEX deleted_entries_by_id ON deleted_entries (id);
CREATE INDEX vendors_by_id ON vendors (id);
CREATE INDEX deliveries_by_id ON deliveries (id);
