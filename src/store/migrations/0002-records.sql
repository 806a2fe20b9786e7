-- Pseudonymised records of the last ingest. The gateway has no right here.
CREATE SCHEMA record;
COMMENT ON SCHEMA record IS 'Pseudonymised subjects and their enrolments, as of the last ingest.';
GRANT USAGE ON SCHEMA record TO rose_ingest, rose_snapshot;

CREATE TABLE record.ingests (
  content_hash text PRIMARY KEY CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  -- One row: what the store holds now. Earlier ingests are in the audit.
  single boolean NOT NULL DEFAULT true UNIQUE CHECK (single),
  trial_id text NOT NULL,
  cutoff date NOT NULL,
  mapping_id text NOT NULL,
  mapping_version text NOT NULL,
  versions jsonb NOT NULL,
  counts jsonb NOT NULL
);
COMMENT ON TABLE record.ingests IS 'The ingest that filled the store: one row, or none.';
COMMENT ON COLUMN record.ingests.content_hash IS 'SHA-256 of the batch.';
COMMENT ON COLUMN record.ingests.single IS 'Keeps the table at one row.';
COMMENT ON COLUMN record.ingests.trial_id IS 'Trial whose export it was.';
COMMENT ON COLUMN record.ingests.cutoff IS 'Cut-off date of the trial''s data.';
COMMENT ON COLUMN record.ingests.mapping_id IS 'Mapping that read the export.';
COMMENT ON COLUMN record.ingests.mapping_version IS 'Its version.';
COMMENT ON COLUMN record.ingests.versions IS 'Versions of derivation, normaliser and OncoTree.';
COMMENT ON COLUMN record.ingests.counts IS 'Screened, withdrawn, held back, rejected subjects.';
GRANT SELECT, INSERT, DELETE ON record.ingests TO rose_ingest;
GRANT SELECT ON record.ingests TO rose_snapshot;

