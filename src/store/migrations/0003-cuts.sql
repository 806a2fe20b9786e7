-- Data cuts: what was built, and who opened it. The snapshot itself is a file; no row of a patient is here.
CREATE SCHEMA cut;
COMMENT ON SCHEMA cut IS 'Data cuts and the committee''s approvals.';
GRANT USAGE ON SCHEMA cut TO rose_snapshot;

CREATE TABLE cut.cuts (
  id text PRIMARY KEY CHECK (id ~ '^cut-[0-9a-f]{16}$'),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  description jsonb NOT NULL CHECK (description ->> 'id' = id),
  built_at text NOT NULL,
  opened_at text,
  closed_at text,
  CHECK (closed_at IS NULL OR opened_at IS NOT NULL)
);
COMMENT ON TABLE cut.cuts IS 'One row a data cut: built, then opened, then closed.';
COMMENT ON COLUMN cut.cuts.id IS 'Named by the snapshot''s hash.';
COMMENT ON COLUMN cut.cuts.number IS 'Order of building; a run that failed leaves a gap.';
COMMENT ON COLUMN cut.cuts.description IS 'cut/1: counts, versions, hashes.';
COMMENT ON COLUMN cut.cuts.built_at IS 'RFC 3339, UTC.';
COMMENT ON COLUMN cut.cuts.opened_at IS 'When the committee''s approvals were complete.';
COMMENT ON COLUMN cut.cuts.closed_at IS 'When it was closed to new computation.';
GRANT SELECT, INSERT (id, description, built_at), UPDATE (opened_at, closed_at) ON cut.cuts TO rose_snapshot;

CREATE TABLE cut.approvals (
  cut_id text NOT NULL REFERENCES cut.cuts,
  member text NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  jws text NOT NULL,
  PRIMARY KEY (cut_id, member)
);
COMMENT ON TABLE cut.approvals IS 'Approvals by committee members, one a member and cut.';
COMMENT ON COLUMN cut.approvals.cut_id IS 'The cut that was approved.';
COMMENT ON COLUMN cut.approvals.member IS 'Who approved.';
COMMENT ON COLUMN cut.approvals.number IS 'Order of approving.';
COMMENT ON COLUMN cut.approvals.jws IS 'Compact JWS over the approval; the engine verifies it itself.';
GRANT SELECT, INSERT (cut_id, member, jws) ON cut.approvals TO rose_snapshot;
