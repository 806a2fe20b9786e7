-- Messages to and from members: what leaves is stored first, and only ever sent again as it was stored.
CREATE SCHEMA exchange;
COMMENT ON SCHEMA exchange IS 'Letters to members until they have ended, and numbered messages that came.';
GRANT USAGE ON SCHEMA exchange TO rose_gateway;

CREATE TABLE exchange.sequences (
  recipient text PRIMARY KEY,
  last bigint NOT NULL CHECK (last >= 1)
);
COMMENT ON TABLE exchange.sequences IS 'Last number of a message that travels as a file, by reader; raised in the transaction that stores it, hence without gaps.';
COMMENT ON COLUMN exchange.sequences.recipient IS 'Member id.';
COMMENT ON COLUMN exchange.sequences.last IS 'From 1.';
GRANT SELECT, INSERT, UPDATE ON exchange.sequences TO rose_gateway;

CREATE TABLE exchange.outgoing (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  name text NOT NULL UNIQUE,
  recipient text NOT NULL,
  type text NOT NULL,
  carrier text NOT NULL CHECK (carrier IN ('direct', 'relay', 'file')),
  sequence bigint CHECK (sequence >= 1),
  jti text NOT NULL UNIQUE,
  message text,
  bytes integer NOT NULL CHECK (bytes > 0),
  approved_by text[] NOT NULL DEFAULT '{}',
  stored_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'delivered', 'failed', 'expired')),
  due_at timestamptz NOT NULL DEFAULT now(),
  tries integer NOT NULL DEFAULT 0,
  code text,
  reply text,
  ended_at timestamptz,
  UNIQUE (recipient, sequence),
  CHECK ((ended_at IS NULL) = (state IN ('waiting', 'sent'))),
  CHECK ((message IS NULL) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE exchange.outgoing IS 'Letters to members: sealed once.';
COMMENT ON COLUMN exchange.outgoing.id IS 'SHA-256 of the sealed text.';
COMMENT ON COLUMN exchange.outgoing.number IS 'Order in which they were stored.';
COMMENT ON COLUMN exchange.outgoing.name IS 'What the use case calls it: one letter a name.';
COMMENT ON COLUMN exchange.outgoing.recipient IS 'Member id.';
COMMENT ON COLUMN exchange.outgoing.type IS 'Type and version of the message.';
COMMENT ON COLUMN exchange.outgoing.carrier IS 'What carries it: direct, relay, file.';
COMMENT ON COLUMN exchange.outgoing.sequence IS 'Its number as a file for this reader; null by other carriers.';
COMMENT ON COLUMN exchange.outgoing.jti IS 'Its id inside the seal.';
COMMENT ON COLUMN exchange.outgoing.message IS 'The sealed text; null once it has ended.';
COMMENT ON COLUMN exchange.outgoing.bytes IS 'Its size.';
COMMENT ON COLUMN exchange.outgoing.approved_by IS 'Who approved what it discloses, where approval was needed.';
COMMENT ON COLUMN exchange.outgoing.stored_at IS 'When.';
COMMENT ON COLUMN exchange.outgoing.expires_at IS 'When its reader would no longer take it.';
COMMENT ON COLUMN exchange.outgoing.state IS 'waiting, sent; ended: delivered, failed, expired.';
COMMENT ON COLUMN exchange.outgoing.due_at IS 'When it is handed on or asked after next; a claim moves it on.';
COMMENT ON COLUMN exchange.outgoing.tries IS 'How often it was claimed.';
COMMENT ON COLUMN exchange.outgoing.code IS 'Why it failed or still waits, a stable code.';
COMMENT ON COLUMN exchange.outgoing.reply IS 'The sealed reply, as it came.';
COMMENT ON COLUMN exchange.outgoing.ended_at IS 'When it ended.';
CREATE INDEX outgoing_due ON exchange.outgoing (due_at) WHERE ended_at IS NULL;
GRANT SELECT, INSERT ON exchange.outgoing TO rose_gateway;
GRANT UPDATE (message, state, due_at, tries, code, reply, ended_at) ON exchange.outgoing TO rose_gateway;

CREATE TABLE exchange.arrivals (
  sender text NOT NULL,
  sequence bigint NOT NULL CHECK (sequence >= 1),
  id text NOT NULL UNIQUE CHECK (id ~ '^[0-9a-f]{64}$'),
  begun_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  reply text,
  code text,
  PRIMARY KEY (sender, sequence)
);
COMMENT ON TABLE exchange.arrivals IS 'Numbered messages that came, and what was said to each.';
COMMENT ON COLUMN exchange.arrivals.sender IS 'Member id, proved by its signature.';
COMMENT ON COLUMN exchange.arrivals.sequence IS 'Its number from this sender: one message each.';
COMMENT ON COLUMN exchange.arrivals.id IS 'SHA-256 of the sealed text.';
COMMENT ON COLUMN exchange.arrivals.begun_at IS 'When its handling began.';
COMMENT ON COLUMN exchange.arrivals.ended_at IS 'When it was done; null while it is handled, or where that was broken off.';
COMMENT ON COLUMN exchange.arrivals.reply IS 'The sealed reply; the same message again gets it again.';
COMMENT ON COLUMN exchange.arrivals.code IS 'Why it was refused.';
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.arrivals TO rose_gateway;
