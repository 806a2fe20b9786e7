-- Pooled rounds: signed documents as they came and went, to whom each still has to go, and the network tables.

CREATE SCHEMA pooling;
COMMENT ON SCHEMA pooling IS 'Pooled rounds. No row of a patient: shares are sealed, sums are signed.';
GRANT USAGE ON SCHEMA pooling TO rose_gateway, rose_combiner, rose_auditor;
GRANT USAGE ON SCHEMA audit, store TO rose_combiner;
GRANT INSERT (sequence, kind, at, actor, facts, previous_hash, hash) ON audit.events TO rose_combiner;
GRANT SELECT (sequence, hash) ON audit.events TO rose_combiner;
GRANT SELECT ON store.migrations TO rose_combiner;

CREATE TABLE pooling.rounds (
  round text PRIMARY KEY CHECK (round ~ '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$'),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  coordinator text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'ended')),
  reason text,
  at text NOT NULL,
  CHECK ((state = 'ended') = (reason IS NOT NULL))
);
COMMENT ON TABLE pooling.rounds IS 'Rounds that this node coordinates, combines or is asked in.';
COMMENT ON COLUMN pooling.rounds.round IS 'The coordinator''s name of it.';
COMMENT ON COLUMN pooling.rounds.number IS 'Order of their coming.';
COMMENT ON COLUMN pooling.rounds.coordinator IS 'Who asks.';
COMMENT ON COLUMN pooling.rounds.state IS 'open; done: there is a network table; ended: there will be none.';
COMMENT ON COLUMN pooling.rounds.reason IS 'Why it ended without a table.';
COMMENT ON COLUMN pooling.rounds.at IS 'When it came, RFC 3339 in UTC.';
GRANT SELECT, INSERT (round, coordinator, at), UPDATE (state, reason) ON pooling.rounds TO rose_gateway, rose_combiner;
GRANT SELECT ON pooling.rounds TO rose_auditor;

CREATE TABLE pooling.documents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round text NOT NULL REFERENCES pooling.rounds,
  kind text NOT NULL,
  author text NOT NULL,
  part text NOT NULL DEFAULT '',
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  body text,
  at text NOT NULL,
  UNIQUE (round, kind, author, part)
);
COMMENT ON TABLE pooling.documents IS 'Documents of rounds whose signatures were verified: each author says a thing once.';
COMMENT ON COLUMN pooling.documents.id IS 'Order of their coming; they are sent in it.';
COMMENT ON COLUMN pooling.documents.round IS 'The round.';
COMMENT ON COLUMN pooling.documents.kind IS 'call, offer, manifest, state, contribution, receipt, held, set, sums, passed, table, ended, deletion.';
COMMENT ON COLUMN pooling.documents.author IS 'Member who signed it, or whose engine did.';
COMMENT ON COLUMN pooling.documents.part IS 'Where an author says several of a kind: the step of sums, the member of a receipt, the state; whole: with all signatures.';
COMMENT ON COLUMN pooling.documents.sha256 IS 'Of the text.';
COMMENT ON COLUMN pooling.documents.body IS 'The signed text; null where it was erased (contributions of others, once the round is over).';
COMMENT ON COLUMN pooling.documents.at IS 'RFC 3339, UTC.';
GRANT SELECT, INSERT (round, kind, author, part, sha256, body, at) ON pooling.documents TO rose_gateway, rose_combiner;
GRANT UPDATE (body) ON pooling.documents TO rose_combiner;
GRANT SELECT (id, round, kind, author, part, sha256, at) ON pooling.documents TO rose_auditor;

CREATE TABLE pooling.recipients (
  document bigint NOT NULL REFERENCES pooling.documents,
  recipient text NOT NULL,
  posted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (document, recipient)
);
COMMENT ON TABLE pooling.recipients IS 'To whom a document goes; written with it, so that nobody is forgotten.';
COMMENT ON COLUMN pooling.recipients.document IS 'What goes.';
COMMENT ON COLUMN pooling.recipients.recipient IS 'To which member.';
COMMENT ON COLUMN pooling.recipients.posted IS 'Whether the outbox has it: from there on it sees to it.';
CREATE INDEX recipients_unposted ON pooling.recipients (document) WHERE NOT posted;
GRANT SELECT, INSERT (document, recipient), UPDATE (posted) ON pooling.recipients TO rose_gateway, rose_combiner;

CREATE TABLE pooling.conflicts (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round text NOT NULL REFERENCES pooling.rounds,
  kind text NOT NULL,
  author text NOT NULL,
  part text NOT NULL,
  sha256 text NOT NULL,
  body text,
  at text NOT NULL,
  UNIQUE (round, kind, author, part, sha256)
);
COMMENT ON TABLE pooling.conflicts IS 'Evidence: an author signed two different things where one is said.';
COMMENT ON COLUMN pooling.conflicts.number IS 'Order of their coming.';
COMMENT ON COLUMN pooling.conflicts.round IS 'The round.';
COMMENT ON COLUMN pooling.conflicts.kind IS 'As in documents.';
COMMENT ON COLUMN pooling.conflicts.author IS 'Who signed both.';
COMMENT ON COLUMN pooling.conflicts.part IS 'As in documents.';
COMMENT ON COLUMN pooling.conflicts.sha256 IS 'Of the second text.';
COMMENT ON COLUMN pooling.conflicts.body IS 'The second text; null for contributions, whose shares are not kept.';
COMMENT ON COLUMN pooling.conflicts.at IS 'RFC 3339, UTC.';
GRANT SELECT, INSERT (round, kind, author, part, sha256, body, at) ON pooling.conflicts TO rose_gateway, rose_combiner;

CREATE TABLE pooling.tables (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  round text NOT NULL UNIQUE,
  previous_sha256 text UNIQUE,
  body text NOT NULL,
  at text NOT NULL
);
COMMENT ON TABLE pooling.tables IS 'Network tables, signed by all combiners; each names the one before, and none has two that follow it.';
COMMENT ON COLUMN pooling.tables.sha256 IS 'Of the canonical table: its name.';
COMMENT ON COLUMN pooling.tables.number IS 'Order of their coming; the last one stands.';
COMMENT ON COLUMN pooling.tables.round IS 'Whose result it is.';
COMMENT ON COLUMN pooling.tables.previous_sha256 IS 'The table before; null for the first of the federation.';
COMMENT ON COLUMN pooling.tables.body IS 'JWS in general JSON serialization.';
COMMENT ON COLUMN pooling.tables.at IS 'RFC 3339, UTC.';
GRANT SELECT, INSERT (sha256, round, previous_sha256, body, at) ON pooling.tables TO rose_gateway, rose_combiner;
GRANT SELECT (sha256, number, round) ON pooling.tables TO rose_auditor;
