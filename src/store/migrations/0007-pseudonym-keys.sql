-- Which pseudonym key the store is under, who is behind a pseudonym (sealed under that key), and who has withdrawn.
-- A store of an earlier version holds nobody's sealed id, so it is emptied: the next ingest fills it again.
DELETE FROM record.ingests;
DELETE FROM record.subjects;

CREATE TABLE record.pseudonym_keys (
  version integer PRIMARY KEY CHECK (version BETWEEN 1 AND 9999),
  key_id text NOT NULL UNIQUE CHECK (key_id ~ '^[0-9a-f]{16}$'),
  began_at text NOT NULL,
  ended_at text
);
COMMENT ON TABLE record.pseudonym_keys IS 'Every pseudonym key the store was under; the one without an end is the present one.';
COMMENT ON COLUMN record.pseudonym_keys.version IS 'Part of every pseudonym.';
COMMENT ON COLUMN record.pseudonym_keys.key_id IS 'Keyed fingerprint: names the key, says nothing of it.';
COMMENT ON COLUMN record.pseudonym_keys.began_at IS 'RFC 3339, UTC.';
COMMENT ON COLUMN record.pseudonym_keys.ended_at IS 'When it was rotated away or destroyed.';
CREATE UNIQUE INDEX pseudonym_keys_present ON record.pseudonym_keys ((true)) WHERE ended_at IS NULL;
GRANT SELECT, INSERT (version, key_id, began_at), UPDATE (ended_at) ON record.pseudonym_keys TO rose_ingest;
GRANT SELECT ON record.pseudonym_keys TO rose_snapshot;

CREATE TABLE record.persons (
  pseudonym text PRIMARY KEY CHECK (pseudonym ~ '^p[1-9][0-9]*-[0-9a-f]{32}$'),
  person uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  sealed_local_id bytea NOT NULL CHECK (octet_length(sealed_local_id) BETWEEN 0 AND 1024)
);
COMMENT ON TABLE record.persons IS 'One row a person who ever was in the store and has not withdrawn.';
COMMENT ON COLUMN record.persons.pseudonym IS 'Under the present key.';
COMMENT ON COLUMN record.persons.person IS 'Random; the same for one person in every data cut, also after the key was rotated. The only name that a snapshot has.';
COMMENT ON COLUMN record.persons.sealed_local_id IS 'Local subject id, AES-256-GCM under a key derived from the pseudonym key: for rotation and authorised re-contact. Empty once that key was destroyed.';
GRANT SELECT, INSERT (pseudonym, sealed_local_id), UPDATE, DELETE ON record.persons TO rose_ingest;
GRANT SELECT (pseudonym, person) ON record.persons TO rose_snapshot;
ALTER TABLE record.subjects ADD FOREIGN KEY (pseudonym) REFERENCES record.persons;

CREATE TABLE record.withdrawals (
  number integer PRIMARY KEY CHECK (number >= 1),
  id text NOT NULL UNIQUE CHECK (id ~ '^[0-9a-f]{32}$'),
  pseudonym text NOT NULL UNIQUE CHECK (pseudonym ~ '^p[1-9][0-9]*-[0-9a-f]{32}$'),
  sealed_local_id bytea NOT NULL CHECK (octet_length(sealed_local_id) BETWEEN 0 AND 1024),
  scope text NOT NULL CHECK (scope IN ('data', 'treatment')),
  reason_code text NOT NULL
);
COMMENT ON TABLE record.withdrawals IS 'What keeps a person who withdrew out of every later ingest; nothing else is kept of them.';
COMMENT ON COLUMN record.withdrawals.number IS '1, 2, ... in the order of recording; given under the lock of the records.';
COMMENT ON COLUMN record.withdrawals.id IS 'Random; names the withdrawal in the audit.';
COMMENT ON COLUMN record.withdrawals.pseudonym IS 'Of the person, under the present key.';
COMMENT ON COLUMN record.withdrawals.sealed_local_id IS 'As in record.persons: without it a rotation would forget the withdrawal.';
COMMENT ON COLUMN record.withdrawals.scope IS 'data: in no figure any more; treatment: stopped treatment only, stays.';
COMMENT ON COLUMN record.withdrawals.reason_code IS 'From a short list; no text.';
GRANT SELECT, INSERT, UPDATE, DELETE ON record.withdrawals TO rose_ingest;
GRANT SELECT (number, scope) ON record.withdrawals TO rose_snapshot;

ALTER TABLE record.ingests ADD COLUMN problems jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(problems) = 'array');
COMMENT ON COLUMN record.ingests.problems IS 'Problems of the source, rows by code; withdrawals are not among them.';
GRANT UPDATE ON record.ingests TO rose_ingest;

ALTER TABLE record.staged_subjects ADD COLUMN sealed_local_id bytea NOT NULL;
COMMENT ON COLUMN record.staged_subjects.sealed_local_id IS 'As in record.persons.';
