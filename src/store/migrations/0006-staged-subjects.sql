CREATE UNLOGGED TABLE record.staged_subjects (
  pseudonym text NOT NULL,
  content_hash text NOT NULL,
  document text NOT NULL,
  recommended boolean,
  enrolments text NOT NULL
);
COMMENT ON TABLE record.staged_subjects IS 'Subjects of a running ingest, on their way into record.subjects. Each ingest sees its own rows alone and deletes them before it commits, so that a committed row does not exist.';
COMMENT ON COLUMN record.staged_subjects.pseudonym IS 'As in record.subjects.';
COMMENT ON COLUMN record.staged_subjects.content_hash IS 'As in record.subjects.';
COMMENT ON COLUMN record.staged_subjects.document IS 'The record as JSON text: parsed only where it changed.';
COMMENT ON COLUMN record.staged_subjects.recommended IS 'As in record.subjects.';
COMMENT ON COLUMN record.staged_subjects.enrolments IS 'JSON list of the rows for record.enrolments.';
GRANT SELECT, INSERT, DELETE ON record.staged_subjects TO rose_ingest;