CREATE TABLE record.subjects (
  pseudonym text PRIMARY KEY CHECK (pseudonym ~ '^p[1-9][0-9]*-[0-9a-f]{32}$'),
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  document jsonb NOT NULL CHECK (document ->> 'pseudonym' = pseudonym),
  sex text GENERATED ALWAYS AS (document ->> 'sex') STORED,
  age_band text GENERATED ALWAYS AS (document ->> 'ageBand') STORED,
  tumour text GENERATED ALWAYS AS (jsonb_path_query_first(document, '$.tumours[*] ? (@.primary == true).oncotree') #>> '{}') STORED
);
COMMENT ON TABLE record.subjects IS 'One row a subject.';
COMMENT ON COLUMN record.subjects.pseudonym IS 'Keyed pseudonym; the key is not in this database.';
COMMENT ON COLUMN record.subjects.content_hash IS 'SHA-256 of record and enrolments: an ingest writes the subjects that changed.';
COMMENT ON COLUMN record.subjects.document IS 'The record, prime-rose-record/1.';
COMMENT ON COLUMN record.subjects.sex IS 'From the record.';
COMMENT ON COLUMN record.subjects.age_band IS 'From the record; at day 0.';
COMMENT ON COLUMN record.subjects.tumour IS 'OncoTree code of the primary tumour; null under review or unknown.';
GRANT SELECT, INSERT, UPDATE, DELETE ON record.subjects TO rose_ingest;
GRANT SELECT ON record.subjects TO rose_snapshot;

CREATE TABLE record.enrolments (
  pseudonym text NOT NULL REFERENCES record.subjects ON DELETE CASCADE,
  number integer NOT NULL CHECK (number >= 1),
  local_name text NOT NULL,
  cohort_key text,
  cohort_group text NOT NULL,
  cohort_label text NOT NULL,
  tumour text,
  alteration text,
  drugs text,
  treated boolean NOT NULL,
  start_quarter text CHECK (start_quarter ~ '^[0-9]{4}-Q[1-4]$'),
  start_day integer,
  mature boolean NOT NULL,
  awaiting boolean NOT NULL,
  evaluable boolean NOT NULL,
  disease_control boolean,
  no_control_reason text,
  best_response text CHECK (best_response IN ('CR', 'PR', 'SD', 'PD', 'NE')),
  confirmed_response text CHECK (confirmed_response IN ('CR', 'PR')),
  pfs_days integer,
  pfs_event smallint CHECK (pfs_event IN (0, 1)),
  os_days integer,
  os_event smallint CHECK (os_event IN (0, 1)),
  grade3_related boolean NOT NULL,
  grade3_related_or_unknown boolean NOT NULL,
  serious boolean NOT NULL,
  PRIMARY KEY (pseudonym, number)
);
COMMENT ON TABLE record.enrolments IS 'One row an enrolment (subject x named cohort), in typed columns for counting.';
COMMENT ON COLUMN record.enrolments.pseudonym IS 'The subject.';
COMMENT ON COLUMN record.enrolments.number IS '1, 2, ... in the order of allocation.';
COMMENT ON COLUMN record.enrolments.local_name IS 'Cohort as the trial spells it, trimmed.';
COMMENT ON COLUMN record.enrolments.cohort_key IS 'Canonical key v1; null while a part is under review.';
COMMENT ON COLUMN record.enrolments.cohort_group IS 'Equal for spellings of one local cohort.';
COMMENT ON COLUMN record.enrolments.cohort_label IS 'Cohort in plain words.';
COMMENT ON COLUMN record.enrolments.tumour IS 'Tumour part of the key.';
COMMENT ON COLUMN record.enrolments.alteration IS 'Alteration part of the key.';
COMMENT ON COLUMN record.enrolments.drugs IS 'Drug part of the key.';
COMMENT ON COLUMN record.enrolments.treated IS 'A delivered dose with a complete start.';
COMMENT ON COLUMN record.enrolments.start_quarter IS 'Calendar quarter of treatment start; null where not treated.';
COMMENT ON COLUMN record.enrolments.start_day IS 'Treatment start in days after the subject''s day 0.';
COMMENT ON COLUMN record.enrolments.mature IS 'Week 16 reached by the cut-off.';
COMMENT ON COLUMN record.enrolments.awaiting IS 'Week-16 visit done or due, its form not in yet.';
COMMENT ON COLUMN record.enrolments.evaluable IS 'Treated, mature and dosed enough.';
COMMENT ON COLUMN record.enrolments.disease_control IS 'At week 16; null while not mature.';
COMMENT ON COLUMN record.enrolments.no_control_reason IS 'Why there is no control.';
COMMENT ON COLUMN record.enrolments.best_response IS 'Best response, unconfirmed.';
COMMENT ON COLUMN record.enrolments.confirmed_response IS 'CR or PR seen again after 28 days or more.';
COMMENT ON COLUMN record.enrolments.pfs_days IS 'Progression-free survival, days from treatment start.';
COMMENT ON COLUMN record.enrolments.pfs_event IS '1 progression or death, 0 censored.';
COMMENT ON COLUMN record.enrolments.os_days IS 'Overall survival, days from treatment start.';
COMMENT ON COLUMN record.enrolments.os_event IS '1 death, 0 censored.';
COMMENT ON COLUMN record.enrolments.grade3_related IS 'A related event of grade 3 or more.';
COMMENT ON COLUMN record.enrolments.grade3_related_or_unknown IS 'The same, unknown relation included.';
COMMENT ON COLUMN record.enrolments.serious IS 'A serious event.';
GRANT SELECT, INSERT, UPDATE, DELETE ON record.enrolments TO rose_ingest;
GRANT SELECT ON record.enrolments TO rose_snapshot;
CREATE INDEX enrolments_cohort ON record.enrolments (cohort_key) WHERE treated;
