-- The relay's mailboxes. It sees ciphertext, sizes and addresses only.
CREATE TABLE relay.messages (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
  sender text NOT NULL,
  recipient text NOT NULL,
  body text,
  bytes integer NOT NULL CHECK (bytes > 0),
  sent_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'claimed', 'tempfailed', 'succeeded', 'permfailed', 'expired')),
  available_at timestamptz NOT NULL DEFAULT now(),
  deliveries integer NOT NULL DEFAULT 0,
  reply text,
  code text,
  settled_at timestamptz,
  CHECK ((settled_at IS NULL) = (state IN ('waiting', 'claimed', 'tempfailed')))
);
COMMENT ON TABLE relay.messages IS 'One row a sealed message, until its retention is over.';
COMMENT ON COLUMN relay.messages.id IS 'SHA-256 of the sealed text: the same text sent again is the same message.';
COMMENT ON COLUMN relay.messages.sender IS 'Member id, proved by the signature of the request.';
COMMENT ON COLUMN relay.messages.recipient IS 'Member id.';
COMMENT ON COLUMN relay.messages.body IS 'Compact JWE; null once the message is settled.';
COMMENT ON COLUMN relay.messages.bytes IS 'Its size.';
COMMENT ON COLUMN relay.messages.sent_at IS 'When it came.';
COMMENT ON COLUMN relay.messages.expires_at IS 'When nobody wants it any more (ttl of the sender).';
COMMENT ON COLUMN relay.messages.state IS 'waiting, claimed, tempfailed; settled: succeeded, permfailed, expired.';
COMMENT ON COLUMN relay.messages.available_at IS 'When it may be claimed (again): a claim that is not settled until then has timed out.';
COMMENT ON COLUMN relay.messages.deliveries IS 'How often it was claimed.';
COMMENT ON COLUMN relay.messages.reply IS 'Compact JWE of the recipient to the sender.';
COMMENT ON COLUMN relay.messages.code IS 'Why it failed, a stable code.';
COMMENT ON COLUMN relay.messages.settled_at IS 'When its recipient was done with it, or it expired.';
CREATE INDEX messages_inbox ON relay.messages (recipient, available_at) WHERE settled_at IS NULL;
CREATE INDEX messages_open ON relay.messages (expires_at) WHERE settled_at IS NULL;
CREATE INDEX messages_settled ON relay.messages (settled_at) WHERE settled_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON relay.messages TO rose_relay;

CREATE TABLE relay.used_requests (
  member text NOT NULL,
  jti text NOT NULL,
  expires timestamptz NOT NULL,
  PRIMARY KEY (member, jti)
);
COMMENT ON TABLE relay.used_requests IS 'Signed requests that were made: each is taken once.';
COMMENT ON COLUMN relay.used_requests.member IS 'Who signed it.';
COMMENT ON COLUMN relay.used_requests.jti IS 'Its id.';
COMMENT ON COLUMN relay.used_requests.expires IS 'When it would no longer be taken anyway.';
CREATE INDEX used_requests_expires ON relay.used_requests (expires);
GRANT SELECT, INSERT, DELETE ON relay.used_requests TO rose_relay;
