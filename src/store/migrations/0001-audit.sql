-- The audit: append-only by grant, chained by hash, without forks by constraint.
CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS 'What changed and what was disclosed.';
GRANT USAGE ON SCHEMA audit TO rose_ingest, rose_snapshot, rose_gateway;

CREATE TABLE audit.events (
  sequence bigint PRIMARY KEY CHECK (sequence >= 1),
  kind text NOT NULL,
  at text NOT NULL,
  actor text NOT NULL,
  facts jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
  previous_hash text NOT NULL UNIQUE CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
  written_by text NOT NULL DEFAULT session_user,
  written_in text NOT NULL DEFAULT current_setting('application_name')
);
COMMENT ON TABLE audit.events IS 'Chained events; one writer at a time (advisory lock).';
COMMENT ON COLUMN audit.events.sequence IS 'Place in the chain: 1, 2, ... without gaps.';
COMMENT ON COLUMN audit.events.kind IS 'What happened, e.g. ingest.saved.';
COMMENT ON COLUMN audit.events.at IS 'When, RFC 3339 in UTC, as it was hashed.';
COMMENT ON COLUMN audit.events.actor IS 'Process or person.';
COMMENT ON COLUMN audit.events.facts IS 'Ids, hashes and counts; never a value from a record.';
COMMENT ON COLUMN audit.events.previous_hash IS 'Hash of the event before; unique, so that the chain cannot fork.';
COMMENT ON COLUMN audit.events.hash IS 'SHA-256 of this event with the hash before it.';
COMMENT ON COLUMN audit.events.written_by IS 'Login that wrote the row; not hashed.';
COMMENT ON COLUMN audit.events.written_in IS 'Process and transaction that wrote the row; not hashed.';
GRANT INSERT (sequence, kind, at, actor, facts, previous_hash, hash) ON audit.events TO rose_ingest, rose_snapshot, rose_gateway;
GRANT SELECT ON audit.events TO rose_ingest, rose_snapshot;
-- Facts hold exact counts of ingests and cuts: the gateway sees of them what it needs to append.
GRANT SELECT (sequence, hash) ON audit.events TO rose_gateway;

CREATE TABLE audit.access (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('question.answered', 'question.refused')),
  member text,
  code text,
  cohort_hash text,
  table_sha256 text,
  occurrences integer NOT NULL DEFAULT 1 CHECK (occurrences >= 1),
  CHECK ((kind = 'question.refused') = (code IS NOT NULL))
);
COMMENT ON TABLE audit.access IS 'Questions and refusals, written in batches; not chained, since an answer shows nothing beyond a published table.';
COMMENT ON COLUMN audit.access.number IS 'Order of writing.';
COMMENT ON COLUMN audit.access.at IS 'When, RFC 3339 in UTC.';
COMMENT ON COLUMN audit.access.kind IS 'question.answered or question.refused.';
COMMENT ON COLUMN audit.access.member IS 'Who asked; null where that could not be verified.';
COMMENT ON COLUMN audit.access.code IS 'Code of the refusal.';
COMMENT ON COLUMN audit.access.cohort_hash IS 'Hash of the cohort key that was asked.';
COMMENT ON COLUMN audit.access.table_sha256 IS 'The published table that answered.';
COMMENT ON COLUMN audit.access.occurrences IS 'Like refusals within a short time that this row stands for.';
GRANT INSERT (at, kind, member, code, cohort_hash, table_sha256, occurrences) ON audit.access TO rose_gateway;
GRANT SELECT ON audit.access TO rose_gateway;
