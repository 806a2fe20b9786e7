-- Whoever verifies the audit reads it whole, and what it is compared with; never a record.
GRANT USAGE ON SCHEMA audit, cut, published, store TO rose_auditor;
GRANT SELECT ON audit.events, audit.access, published.tables, store.migrations TO rose_auditor;
GRANT SELECT (id, number, state) ON cut.cuts TO rose_auditor;
