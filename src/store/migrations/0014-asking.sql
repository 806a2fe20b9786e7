-- Questions to many members: what was asked, what became of each, and the tables that came with it.
CREATE SCHEMA asking;
COMMENT ON SCHEMA asking IS 'Questions of this node to other members, and what they said. Nothing of a patient here.';
GRANT USAGE ON SCHEMA asking TO rose_gateway;

CREATE TABLE asking.questions (
  id text PRIMARY KEY CHECK (id ~ '^nq-[0-9a-f]{16}$'),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  cohort jsonb NOT NULL,
  denominator text NOT NULL CHECK (denominator IN ('treated', 'screened')),
  asked_by text NOT NULL,
  asked_at text NOT NULL,
  deadline text NOT NULL,
  network jsonb,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'complete', 'cancelled')),
  closed_at text,
  record text,
  CHECK ((state = 'open') = (record IS NULL)),
  CHECK ((state = 'open') = (closed_at IS NULL))
);
COMMENT ON TABLE asking.questions IS 'One question to many members each; ended once, then never changed.';
COMMENT ON COLUMN asking.questions.id IS 'Given by this node.';
COMMENT ON COLUMN asking.questions.number IS 'Order of asking.';
COMMENT ON COLUMN asking.questions.cohort IS 'cohort/1, canonical.';
COMMENT ON COLUMN asking.questions.denominator IS 'Which patients are counted.';
COMMENT ON COLUMN asking.questions.asked_by IS 'Member id of this node.';
COMMENT ON COLUMN asking.questions.asked_at IS 'RFC 3339, UTC.';
COMMENT ON COLUMN asking.questions.deadline IS 'Until when members may answer, RFC 3339, UTC.';
COMMENT ON COLUMN asking.questions.network IS 'Directory or plain list that it was asked by; null: the directory of the node.';
COMMENT ON COLUMN asking.questions.state IS 'complete: every member has an end; cancelled: by a person.';
COMMENT ON COLUMN asking.questions.closed_at IS 'RFC 3339, UTC.';
COMMENT ON COLUMN asking.questions.record IS 'network-answer/2 as this node signed it, compact JWS.';
CREATE INDEX questions_open ON asking.questions (number) WHERE state = 'open';

CREATE TABLE asking.members (
  question text NOT NULL REFERENCES asking.questions,
  member text NOT NULL,
  place integer NOT NULL,
  answer jsonb NOT NULL,
  ended boolean NOT NULL DEFAULT false,
  PRIMARY KEY (question, member)
);
COMMENT ON TABLE asking.members IS 'What became of each member of a question.';
COMMENT ON COLUMN asking.members.question IS 'The question.';
COMMENT ON COLUMN asking.members.member IS 'Id of the member asked.';
COMMENT ON COLUMN asking.members.place IS 'Order of the directory or list.';
COMMENT ON COLUMN asking.members.answer IS 'Its row of network-answer/2.';
COMMENT ON COLUMN asking.members.ended IS 'Whether the row changes no more.';

CREATE TABLE asking.tables (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  member text NOT NULL,
  jws text NOT NULL,
  received_at text NOT NULL
);
COMMENT ON TABLE asking.tables IS 'Published tables of other members, by hash: what is here is not sent again.';
COMMENT ON COLUMN asking.tables.sha256 IS 'SHA-256 of the JWS, as answers name the table.';
COMMENT ON COLUMN asking.tables.member IS 'Who sent it.';
COMMENT ON COLUMN asking.tables.jws IS 'Compact JWS whose payload is the table.';
COMMENT ON COLUMN asking.tables.received_at IS 'RFC 3339, UTC.';

GRANT SELECT, INSERT (id, cohort, denominator, asked_by, asked_at, deadline, network),
      UPDATE (state, closed_at, record) ON asking.questions TO rose_gateway;
GRANT SELECT, INSERT, UPDATE (answer, ended) ON asking.members TO rose_gateway;
GRANT SELECT, INSERT ON asking.tables TO rose_gateway;
